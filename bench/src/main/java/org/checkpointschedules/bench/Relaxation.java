package org.checkpointschedules.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.checkpointschedules.run.InPlaceModel;

/// Nonlinear relaxation of a field of 2 MB: a model whose steps take as long as asked.
final class Relaxation implements InPlaceModel {
  private static final int DOUBLES = 1 << 18;
  private static final double RATE = 1e-3;

  private final double[] state = new double[DOUBLES];
  private final double[] adjoint = new double[DOUBLES];
  private final int sweeps;

  /// @param sweeps over the field in each step
  Relaxation(int sweeps) {
    this.sweeps = sweeps;
  }

  @Override
  public long stateBytes() {
    return (long) DOUBLES * Double.BYTES;
  }

  @Override
  public void initialize() {
    for (int i = 0; i < DOUBLES; i++) {
      state[i] = Math.sin(1e-4 * i);
    }
  }

  @Override
  public void advance(long n0, long n1) {
    for (long n = n0; n < n1; n++) {
      for (int sweep = 0; sweep < sweeps; sweep++) {
        for (int i = 0; i < DOUBLES; i++) {
          double here = state[i];
          state[i] = here - RATE * here * Math.sqrt(1 + here * here);
        }
      }
    }
  }

  @Override
  public void initializeAdjoint() {
    System.arraycopy(state, 0, adjoint, 0, DOUBLES);
  }

  @Override
  public void reverse(long step, MemorySegment data) {
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int i = 0; i < DOUBLES; i++) {
        double here = data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        double square = here * here;
        adjoint[i] *= 1 - RATE * (1 + 2 * square) / Math.sqrt(1 + square);
      }
    }
  }

  @Override
  public void capture(MemorySegment to) {
    MemorySegment.copy(state, 0, to, ValueLayout.JAVA_DOUBLE, 0, DOUBLES);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, 0, state, 0, DOUBLES);
  }
}
