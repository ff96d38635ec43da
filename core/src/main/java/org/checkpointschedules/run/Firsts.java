package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;

/// The first data of each step, compared with what it is later: by digest, or, of models that are
/// reproducible to rounding only, by difference, at as many steps as there is room for.
final class Firsts {
  private final double tolerance;
  private final ElementType elements;
  private final long every;
  private final Digests digests = new Digests();
  private final Likeness.Near near;

  /// @param elements what kind of numbers the data are; null where they are compared to the bit
  /// @param steps how many there are, as far as is known
  /// @param bytes of the data of one step
  Firsts(double tolerance, ElementType elements, long steps, long bytes) {
    this.tolerance = tolerance;
    this.elements = elements;
    near = new Likeness.Near(elements);
    double room = Math.max(1, Likeness.Near.ROOM / bytes);
    every = (long) Math.ceil(steps / room);
  }

  /// Whether the data are like the first of the step; notes them where there are none.
  boolean agree(long step, MemorySegment data) {
    if (tolerance == 0 || elements == null) {
      return digests.agree(step, Digests.of(data));
    }
    return step % Math.max(1, every) != 0 || near.compare(step, data) <= tolerance;
  }
}
