package org.checkpointschedules.spark;

import java.io.Serializable;

/// What comes to the driver.
sealed interface Folded extends Serializable {
  /// How a member's run ended.
  ///
  /// @param part that says so
  record Outcome(Part part) implements Folded {}

  /// A chunk of the sum.
  ///
  /// @param chunk which
  /// @param numbers of the sum
  /// @param digests of the whole gradient of each member that the chunk was made of
  record Sum(int chunk, double[] numbers, int[] digests) implements Folded {}
}
