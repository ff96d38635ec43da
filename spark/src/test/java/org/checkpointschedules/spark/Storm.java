package org.checkpointschedules.spark;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import org.checkpointschedules.run.InPlaceModel;

/// `x -> x + h (wind - x^2)` with winds in turn, from a start of each member's own; the objective
/// is `x^2 / 2` at the end.
final class Storm implements InPlaceModel {
  private static final double H = 0.01;

  private final double start;
  private final double[] wind;
  private final double[] gradient;
  private double x;
  private double objective;
  private double adjoint;

  Storm(int member, double[] wind) {
    start = 1 + 0.1 * member;
    this.wind = wind;
    gradient = new double[wind.length];
  }

  double objective() {
    return objective;
  }

  double[] gradient() {
    return gradient;
  }

  @Override
  public long stateBytes() {
    return Double.BYTES;
  }

  @Override
  public void initialize() {
    x = start;
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      x += H * (wind[(int) (step % wind.length)] - x * x);
    }
  }

  @Override
  public void initializeAdjoint() {
    objective = 0.5 * x * x;
    adjoint = x;
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    gradient[(int) (step % wind.length)] += H * adjoint;
    adjoint *= 1 - 2 * H * adjointData.get(JAVA_DOUBLE, 0);
  }

  @Override
  public void capture(MemorySegment to) {
    to.set(JAVA_DOUBLE, 0, x);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    x = from.get(JAVA_DOUBLE, 0);
  }
}
