package org.checkpointschedules.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The checkpoints of a run will not fit where they are to go. Found before the first step.
public final class NotEnoughSpaceException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  /// Bytes, of all that is stored.
  private final BigInteger needed;

  /// Bytes, of the file system.
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

  /// Checks that a directory's file system has room for these entries with their headers, and for
  /// the two adjoint states of a run with a journal, what such files in the directory take already
  /// included, as far as one of them needs it: a file with holes is longer than what it takes.
  /// Where it does not tell, nothing is checked; quotas it mostly does not tell.
  ///
  /// @param directory where the files will be; one that exists
  /// @param entries how many files of checkpoints there will be at once
  /// @param entryBytes bytes of each, at most, without the header
  /// @param adjointBytes bytes of the adjoint state, 0 where it is not saved
  /// @throws NotEnoughSpaceException if it has not
  public static void requireRoom(
      Path directory, BigInteger entries, long entryBytes, long adjointBytes) {
    BigInteger entry = blocks(SlotHeader.BYTES, entryBytes);
    BigInteger adjoint = blocks(SavedState.HEADER, adjointBytes);
    BigInteger bytes = entries.multiply(entry);
    if (adjointBytes > 0) {
      bytes = bytes.add(BigInteger.TWO.multiply(adjoint));
    }
    try {
      long needed = entry.max(adjoint).longValueExact();
      long there = 0;
      try (var files = Files.newDirectoryStream(directory, PlainFile::is)) {
        for (Path file : files) {
          there += Leftovers.isOwn(file) ? Math.min(needed, Files.size(file)) : 0;
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

  /// In whole blocks, as file systems mostly give them out.
  private static BigInteger blocks(long header, long bytes) {
    var block = BigInteger.valueOf(SlotBuffer.BLOCK);
    BigInteger all = BigInteger.valueOf(bytes).add(BigInteger.valueOf(header));
    return all.add(block).subtract(BigInteger.ONE).divide(block).multiply(block);
  }

  /// {@return bytes that the checkpoints need, with all that is stored beside them}
  public BigInteger needed() {
    return needed;
  }

  /// {@return bytes available when it was found}
  public long available() {
    return available;
  }
}
