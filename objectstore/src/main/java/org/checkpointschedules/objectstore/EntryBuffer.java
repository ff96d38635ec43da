package org.checkpointschedules.objectstore;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.checkpointschedules.store.CheckpointStoreException;

/// Off-heap memory for one entry, header and data, that grows to the largest and stays there.
final class EntryBuffer implements AutoCloseable {
  private Arena arena;
  private MemorySegment block = MemorySegment.NULL;
  private long bytes;

  /// Makes room for an entry with that many bytes of data.
  ///
  /// @throws CheckpointStoreException if there is no memory
  void resize(long bytes) {
    long needed = Math.addExact(bytes, EntryHeader.BYTES);
    if (block.byteSize() < needed) {
      close();
      var fresh = Arena.ofShared();
      try {
        block = fresh.allocate(needed, EntryHeader.BYTES);
      } catch (OutOfMemoryError e) {
        fresh.close();
        throw new CheckpointStoreException(
            "no off-heap memory for %,d bytes; raise -XX:MaxDirectMemorySize".formatted(needed), e);
      }
      arena = fresh;
    }
    this.bytes = bytes;
  }

  MemorySegment header() {
    return block.asSlice(0, EntryHeader.BYTES);
  }

  MemorySegment data() {
    return block.asSlice(EntryHeader.BYTES, bytes);
  }

  /// Header and data, as the object has them.
  MemorySegment whole() {
    return block.asSlice(0, EntryHeader.BYTES + bytes);
  }

  @Override
  public void close() {
    block = MemorySegment.NULL;
    if (arena != null) {
      arena.close();
      arena = null;
    }
  }
}
