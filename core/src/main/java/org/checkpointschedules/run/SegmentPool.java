package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.checkpointschedules.store.CheckpointStoreException;

/// Off-heap segments of one size for working storage: allocated when none is free, reused ever
/// after, given back all together.
final class SegmentPool implements AutoCloseable {
  private final long bytes;
  private final Arena arena = Arena.ofShared();
  private final Deque<Piece> free = new ArrayDeque<>();
  private long made;

  /// A segment to write to, and the same to read only.
  record Piece(MemorySegment writable, MemorySegment readOnly) {}

  SegmentPool(long bytes) {
    this.bytes = bytes;
  }

  Piece take() {
    return free.isEmpty() ? make() : free.pop();
  }

  void give(Piece piece) {
    free.push(piece);
  }

  @Override
  public void close() {
    arena.close();
  }

  private Piece make() {
    try {
      MemorySegment segment = arena.allocate(bytes, 64);
      made++;
      return new Piece(segment, segment.asReadOnly());
    } catch (OutOfMemoryError e) {
      throw new CheckpointStoreException(
          ("no off-heap memory for the adjoint data of one more step, %,d bytes, beside that of %,d"
                  + " steps; raise -XX:MaxDirectMemorySize (by default as large as the heap, -Xmx)"
                  + " or choose a schedule with a smaller peak.TAPE")
              .formatted(bytes, made),
          e);
    }
  }
}
