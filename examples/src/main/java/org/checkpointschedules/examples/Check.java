package org.checkpointschedules.examples;

import org.checkpointschedules.CheckpointSchedule;

/// A figure that says whether a gradient can be trusted.
///
/// @param name what was measured
/// @param value what came out, printed
/// @param allowed what would have been right, as a phrase
/// @param passed whether it was
public record Check(String name, String value, String allowed, boolean passed) {

  /// The check that a gradient computed under a schedule is that of storing everything.
  public static Check equalToStoreAll(
      CheckpointSchedule schedule, double[] expected, double[] gradient) {
    int differing = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToRawLongBits(expected[i]) != Double.doubleToRawLongBits(gradient[i])) {
        differing++;
      }
    }
    return new Check(
        "gradient under %s against store-all, %d steps, numbers that differ"
            .formatted(schedule.name(), schedule.steps()),
        differing + " of " + expected.length,
        "0",
        differing == 0 && gradient.length == expected.length);
  }

  /// One line.
  @Override
  public String toString() {
    return "%s: %s %s (allowed: %s)".formatted(passed ? "passed" : "FAILED", name, value, allowed);
  }
}
