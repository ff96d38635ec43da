package org.checkpointschedules.spark;

import java.io.Serializable;
import org.checkpointschedules.ensemble.MemberFailure;
import org.checkpointschedules.ensemble.MemberReport;

/// What a member's task hands on.
sealed interface Part extends Serializable {
  /// How the run ended, with a gradient.
  ///
  /// @param report of the run
  /// @param digest of the whole gradient
  record Completed(MemberReport report, int digest) implements Part {}

  /// How the run ended, without one.
  ///
  /// @param failure what the member threw
  record Failed(MemberFailure failure) implements Part {}

  /// One chunk of the member's gradient.
  ///
  /// @param numbers of the chunk
  /// @param digest of the whole gradient
  record Numbers(double[] numbers, int digest) implements Part {}
}
