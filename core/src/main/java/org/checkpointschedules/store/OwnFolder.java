package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.checkpointschedules.InvalidArgumentException;

/// A folder made for one store, and everything made in it, to be removed when the store is closed
/// or the JVM ends. Removes only what it made itself; a folder that something else was put into
/// stays.
///
/// One that keeps a journal is of its run's name, is taken up where an earlier run left it, and
/// goes only when told.
final class OwnFolder implements AutoCloseable {
  private static final OpenOption[] NONE = {};

  private final Path folder;
  private final List<Path> madeDirectories;
  private final FolderLock lock;
  private UUID run;
  private final Set<Path> madeFiles = new HashSet<>();
  private final Thread hook = new Thread(this::removeQuietly, "checkpoint clean-up");
  private boolean removed;

  private OwnFolder(Path folder, List<Path> madeDirectories, FolderLock lock, UUID run) {
    this.folder = folder;
    this.madeDirectories = madeDirectories;
    this.lock = lock;
    this.run = run;
  }

  /// A new folder. First goes what killed runs without a journal left in the directory.
  ///
  /// @param directory where the folder is made; created with its parents where missing
  static OwnFolder in(Path directory) {
    return make(
        directory,
        absolute -> {
          Leftovers.sweep(absolute);
          while (true) {
            Path folder = Files.createDirectory(BirthName.in(absolute), privately(absolute));
            // Another run that sweeps may take folder or marker for a dead run's before it is
            // locked.
            Optional<OwnFolder> passing = made(() -> passing(folder));
            if (passing.isPresent()) {
              return passing.get();
            }
          }
        });
  }

  private static Optional<OwnFolder> passing(Path folder) throws IOException {
    FolderLock lock = null;
    try {
      lock = FolderLock.make(folder).orElse(null);
      if (lock == null) {
        return Optional.empty();
      }
      var run = UUID.randomUUID();
      lock.name(run, false);
      return Optional.of(new OwnFolder(folder, List.of(), lock, run));
    } catch (Throwable t) {
      Files.deleteIfExists(folder.resolve(FolderLock.FILE));
      if (lock != null) {
        lock.close();
      }
      removeIfEmpty(folder);
      throw t;
    }
  }

  /// The folder of a run that keeps a journal, new or left by an earlier run of the same name.
  /// First goes what runs left that were killed before their folder had its name, or kept no
  /// journal.
  ///
  /// @throws RunInProgressException if a run of that name is going on
  /// @throws JournalRefusedException if something else bears that name
  static OwnFolder kept(Path directory, String name) {
    return make(
        directory,
        absolute -> {
          Leftovers.sweep(absolute);
          Path folder = absolute.resolve(Leftovers.FOLDER + name);
          FolderLock lock = KeptFolder.lock(folder);
          try {
            var own = new OwnFolder(folder, List.of(), lock, lock.run().orElseThrow());
            own.adopt();
            return own;
          } catch (Throwable t) {
            lock.close();
            throw t;
          }
        });
  }

  /// What was made; empty where the folder vanished meanwhile.
  private static Optional<OwnFolder> made(FileWork<Optional<OwnFolder>> making) throws IOException {
    try {
      return making.run();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  static FileAttribute<?>[] privately(Path directory) {
    return ownerOnly(directory, "rwx------");
  }

  private interface Making {
    OwnFolder in(Path directory) throws IOException;
  }

  private static OwnFolder make(Path directory, Making making) {
    Path absolute = directory.toAbsolutePath().normalize();
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = absolute; p != null && Files.notExists(p); p = p.getParent()) {
      missing.push(p);
    }
    List<Path> made = new ArrayList<>();
    try (var _ = new MakingHook()) {
      for (Path p : missing) {
        Files.createDirectory(p);
        made.add(p);
      }
      OwnFolder bare = making.in(absolute);
      made.add(bare.folder);
      var own = new OwnFolder(bare.folder, made, bare.lock, bare.run);
      own.madeFiles.addAll(bare.madeFiles);
      own.hookIn();
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

  /// Has the folder removed when the JVM ends, unless it is kept.
  private void hookIn() throws IOException {
    try {
      if (!lock.journalled()) {
        Runtime.getRuntime().addShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      remove();
      throw e;
    }
  }

  /// Takes the files of an earlier run for this one's.
  private void adopt() throws IOException {
    madeFiles.addAll(Inventory.of(folder, run).own());
  }

  /// The run whose folder this is.
  UUID run() {
    return run;
  }

  /// Makes the folder that of another run: what lies in it is no longer believed.
  void renew() throws IOException {
    if (!lock.isReplaceable()) {
      throw new JournalRefusedException(
          folder, "its run.lock has another name too, under which it would change; remove that");
    }
    run = UUID.randomUUID();
    lock.name(run, true);
  }

  /// The folder itself.
  Path path() {
    return folder;
  }

  /// Takes a file, made in another way, for this run's.
  synchronized void adopted(Path file) {
    madeFiles.add(file);
  }

  /// Makes the names of the files durable, where the operating system lets folders be forced.
  void force() {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Then the file system orders names by itself, or not at all.
    }
  }

  /// Whether a file is there that this run, or the one that it continues, made.
  synchronized boolean has(Path file) {
    return madeFiles.contains(file);
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
    // Nobody else begins anew in a folder that keeps no journal.
    if (lock.journalled() && lock.isReplaced()) {
      throw new CheckpointStoreException(
          folder
              + " is no longer this run's: its run.lock was removed, and another run began there");
    }
    return work.run();
  }

  interface FileWork<T> {
    T run() throws IOException;
  }

  /// Opens a file of the folder for writing in place, and makes it the first time. Never follows a
  /// link, never takes over a file that something else made, and never writes to a file that has
  /// other names: it gives up its own name for that, and makes a new one.
  ///
  /// A new file is made before it is opened with the options: some file systems make it and then
  /// refuse the option.
  synchronized FileChannel openForWriting(Path file, OpenOption... options) throws IOException {
    PlainFile.Kind kind = PlainFile.kind(file);
    if (kind == PlainFile.Kind.OTHER
        || kind != PlainFile.Kind.NOTHING && !madeFiles.contains(file)) {
      throw new FileAlreadyExistsException(file.toString(), null, "it is not this run's");
    }
    if (kind == PlainFile.Kind.LINKED) {
      deleteOwn(file);
    }
    if (kind != PlainFile.Kind.PLAIN) {
      FileChannel.open(file, with(NONE, WRITE, CREATE_NEW), ownerOnly(file, "rw-------")).close();
      madeFiles.add(file);
    }
    return FileChannel.open(file, with(options, WRITE));
  }

  /// Removes a file, if this run made it. What cannot be removed goes with the folder.
  synchronized void discard(Path file) {
    if (!removed) {
      try {
        deleteOwn(file);
        madeFiles.remove(file);
      } catch (IOException _) {
        // It stays one of those to be removed.
      }
    }
  }

  /// Deletes a file that this run made, unless something else has taken its place since.
  private void deleteOwn(Path file) throws IOException {
    if (madeFiles.contains(file) && PlainFile.is(file) && FileHead.of(file).admits(run)) {
      Files.deleteIfExists(file);
    }
  }

  /// Options together, and that of not following links.
  static Set<OpenOption> with(OpenOption[] options, OpenOption... more) {
    var all = new HashSet<OpenOption>(Arrays.asList(options));
    all.addAll(Arrays.asList(more));
    all.add(NOFOLLOW_LINKS);
    return all;
  }

  /// Attributes that make a new file private, where the file system knows owners.
  static FileAttribute<?>[] ownerOnly(Path where, String permissions) {
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

  /// Leaves everything where it is, for a continuation.
  ///
  /// @throws CheckpointStoreException if the lock could not be given back
  synchronized void leave() {
    if (removed) {
      return;
    }
    removed = true;
    try {
      lock.close();
    } catch (IOException e) {
      throw new CheckpointStoreException("could not leave " + folder, e);
    }
  }

  private synchronized void remove() throws IOException {
    if (removed) {
      return;
    }
    removed = true;
    try (lock) {
      removeFiles();
    }
    for (Path directory : madeDirectories.reversed()) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException _) {
        return;
      }
    }
  }

  /// Removes what can be removed, whatever cannot.
  private void removeFiles() throws IOException {
    if (lock.isReplaced()) {
      return;
    }
    IOException first = null;
    for (Path file : madeFiles) {
      try {
        deleteOwn(file);
      } catch (NoSuchFileException _) {
        // Gone meanwhile.
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    if (Files.exists(folder, NOFOLLOW_LINKS)) {
      Leftovers.removeMarker(folder);
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
