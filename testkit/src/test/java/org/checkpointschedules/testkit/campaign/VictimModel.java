package org.checkpointschedules.testkit.campaign;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.checkpointschedules.run.ResumableModel;

/// A nonlinear ring of cells, every bit of whose gradient depends on every step.
final class VictimModel implements ResumableModel {
  private static final int CELLS = 1_500;
  private static final double H = 0.07;

  private double[] u = new double[CELLS];
  private double[] next = new double[CELLS];
  private double[] bar = new double[CELLS];

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
      double[] swap = u;
      u = next;
      next = swap;
    }
  }

  @Override
  public void initializeAdjoint() {
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
