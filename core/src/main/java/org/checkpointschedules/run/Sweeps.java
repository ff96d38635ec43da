package org.checkpointschedules.run;

// An advance of n steps takes b n, and a more where the step before it was followed by a copy. Of
// all advances together, by least squares with d = 1 after a copy and else 0,
//
//     a sum d   + b sum d n = sum d t
//     a sum d n + b sum n^2 = sum n t
//
// which tells a and b apart if advances differ in length; where they do not, a is 0. It is kept
// between 0 and the mean of the advances after a copy, and b makes up the rest, so that both
// together are always what was measured.

/// Advances of the forward, told apart in what a step takes and what the first after a copy takes
/// longer.
final class Sweeps {
  private double copies;
  private double copiedSteps;
  private double squares;
  private double steps;
  private double nanos;
  private double copiedNanos;
  private double stepNanos;
  private long recordedAfterCopy;

  void add(boolean afterCopy, long n, long took) {
    steps += n;
    nanos += took;
    squares += (double) n * n;
    stepNanos += (double) n * took;
    if (afterCopy) {
      copies++;
      copiedSteps += n;
      copiedNanos += took;
    }
  }

  /// Counts a step that was recorded.
  void recorded(boolean afterCopy) {
    if (afterCopy) {
      recordedAfterCopy++;
    }
  }

  long recordedAfterCopy() {
    return recordedAfterCopy;
  }

  /// Nanoseconds that the first step after a copy takes longer.
  double afterCopyNanos() {
    double determinant = copies * squares - copiedSteps * copiedSteps;
    if (determinant <= 1e-9 * copies * squares) {
      return 0;
    }
    double more = (copiedNanos * squares - stepNanos * copiedSteps) / determinant;
    return Math.clamp(more, 0, copiedNanos / copies);
  }

  /// Nanoseconds of a step; 0 where there was none.
  double stepNanos() {
    return steps == 0 ? 0 : Math.max(0, nanos - copies * afterCopyNanos()) / steps;
  }
}
