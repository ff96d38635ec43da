package org.checkpointschedules.run;

import java.util.Arrays;
import org.checkpointschedules.Timing;

/// Measurements in the order in which they were made.
final class Samples {
  private static final int BLOCKS = 7;

  private double[] values = new double[64];
  private int count;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  int count() {
    return count;
  }

  /// Of the later half, since a JVM grows faster at first; nothing at all without measurements. A
  /// difference of measurements that comes out negative is none.
  ///
  /// The median of the means of [#BLOCKS] blocks, one after the other: a run adds up all it does,
  /// collections of garbage and turns of other programs included, which a median of single
  /// measurements would never see; one long disturbance spoils one block.
  Timing timing() {
    double[] later = Arrays.copyOfRange(values, count / 2, count);
    if (later.length == 0) {
      return Timing.NONE;
    }
    if (later.length < 2 * BLOCKS) {
      return notNegative(later);
    }
    var means = new double[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      int from = (int) ((long) later.length * block / BLOCKS);
      int to = (int) ((long) later.length * (block + 1) / BLOCKS);
      means[block] = Arrays.stream(later, from, to).average().orElseThrow();
    }
    Timing median = notNegative(means);
    return new Timing(median.seconds(), median.lower(), median.upper(), later.length);
  }

  private static Timing notNegative(double[] values) {
    return Timing.median(Arrays.stream(values).map(value -> Math.max(0, value)).toArray());
  }
}
