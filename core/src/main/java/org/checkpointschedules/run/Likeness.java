package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// What is kept of states to compare others with.
interface Likeness {
  /// Neither kept before, nor compared.
  double FIRST = -1;

  /// Keeps the first state of a step; of another one, tells how far it is from the first: 0 where
  /// it is the same bit for bit.
  double compare(long step, MemorySegment state);

  /// How many states are kept.
  long kept();

  /// Checksums (CRC-32C): a state is the same or infinitely far.
  final class Exact implements Likeness {
    private final Map<Long, Integer> digests = new HashMap<>();

    @Override
    public double compare(long step, MemorySegment state) {
      int digest = Digests.of(state);
      Integer first = digests.putIfAbsent(step, digest);
      return first == null ? FIRST : first == digest ? 0 : Double.POSITIVE_INFINITY;
    }

    @Override
    public long kept() {
      return digests.size();
    }
  }

  /// States themselves, off-heap, as far as there is room.
  final class Near implements Likeness {
    /// Room for kept states, unless a single one takes more.
    static final long ROOM = 64L << 20;

    private final ElementType elements;
    private final Map<Long, MemorySegment> states = new HashMap<>();
    private long bytes;

    Near(ElementType elements) {
      this.elements = elements;
    }

    @Override
    public double compare(long step, MemorySegment state) {
      MemorySegment first = states.get(step);
      if (first == null) {
        keep(step, state);
        return FIRST;
      }
      return first.byteSize() == state.byteSize()
          ? elements.difference(first, state)
          : Double.POSITIVE_INFINITY;
    }

    private void keep(long step, MemorySegment state) {
      if (states.isEmpty() || bytes + state.byteSize() <= ROOM) {
        bytes += state.byteSize();
        states.put(step, Arena.ofAuto().allocate(state.byteSize(), 64).copyFrom(state));
      }
    }

    @Override
    public long kept() {
      return states.size();
    }
  }
}
