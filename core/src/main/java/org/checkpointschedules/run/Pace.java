package org.checkpointschedules.run;

/// How many steps to do between two looks at the clock, so that looks come about ten times a second
/// and cost nothing. Learns by doubling and halving.
final class Pace {
  private static final long SHORT = 25_000_000;
  private static final long LONG = 100_000_000;

  private long steps = 1;

  long steps() {
    return steps;
  }

  void took(long done, long nanos) {
    if (nanos > LONG) {
      steps = Math.max(1, steps / 2);
    } else if (nanos < SHORT && done == steps && steps < Long.MAX_VALUE / 2) {
      steps *= 2;
    }
  }
}
