package org.checkpointschedules.run;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/// The [Ring] with its state in place; records the state, or the slopes, which are twice as large.
class RingInPlace implements InPlaceModel {
  private final boolean recordsSlopes;
  double[] u = new double[Ring.CELLS];
  double[] bar = new double[Ring.CELLS];

  RingInPlace(boolean recordsSlopes) {
    this.recordsSlopes = recordsSlopes;
  }

  @Override
  public long stateBytes() {
    return (long) Ring.CELLS * Double.BYTES;
  }

  @Override
  public long adjointDataBytes() {
    return recordsSlopes ? 2 * stateBytes() : stateBytes();
  }

  @Override
  public void initialize() {
    u = Ring.initial();
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      u = Ring.forward(step, u);
    }
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    if (!recordsSlopes) {
      InPlaceModel.super.record(step, adjointData);
      return;
    }
    write(Ring.slopes(step, u), adjointData);
    advance(step, step + 1);
  }

  @Override
  public void initializeAdjoint() {
    bar = Ring.seed(u);
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    double[] data = adjointData.toArray(JAVA_DOUBLE);
    bar = Ring.adjoint(recordsSlopes ? data : Ring.slopes(step, data), bar);
  }

  @Override
  public void capture(MemorySegment to) {
    write(u, to);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    u = from.toArray(JAVA_DOUBLE);
  }

  private static void write(double[] values, MemorySegment to) {
    if (to.byteSize() != (long) values.length * Double.BYTES) {
      throw new AssertionError("segment of " + to.byteSize() + " bytes");
    }
    MemorySegment.copy(values, 0, to, JAVA_DOUBLE, 0, values.length);
  }
}
