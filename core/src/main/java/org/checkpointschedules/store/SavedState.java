package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// Adjoint states of a run in two files that take turns, so that one is whole whenever the process
/// dies. Each says which run and position it is of:
///
/// ```
/// byte  0  magic, "ckptadjt"       8  run id (two longs)
///      24  position (long)        32  bytes of the state (long)
///      40  CRC-32C of the state   44  CRC-32C of bytes 0 to 43
///      64  the state
/// ```
final class SavedState {
  static final long MAGIC = 0x74_6a_64_61_74_70_6b_63L;

  /// Where the run's id stands.
  static final int RUN = 8;

  static final int HEADER = 64;

  /// The files' names.
  static final List<String> FILES = List.of("adjoint-a", "adjoint-b");

  private static final OpenOption[] NONE = {};
  private static final int CHECKED = 44;
  private static final long PIECE = 1 << 20;

  private final OwnFolder folder;
  private final UUID run;
  private OffHeapBlock block;
  private int next;

  SavedState(OwnFolder folder) {
    this.folder = folder;
    run = folder.run();
  }

  /// A state found whole.
  private record Found(int file, long position, long bytes) {}

  /// The position of the state saved last that is whole. The next state will not overwrite it.
  OptionalLong newest() throws IOException {
    Found best = null;
    for (int file = 0; file < FILES.size(); file++) {
      Found found = folder.has(folder.file(FILES.get(file))) ? read(file) : null;
      if (found != null && (best == null || found.position < best.position)) {
        best = found;
      }
    }
    if (best == null) {
      return OptionalLong.empty();
    }
    next = 1 - best.file;
    return OptionalLong.of(best.position);
  }

  /// Reads the state that [#newest] found.
  void load(Consumer<MemorySegment> reader) throws IOException {
    Found found = FileThread.call(() -> read(1 - next));
    if (found == null) {
      throw new CheckpointStoreException(
          "the adjoint state in "
              + folder.file(FILES.get(1 - next))
              + " changed while it was read");
    }
    reader.accept(block(found.bytes).asSlice(HEADER).asReadOnly());
  }

  /// Saves a state, durably when this returns.
  void save(long position, long bytes, Consumer<MemorySegment> writer) throws IOException {
    MemorySegment all = block(bytes);
    writer.accept(all.asSlice(HEADER));
    MemorySegment header = all.asSlice(0, HEADER);
    header.fill((byte) 0);
    header.set(JAVA_LONG, 0, MAGIC);
    header.set(JAVA_LONG, RUN, run.getMostSignificantBits());
    header.set(JAVA_LONG, 16, run.getLeastSignificantBits());
    header.set(JAVA_LONG, 24, position);
    header.set(JAVA_LONG, 32, bytes);
    header.set(JAVA_INT, 40, checksum(all.asSlice(HEADER)));
    header.set(JAVA_INT, CHECKED, checksum(header.asSlice(0, CHECKED)));
    FileThread.call(() -> folder.whileThere(() -> write(all)));
    next = 1 - next;
  }

  private Void write(MemorySegment all) throws IOException {
    try (FileChannel channel = folder.openForWriting(folder.file(FILES.get(next)))) {
      for (long at = 0; at < all.byteSize(); ) {
        ByteBuffer piece = piece(all, at);
        at += channel.write(piece, at);
      }
      channel.truncate(all.byteSize());
      channel.force(true);
    }
    folder.force();
    return null;
  }

  void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }

  /// Whether a file begins with a header that is whole, whatever it says.
  static boolean isSound(ByteBuffer head) {
    if (head.limit() < HEADER || head.getLong(0) != MAGIC) {
      return false;
    }
    var crc = new CRC32C();
    crc.update(head.slice(0, CHECKED));
    return head.getInt(CHECKED) == (int) crc.getValue();
  }

  /// What a file holds, its bytes in the block; null unless it is whole and of this run. Memory is
  /// asked for only once the header is known to be whole, and to be of a file of this length.
  private Found read(int file) throws IOException {
    try (FileChannel channel = PlainFile.open(folder.file(FILES.get(file)), NONE, READ)) {
      var head = ByteBuffer.allocate(HEADER).order(ByteOrder.nativeOrder());
      if (!fill(channel, head, 0) || !isSound(head)) {
        return null;
      }
      long bytes = head.getLong(32);
      var id = new UUID(head.getLong(RUN), head.getLong(RUN + Long.BYTES));
      if (!id.equals(run) || bytes <= 0 || bytes != channel.size() - HEADER) {
        return null;
      }
      MemorySegment all = block(bytes);
      for (long at = HEADER; at < all.byteSize(); at += PIECE) {
        if (!fill(channel, piece(all, at), at)) {
          return null;
        }
      }
      return head.getInt(40) == checksum(all.asSlice(HEADER))
          ? new Found(file, head.getLong(24), bytes)
          : null;
    }
  }

  /// Whether the file has so many bytes there.
  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private MemorySegment block(long bytes) {
    long needed = bytes + HEADER;
    if (block == null || block.segment().byteSize() < needed) {
      close();
      block = OffHeapBlock.allocate(needed, HEADER);
    }
    return block.segment().asSlice(0, needed);
  }

  private static ByteBuffer piece(MemorySegment all, long at) {
    return all.asSlice(at, Math.min(PIECE, all.byteSize() - at)).asByteBuffer();
  }

  private static int checksum(MemorySegment bytes) {
    var crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += PIECE) {
      crc.update(piece(bytes, at));
    }
    return (int) crc.getValue();
  }
}
