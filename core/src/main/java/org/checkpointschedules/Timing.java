package org.checkpointschedules;

import java.util.Arrays;
import java.util.Locale;

/// How long something takes: the median of several measurements and how they spread, or a figure
/// given by hand.
///
/// @param seconds the median, from 0
/// @param lower the lower quartile
/// @param upper the upper quartile
/// @param samples how many measurements there were; 0 for a figure given
public record Timing(double seconds, double lower, double upper, int samples) {
  /// No time at all.
  public static final Timing NONE = new Timing(0, 0, 0, 0);

  /// Checks that the figures are times, and in order.
  ///
  /// @throws InvalidArgumentException if a time is negative, infinite or not a number, the
  ///   quartiles do not enclose the median, or `samples` is negative
  public Timing {
    for (double value : new double[] {seconds, lower, upper}) {
      Costs.decimal("seconds", value);
    }
    if (lower > seconds || upper < seconds) {
      throw new InvalidArgumentException(
          "quartiles", lower + " and " + upper, "at most and at least the median, " + seconds);
    }
    if (samples < 0) {
      throw new InvalidArgumentException("samples", samples, "0 or more");
    }
  }

  /// {@return a figure given by hand}
  ///
  /// @param seconds the figure
  /// @throws InvalidArgumentException if it is negative, infinite or not a number
  public static Timing of(double seconds) {
    return new Timing(seconds, seconds, seconds, 0);
  }

  /// {@return the median of measurements in seconds, which stay as they are}
  ///
  /// @param measured in any order
  /// @throws InvalidArgumentException if there is none, or one is negative or not a number
  public static Timing median(double... measured) {
    if (measured.length == 0) {
      throw new InvalidArgumentException("measurements", "none", "one or more");
    }
    double[] sorted = measured.clone();
    Arrays.sort(sorted);
    return new Timing(
        quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
  }

  /// {@return so many times as long}
  ///
  /// @param factor from 0
  /// @throws InvalidArgumentException if it is negative, infinite or not a number
  public Timing times(double factor) {
    return new Timing(factor * seconds, factor * lower, factor * upper, samples);
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /// `1.23 ms (1.20 to 1.31, 12 times)`.
  @Override
  public String toString() {
    double unit = seconds >= 1 ? 1 : seconds >= 1e-3 ? 1e-3 : 1e-6;
    String name = unit == 1 ? "s" : unit == 1e-3 ? "ms" : "us";
    String median = String.format(Locale.ROOT, "%.3g %s", seconds / unit, name);
    return samples == 0
        ? median
        : String.format(
            Locale.ROOT,
            "%s (%.3g to %.3g, %d times)",
            median,
            lower / unit,
            upper / unit,
            samples);
  }
}
