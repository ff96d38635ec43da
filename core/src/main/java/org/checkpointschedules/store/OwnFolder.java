package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkpointschedules.InvalidArgumentException;

/// A folder made for one store, and everything made in it, to be removed when the store is closed
/// or the JVM ends. Removes only what it made itself; a folder that something else was put into
/// stays.
final class OwnFolder implements AutoCloseable {
  private static final OpenOption[] NONE = {};

  private final Path folder;
  private final List<Path> madeDirectories;
  private final Set<Path> madeFiles = new HashSet<>();
  private final Thread hook = new Thread(this::removeQuietly, "checkpoint clean-up");
  private boolean removed;

  private OwnFolder(Path folder, List<Path> madeDirectories) {
    this.folder = folder;
    this.madeDirectories = madeDirectories;
  }

  /// @param directory where the folder is made; created with its parents where missing
  static OwnFolder in(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = absolute; p != null && Files.notExists(p); p = p.getParent()) {
      missing.push(p);
    }
    List<Path> made = new ArrayList<>();
    try {
      for (Path p : missing) {
        Files.createDirectory(p);
        made.add(p);
      }
      Path folder =
          Files.createTempDirectory(absolute, "checkpoints-", ownerOnly(absolute, "rwx------"));
      made.add(folder);
      var own = new OwnFolder(folder, made);
      Runtime.getRuntime().addShutdownHook(own.hook);
      return own;
    } catch (IOException | IllegalStateException e) {
      made.reversed().forEach(OwnFolder::removeIfEmpty);
      var refused =
          new InvalidArgumentException(
              "directory", directory, "a directory that can be created and written to");
      refused.initCause(e);
      throw refused;
    }
  }

  /// A file in the folder, which is this store's to make.
  Path file(String name) {
    return folder.resolve(name);
  }

  /// Does something with the files, while the folder cannot vanish under it.
  synchronized <T> T whileThere(FileWork<T> work) throws IOException {
    if (removed) {
      throw new CheckpointStoreException(folder + " is gone: the JVM is shutting down");
    }
    return work.run();
  }

  interface FileWork<T> {
    T run() throws IOException;
  }

  /// Opens a file of the folder for writing in place, and makes it the first time. Never follows a
  /// link, never takes over a file that something else made.
  ///
  /// A new file is made before it is opened with the options: some file systems make it and then
  /// refuse the option.
  synchronized FileChannel openForWriting(Path file, OpenOption... options) throws IOException {
    if (!madeFiles.contains(file)) {
      FileChannel.open(file, with(NONE, WRITE, CREATE_NEW), ownerOnly(file, "rw-------")).close();
      madeFiles.add(file);
    }
    return FileChannel.open(file, with(options, WRITE));
  }

  /// Options together, and that of not following links.
  static Set<OpenOption> with(OpenOption[] options, OpenOption... more) {
    var all = new HashSet<OpenOption>(Arrays.asList(options));
    all.addAll(Arrays.asList(more));
    all.add(NOFOLLOW_LINKS);
    return all;
  }

  /// Attributes that make a new file private, where the file system knows owners.
  private static FileAttribute<?>[] ownerOnly(Path where, String permissions) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// @throws CheckpointStoreException if a file or folder made here could not be removed
  @Override
  public void close() {
    try {
      remove();
    } catch (IOException e) {
      throw new CheckpointStoreException("could not remove the checkpoints in " + folder, e);
    } finally {
      forgetHook();
    }
  }

  private synchronized void remove() throws IOException {
    if (removed) {
      return;
    }
    removed = true;
    for (Path file : madeFiles) {
      Files.deleteIfExists(file);
    }
    for (Path directory : madeDirectories.reversed()) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException _) {
        return;
      }
    }
  }

  private void removeQuietly() {
    try {
      remove();
    } catch (IOException e) {
      System.err.println("could not remove the checkpoints in " + folder + ": " + e.getMessage());
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is shutting down, so the hook runs, or ran, anyway.
    }
  }

  private static void removeIfEmpty(Path directory) {
    try {
      Files.deleteIfExists(directory);
    } catch (IOException _) {
      // Something else lives in it now: not ours to delete.
    }
  }
}
