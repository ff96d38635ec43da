package org.checkpointschedules.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// A result on its way into a file: written beside its place, forced to the device, and renamed.
/// Until then a file that is there stays as it is, and so it does whatever goes wrong.
///
/// ```java
/// ResultFile.write(file, beside -> Files.write(beside, bytes));
/// ```
///
/// Beside means in the same folder, under the file's name with `.part-1` behind it, or the first
/// such number that is free. A symbolic link stays: the file that it leads to is replaced. Another
/// name of the file, a hard link, keeps the old content. A file that is replaced hands on its
/// permissions; one that may not be written to is refused.
///
/// What is there and no regular file, a device or a pipe, is not replaced: the result is written to
/// a temporary file and then copied into it. To open a pipe waits for its reader.
///
/// One thread at a time.
public final class ResultFile {
  /// As many as Linux follows.
  private static final int MOST_LINKS = 40;

  private final Path target;
  private final Path beside;
  private final boolean stream;
  private boolean done;

  private ResultFile(Path target, Path beside, boolean stream) {
    this.target = target;
    this.beside = beside;
    this.stream = stream;
  }

  /// What writes a result.
  @FunctionalInterface
  public interface Writing {
    /// Writes it all.
    ///
    /// @param beside an empty file, which may be replaced
    /// @throws IOException if it cannot be written
    void to(Path beside) throws IOException;
  }

  /// Writes a result in one go: all of it or nothing.
  ///
  /// @param file its place
  /// @param writing writes it
  /// @throws IOException if it could not be written, and `file` is as it was
  public static void write(Path file, Writing writing) throws IOException {
    ResultFile result = begin(file);
    try {
      writing.to(result.path());
      result.complete();
    } finally {
      result.discard();
    }
  }

  /// Makes the file beside.
  ///
  /// @param file the place of the result
  /// @return the result, to be written to its [#path()], and then completed or discarded
  /// @throws IOException if a file cannot be made there
  public static ResultFile begin(Path file) throws IOException {
    if (isStream(file)) {
      requireWritable(file);
      return new ResultFile(file, Files.createTempFile("checkpoint-result-", ".part"), true);
    }
    Path target = target(file);
    for (int number = 1; ; number++) {
      Path beside = target.resolveSibling(target.getFileName() + ".part-" + number);
      try {
        Files.newByteChannel(beside, CREATE_NEW, WRITE).close();
        return new ResultFile(target, beside, false);
      } catch (FileAlreadyExistsException _) {
        // That of another run, or of one that was killed.
      }
    }
  }

  /// Tries whether a result could be written, and leaves no trace of that. Of a device or a pipe,
  /// only whether it may be written to is known before.
  ///
  /// @param file its place
  /// @param bytes how many it will have, at least
  /// @return where it will be, links followed
  /// @throws IOException if it could not
  public static Path tryOut(Path file, long bytes) throws IOException {
    if (isStream(file)) {
      requireWritable(file);
      return file.toAbsolutePath();
    }
    ResultFile result = begin(file);
    result.discard();
    long available = Files.getFileStore(result.target.getParent()).getUsableSpace();
    if (available < bytes) {
      throw new FileSystemException(
          file.toString(),
          null,
          String.format(
              Locale.ROOT, "it needs %,d bytes, where %,d are available", bytes, available));
    }
    return result.target;
  }

  /// {@return whether something is there that is written to, not replaced: a device or a pipe}
  ///
  /// @param file a place
  public static boolean isStream(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /// {@return the file to be written to until the result is complete}
  public Path path() {
    return beside;
  }

  /// Brings the result to its place, durably when this returns.
  ///
  /// @throws IOException if it could not, and the place is as it was
  public void complete() throws IOException {
    if (stream) {
      try (OutputStream out = Files.newOutputStream(target, WRITE)) {
        Files.copy(beside, out);
      }
      discard();
      return;
    }
    if (Files.exists(target) && isPosix(target)) {
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
    }
    try (FileChannel channel = FileChannel.open(beside, WRITE)) {
      channel.force(true);
    }
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    done = true;
    force(target.getParent());
  }

  /// Removes what was written; after [#complete()] does nothing.
  public void discard() {
    if (done) {
      return;
    }
    done = true;
    try {
      Files.deleteIfExists(beside);
    } catch (IOException _) {
      // Its name says what it is.
    }
  }

  /// Where the file is that the path leads to, or is to be.
  private static Path target(Path file) throws IOException {
    if (Files.exists(file)) {
      requireWritable(file);
      return file.toRealPath();
    }
    Path at = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at.getParent().toRealPath().resolve(at.getFileName());
  }

  private static void requireWritable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    if (!Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString(), null, "it may not be written to");
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /// Makes the name durable, where the operating system lets folders be forced.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Then the file system orders names by itself, or not at all.
    }
  }
}
