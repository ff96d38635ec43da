package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// Slot files in a folder of the store's own, written and read through one off-heap buffer.
///
/// A file is open only while it is accessed, so that the number of slots is not bounded by file
/// descriptors.
final class DiskStore implements CheckpointStore {
  /// Data is checksummed and transferred in pieces that stay in the processor's cache between the
  /// two, and that a ByteBuffer can address whatever the size of the state.
  private static final long PIECE = 1 << 20;

  private final UUID run;
  private final Index<Slot> index;
  private final Deque<Path> free = new ArrayDeque<>();
  private final OwnFolder folder;
  private final String prefix;
  private final SlotLog log;
  private long files;
  private OffHeapBlock buffer;

  /// @param checksum of the data, so that an older file of the same key is noticed too
  private record Slot(Path file, long bytes, int checksum) {}

  /// In a folder of its own.
  DiskStore(Path directory, long slots) {
    this(OwnFolder.in(directory), "slot-", slots, SlotLog.NONE);
  }

  /// @param prefix of the names of the store's files
  /// @param log whether to write durably, and whom to tell
  DiskStore(OwnFolder folder, String prefix, long slots, SlotLog log) {
    index = new Index<>("the disk store", slots);
    this.folder = folder;
    this.prefix = prefix;
    this.log = log;
    run = folder.run();
  }

  /// Takes over an entry that an earlier run left, unread.
  void adopt(CheckpointKey key, String file, long bytes, int checksum) {
    index.requirePutable(key, bytes);
    index.put(key, new Slot(folder.file(file), bytes, checksum));
  }

  /// Takes over a file that an earlier run left, to be overwritten.
  void adoptFree(String file) {
    free.push(folder.file(file));
  }

  /// Names new files from this number on.
  void numberFrom(long number) {
    files = number;
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    index.requirePutable(key, bytes);
    MemorySegment block = block(bytes);
    writer.accept(block.asSlice(SlotHeader.BYTES));
    Path file = free.isEmpty() ? folder.file("%s%06d".formatted(prefix, files++)) : free.pop();
    int checksum;
    try {
      log.reusing();
      checksum = folder.whileThere(() -> write(file, key, block));
      log.stored(key, file, bytes, checksum);
    } catch (IOException e) {
      free.push(file);
      throw new CheckpointStoreException(
          "could not write the %s, %,d bytes, to %s: %s".formatted(key, bytes, file, reason(e)), e);
    }
    index.put(key, new Slot(file, bytes, checksum));
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    Slot slot = index.require(key);
    MemorySegment block = block(slot.bytes());
    try {
      folder.whileThere(() -> read(slot, key, block));
    } catch (IOException e) {
      throw new CheckpointDamagedException(key, slot.file() + " cannot be read: " + reason(e), e);
    }
    reader.accept(block.asSlice(SlotHeader.BYTES).asReadOnly());
  }

  @Override
  public void delete(CheckpointKey key) {
    Path file = index.remove(key).file();
    try {
      log.deleted(key);
    } catch (IOException e) {
      throw new CheckpointStoreException("could not journal that the " + key + " is gone", e);
    }
    free.push(file);
  }

  @Override
  public void close() {
    index.close();
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
    if (!log.durable()) {
      folder.close();
    }
  }

  /// Header and data in one piece of memory, so that they are written in one go.
  private MemorySegment block(long bytes) {
    long needed = Math.addExact(bytes, SlotHeader.BYTES);
    if (buffer == null || buffer.segment().byteSize() < needed) {
      if (buffer != null) {
        buffer.close();
        buffer = null;
      }
      buffer = OffHeapBlock.allocate(needed, SlotHeader.BYTES);
    }
    return buffer.segment().asSlice(0, needed);
  }

  /// Writes header and data; the checksum of the data.
  private int write(Path file, CheckpointKey key, MemorySegment block) throws IOException {
    try (FileChannel channel = folder.openForWriting(file)) {
      long end = block.byteSize();
      var crc = new CRC32C();
      for (long at = SlotHeader.BYTES; at < end; at += PIECE) {
        ByteBuffer piece = piece(block, at);
        crc.update(piece.duplicate());
        transfer(piece, at, channel::write);
      }
      MemorySegment header = block.asSlice(0, SlotHeader.BYTES);
      int checksum = (int) crc.getValue();
      SlotHeader.write(header, run, key, end - SlotHeader.BYTES, checksum);
      transfer(header.asByteBuffer(), 0, channel::write);
      channel.truncate(end);
      if (log.durable()) {
        channel.force(true);
      }
      return checksum;
    }
  }

  private Void read(Slot slot, CheckpointKey key, MemorySegment block) throws IOException {
    Path file = slot.file();
    try (FileChannel channel = FileChannel.open(file, Set.of(READ, NOFOLLOW_LINKS))) {
      long end = block.byteSize();
      if (channel.size() != end) {
        throw new CheckpointDamagedException(
            key, "%s has %,d bytes instead of %,d".formatted(file, channel.size(), end));
      }
      MemorySegment header = block.asSlice(0, SlotHeader.BYTES);
      transfer(header.asByteBuffer(), 0, channel::read);
      String fault = SlotHeader.fault(header, run, key, end - SlotHeader.BYTES);
      var crc = new CRC32C();
      for (long at = SlotHeader.BYTES; fault == null && at < end; at += PIECE) {
        ByteBuffer piece = piece(block, at);
        transfer(piece.duplicate(), at, channel::read);
        crc.update(piece);
      }
      if (fault == null && slot.checksum() != (int) crc.getValue()) {
        fault = "the data's checksum does not match";
      }
      if (fault != null) {
        throw new CheckpointDamagedException(key, file + ": " + fault);
      }
    }
    return null;
  }

  private static ByteBuffer piece(MemorySegment block, long at) {
    return block.asSlice(at, Math.min(PIECE, block.byteSize() - at)).asByteBuffer();
  }

  private interface Transfer {
    int apply(ByteBuffer buffer, long position) throws IOException;
  }

  private static void transfer(ByteBuffer buffer, long position, Transfer transfer)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int moved = transfer.apply(buffer, at);
      if (moved < 0) {
        throw new IOException("the file ended at byte " + at);
      }
      at += moved;
    }
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
