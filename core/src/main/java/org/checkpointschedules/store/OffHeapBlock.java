package org.checkpointschedules.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One block of off-heap memory that can be given back by itself.
record OffHeapBlock(Arena arena, MemorySegment segment) {

  /// @throws CheckpointStoreException if there is no memory
  static OffHeapBlock allocate(long bytes, long alignment) {
    Arena arena = Arena.ofShared();
    try {
      return new OffHeapBlock(arena, arena.allocate(bytes, alignment));
    } catch (OutOfMemoryError e) {
      arena.close();
      throw new CheckpointStoreException(
          "no off-heap memory for %,d bytes; raise -XX:MaxDirectMemorySize (by default as large as the heap, -Xmx) or give fewer slots"
              .formatted(bytes),
          e);
    }
  }

  void close() {
    arena.close();
  }
}
