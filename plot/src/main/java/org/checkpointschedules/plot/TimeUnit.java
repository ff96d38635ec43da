package org.checkpointschedules.plot;

/// The unit in which a time axis counts.
///
/// @param size how many units of a drawing's time make one of these
/// @param name what follows the number; empty for costs, whose unit is the user's
/// @param axis what the axis is called
record TimeUnit(double size, String name, String axis) {
  private static final double SECOND = 1e9;

  /// Time as schedules count it: in the unit of their costs.
  static final TimeUnit COST = new TimeUnit(1, "", "time, in the unit of the costs");

  /// The unit in which so many nanoseconds are a readable number.
  static TimeUnit ofNanos(double total) {
    if (total >= 7200 * SECOND) {
      return new TimeUnit(3600 * SECOND, " h", "time, hours");
    }
    if (total >= SECOND) {
      return new TimeUnit(SECOND, " s", "time, seconds");
    }
    if (total >= 1e6) {
      return new TimeUnit(1e6, " ms", "time, milliseconds");
    }
    return new TimeUnit(1e3, " µs", "time, microseconds");
  }

  String figure(double time) {
    return Ticks.figure(time / size) + name;
  }
}
