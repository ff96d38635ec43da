package org.checkpointschedules.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Moves entries between buffers and slot files, checksums on the way.
///
/// Large entries bypass the page cache (direct I/O): they would fill it, be copied once more, and
/// push out what other programs hold there. Small ones go through it, since each direct transfer
/// waits for the device; on the machine where the bound was set, direct writes of 64 KiB took four
/// times as long, and of 1 MiB as long as the device needs anyway. Where a file system refuses
/// direct I/O, everything goes through the cache.
///
/// A file is open only while it is accessed, so that the number of slots is not bounded by file
/// descriptors.
final class SlotFiles {
  /// Entries from this many bytes on are transferred directly.
  static final long LEAST_DIRECT = 1 << 20;

  /// Data is checksummed and transferred in pieces that a ByteBuffer can address whatever the size
  /// of the state: small enough to stay in the processor's cache between the two, or large enough
  /// for the device where that bounds the speed.
  private static final int CACHED_PIECE = 1 << 20;

  private static final int DIRECT_PIECE = 8 << 20;

  private final OwnFolder folder;
  private final boolean durable;
  private Optional<OpenOption> direct;

  /// @param direct the option that bypasses the page cache, or none
  /// @param durable whether a written entry outlives a power failure, as far as the device keeps
  ///   what it was told to
  SlotFiles(OwnFolder folder, Optional<OpenOption> direct, boolean durable) {
    this.folder = folder;
    this.direct = direct;
    this.durable = durable;
  }

  /// Writes header and data over whatever the file holds; the checksum of the data.
  int write(Path file, CheckpointKey key, SlotBuffer buffer) throws IOException {
    if (isDirect(buffer)) {
      try {
        return write(file, key, buffer, DIRECT_PIECE, direct.get());
      } catch (IOException | UnsupportedOperationException _) {
        // If the next try succeeds, the file system was not to blame, but direct I/O.
        int checksum = write(file, key, buffer, CACHED_PIECE);
        direct = Optional.empty();
        return checksum;
      }
    }
    return write(file, key, buffer, CACHED_PIECE);
  }

  /// Reads header and data, and verifies both.
  ///
  /// @param checksum of the data, so that an older file of the same key is noticed too
  void read(Path file, CheckpointKey key, SlotBuffer buffer, int checksum) throws IOException {
    if (isDirect(buffer)) {
      try {
        read(file, key, buffer, checksum, DIRECT_PIECE, direct.get());
        return;
      } catch (IOException | UnsupportedOperationException _) {
        read(file, key, buffer, checksum, CACHED_PIECE);
        direct = Optional.empty();
        return;
      }
    }
    read(file, key, buffer, checksum, CACHED_PIECE);
  }

  private boolean isDirect(SlotBuffer buffer) {
    return direct.isPresent() && buffer.bytes() >= LEAST_DIRECT;
  }

  private int write(
      Path file, CheckpointKey key, SlotBuffer buffer, int length, OpenOption... options)
      throws IOException {
    try (FileChannel channel = folder.openForWriting(file, options)) {
      long end = SlotBuffer.BLOCK + buffer.bytes();
      boolean whole = end <= length;
      if (!whole) {
        // Before the data, so that a file that is torn is known for the run's own.
        SlotHeader.claim(buffer.header(), folder.run());
      }
      var crc = new CRC32C();
      for (long at = 0; at < end; at += length) {
        ByteBuffer piece = buffer.blocks(at, length).asByteBuffer();
        crc.update(data(piece, at, end));
        if (!whole) {
          transfer(piece, at, at + piece.limit(), channel::write);
        }
      }
      int checksum = (int) crc.getValue();
      SlotHeader.write(buffer.header(), folder.run(), key, buffer.bytes(), checksum);
      ByteBuffer rest = buffer.blocks(0, whole ? length : SlotBuffer.BLOCK).asByteBuffer();
      transfer(rest, 0, rest.limit(), channel::write);
      channel.truncate(end);
      if (durable) {
        channel.force(true);
      }
      return checksum;
    }
  }

  private void read(
      Path file,
      CheckpointKey key,
      SlotBuffer buffer,
      int checksum,
      int length,
      OpenOption... options)
      throws IOException {
    try (FileChannel channel = PlainFile.open(file, options, READ)) {
      long end = SlotBuffer.BLOCK + buffer.bytes();
      if (channel.size() != end) {
        throw new CheckpointDamagedException(
            key, "%s has %,d bytes instead of %,d".formatted(file, channel.size(), end));
      }
      var crc = new CRC32C();
      String fault = null;
      for (long at = 0; fault == null && at < end; at += length) {
        ByteBuffer piece = buffer.blocks(at, length).asByteBuffer();
        transfer(piece.duplicate(), at, Math.min(end, at + piece.limit()), channel::read);
        crc.update(data(piece, at, end));
        if (at == 0) {
          fault = SlotHeader.fault(buffer.header(), folder.run(), key, buffer.bytes());
        }
      }
      if (fault == null && checksum != (int) crc.getValue()) {
        fault = "the data's checksum does not match";
      }
      if (fault != null) {
        throw new CheckpointDamagedException(key, file + ": " + fault);
      }
    }
  }

  /// What of a piece is data: not the header, not the rest of the last block.
  private static ByteBuffer data(ByteBuffer piece, long at, long end) {
    ByteBuffer data = piece.duplicate();
    data.limit((int) Math.min(piece.limit(), end - at));
    return data.position(at == 0 ? SlotBuffer.BLOCK : 0);
  }

  private interface Transfer {
    int apply(ByteBuffer buffer, long position) throws IOException;
  }

  /// @param end where in the file to have arrived, at least
  private static void transfer(ByteBuffer buffer, long start, long end, Transfer transfer)
      throws IOException {
    for (long at = start; at < end; ) {
      int moved = transfer.apply(buffer, at);
      if (moved < 0) {
        throw new IOException("the file ended at byte " + at);
      }
      at += moved;
    }
  }
}
