package org.checkpointschedules.run;

import java.util.Arrays;
import org.checkpointschedules.Timing;

/// Measurements in the order in which they were made.
final class Samples {
  private double[] values = new double[64];
  private int count;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = Math.max(0, value);
  }

  int count() {
    return count;
  }

  /// Of the later half, since a JVM grows faster at first; nothing at all without measurements.
  Timing timing() {
    return count == 0 ? Timing.NONE : Timing.median(Arrays.copyOfRange(values, count / 2, count));
  }
}
