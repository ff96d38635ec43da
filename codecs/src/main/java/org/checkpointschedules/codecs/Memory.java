package org.checkpointschedules.codecs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.checkpointschedules.store.CheckpointStoreException;

/// Off-heap memory that grows to what it is asked for and stays there.
final class Memory implements AutoCloseable {
  private Arena arena;
  private MemorySegment segment = MemorySegment.NULL;

  /// @throws CheckpointStoreException if there is no memory
  MemorySegment of(long bytes) {
    if (segment.byteSize() < bytes) {
      close();
      arena = Arena.ofShared();
      try {
        segment = arena.allocate(bytes, 64);
      } catch (OutOfMemoryError e) {
        throw new CheckpointStoreException(
            "no off-heap memory to encode %,d bytes; raise -XX:MaxDirectMemorySize"
                .formatted(bytes),
            e);
      }
    }
    return segment.asSlice(0, bytes);
  }

  @Override
  public void close() {
    if (arena != null) {
      arena.close();
      arena = null;
      segment = MemorySegment.NULL;
    }
  }
}
