package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.Set;
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
  private static final long MAGIC = 0x74_6a_64_61_74_70_6b_63L;
  static final int HEADER = 64;
  private static final int CHECKED = 44;
  private static final long PIECE = 1 << 20;
  private static final String[] FILES = {"adjoint-a", "adjoint-b"};

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
  Optional<Long> newest() throws IOException {
    Found best = null;
    for (int file = 0; file < FILES.length; file++) {
      Found found = folder.has(folder.file(FILES[file])) ? read(file) : null;
      if (found != null && (best == null || found.position < best.position)) {
        best = found;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    next = 1 - best.file;
    return Optional.of(best.position);
  }

  /// Reads the state that [#newest] found.
  void load(Consumer<MemorySegment> reader) throws IOException {
    Found found = FileThread.call(() -> read(1 - next));
    if (found == null) {
      throw new CheckpointStoreException(
          "the adjoint state in " + folder.file(FILES[1 - next]) + " changed while it was read");
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
    header.set(JAVA_LONG, 8, run.getMostSignificantBits());
    header.set(JAVA_LONG, 16, run.getLeastSignificantBits());
    header.set(JAVA_LONG, 24, position);
    header.set(JAVA_LONG, 32, bytes);
    header.set(JAVA_INT, 40, checksum(all.asSlice(HEADER)));
    header.set(JAVA_INT, CHECKED, checksum(header.asSlice(0, CHECKED)));
    FileThread.call(() -> folder.whileThere(() -> write(all)));
    next = 1 - next;
  }

  private Void write(MemorySegment all) throws IOException {
    try (FileChannel channel = folder.openForWriting(folder.file(FILES[next]))) {
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

  /// What a file holds, its bytes in the block; null unless it is whole and of this run.
  private Found read(int file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(folder.file(FILES[file]), Set.of(READ, NOFOLLOW_LINKS))) {
      long size = channel.size();
      if (size <= HEADER) {
        return null;
      }
      MemorySegment all = block(size - HEADER);
      for (long at = 0; at < size; ) {
        int count = channel.read(piece(all, at), at);
        if (count < 0) {
          return null;
        }
        at += count;
      }
      var id = new UUID(all.get(JAVA_LONG, 8), all.get(JAVA_LONG, 16));
      boolean whole =
          all.get(JAVA_LONG, 0) == MAGIC
              && all.get(JAVA_INT, CHECKED) == checksum(all.asSlice(0, CHECKED))
              && all.get(JAVA_LONG, 32) == size - HEADER
              && all.get(JAVA_INT, 40) == checksum(all.asSlice(HEADER))
              && id.equals(run);
      return whole ? new Found(file, all.get(JAVA_LONG, 24), size - HEADER) : null;
    }
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
