package org.checkpointschedules.testkit.campaign;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.checkpointschedules.run.ResumableModel;

/// A nonlinear ring of cells, every bit of whose gradient depends on every step; with a flaw, where
/// one is asked for.
final class VictimModel implements ResumableModel {
  private static final int CELLS = 1_500;
  private static final double H = 0.07;

  private final Flaw flaw;
  private final long late;
  private long calls;
  private double accumulated;
  private double[] u = new double[CELLS];
  private double[] next = new double[CELLS];
  private double[] bar = new double[CELLS];

  /// What a model may have that none should.
  enum Flaw {
    NONE,

    /// A part of the adjoint that is not saved.
    ACCUMULATOR,

    /// A count of its steps that begins to matter.
    COUNTER
  }

  /// @param late how many steps it counts before they matter
  VictimModel(Flaw flaw, long late) {
    this.flaw = flaw;
    this.late = late;
  }

  @Override
  public long stateBytes() {
    return (long) CELLS * Double.BYTES;
  }

  @Override
  public void initialize() {
    for (int i = 0; i < CELLS; i++) {
      u[i] = 0.3 + 0.7 * i / CELLS;
    }
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      for (int i = 0; i < CELLS; i++) {
        next[i] = u[i] + H * Math.sin(u[i] * u[before(i)] + step);
      }
      if (flaw == Flaw.COUNTER && ++calls > late) {
        next[0] += 1e-9 * calls;
      }
      double[] swap = u;
      u = next;
      next = swap;
    }
  }

  @Override
  public void initializeAdjoint() {
    accumulated = 0;
    for (int i = 0; i < CELLS; i++) {
      bar[i] = 2 * u[i];
    }
  }

  @Override
  public void reverse(long step, MemorySegment state) {
    var previous = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      double here = state.getAtIndex(JAVA_DOUBLE, i);
      double left = state.getAtIndex(JAVA_DOUBLE, before(i));
      double c = H * Math.cos(here * left + step);
      previous[i] += (1 + c * left) * bar[i];
      previous[before(i)] += c * here * bar[i];
    }
    if (flaw == Flaw.ACCUMULATOR) {
      accumulated += bar[0];
      previous[0] += 1e-3 * accumulated;
    }
    bar = previous;
  }

  private static int before(int i) {
    return (i + CELLS - 1) % CELLS;
  }

  /// The gradient with respect to the initial state.
  MemorySegment gradient() {
    return MemorySegment.ofArray(bar);
  }

  @Override
  public void capture(MemorySegment to) {
    MemorySegment.copy(u, 0, to, JAVA_DOUBLE, 0, CELLS);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    MemorySegment.copy(from, JAVA_DOUBLE, 0, u, 0, CELLS);
  }

  @Override
  public long adjointBytes() {
    return stateBytes();
  }

  @Override
  public void captureAdjoint(MemorySegment to) {
    MemorySegment.copy(bar, 0, to, JAVA_DOUBLE, 0, CELLS);
  }

  @Override
  public void restoreAdjoint(long step, MemorySegment from) {
    MemorySegment.copy(from, JAVA_DOUBLE, 0, bar, 0, CELLS);
  }
}
