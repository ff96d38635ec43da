package org.checkpointschedules.run;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/// The [Ring] in place, whose adjoint can be saved; dies when it has taken so many steps.
class ResumableRing extends RingInPlace implements ResumableModel {
  private long life;

  ResumableRing(boolean recordsSlopes, long life) {
    super(recordsSlopes);
    this.life = life;
  }

  /// What the model throws at its end.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      live();
      super.advance(step, step + 1);
    }
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    live();
    super.reverse(step, adjointData);
  }

  private void live() {
    if (life-- <= 0) {
      throw new Died();
    }
  }

  @Override
  public long adjointBytes() {
    return stateBytes();
  }

  @Override
  public void captureAdjoint(MemorySegment to) {
    MemorySegment.copy(bar, 0, to, JAVA_DOUBLE, 0, bar.length);
  }

  @Override
  public void restoreAdjoint(long step, MemorySegment from) {
    bar = from.toArray(JAVA_DOUBLE);
  }
}
