package org.checkpointschedules.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Maps values to a stretch of a picture, linearly from 0 or logarithmically.
final class Scale {
  private final double low;
  private final double high;
  private final boolean logarithmic;
  private final double from;
  private final double to;

  private Scale(double low, double high, boolean logarithmic, double from, double to) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.from = from;
    this.to = to;
  }

  /// Where the least and the largest of positive values lie at or within the ends.
  static Scale of(DoubleStream values, double from, double to) {
    var range = values.summaryStatistics();
    boolean logarithmic = range.getMax() >= TradeOffChart.LOGARITHMIC_FROM * range.getMin();
    return new Scale(range.getMin(), range.getMax(), logarithmic, from, to);
  }

  double at(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : high > 0 ? value / high : 0;
    return from + share * (to - from);
  }

  List<Double> ticks(int most, int base) {
    if (!logarithmic) {
      return Ticks.linear(high, most, false);
    }
    List<Double> ticks = Ticks.logarithmic(low, high, base);
    int every = (ticks.size() + most - 1) / most;
    return IntStream.range(0, ticks.size())
        .filter(i -> i % every == 0)
        .mapToObj(ticks::get)
        .toList();
  }
}
