package org.checkpointschedules.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The checkpoints of a run will not fit where they are to go. Found before the first step.
public final class NotEnoughSpaceException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  private final BigInteger needed;
  private final long available;

  private NotEnoughSpaceException(Path directory, BigInteger needed, long available) {
    super(
        String.format(
            Locale.ROOT,
            "the checkpoints need %,d bytes in %s, where %,d are available",
            needed,
            directory,
            available));
    this.needed = needed;
    this.available = available;
  }

  /// Checks that a directory's file system has room for this many bytes, what files in the
  /// directory take already included. Where it does not tell, nothing is checked.
  ///
  /// @throws NotEnoughSpaceException if it has not
  public static void requireRoom(Path directory, BigInteger bytes) {
    try {
      long there = 0;
      try (var files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
        for (Path file : files) {
          there += Leftovers.isOwn(file) ? Files.size(file) : 0;
        }
      }
      long available = Math.addExact(Files.getFileStore(directory).getUsableSpace(), there);
      if (bytes.compareTo(BigInteger.valueOf(available)) > 0) {
        throw new NotEnoughSpaceException(directory, bytes, available);
      }
    } catch (IOException | ArithmeticException _) {
      // Unknown, or without bound.
    }
  }

  /// Bytes that the checkpoints need, the headers of their files not included.
  public BigInteger needed() {
    return needed;
  }

  /// Bytes available when it was found.
  public long available() {
    return available;
  }
}
