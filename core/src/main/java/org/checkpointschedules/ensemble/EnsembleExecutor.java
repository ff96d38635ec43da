package org.checkpointschedules.ensemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.checkpointschedules.InvalidArgumentException;

/// Runs the members of an ensemble and sums what they give, along the tree of [TreeSum]: objective
/// and gradient are the same to the bit under any executor.
public interface EnsembleExecutor {

  /// Runs an ensemble; the gradient goes to the sink, once all members have completed.
  ///
  /// @param ensemble what to run
  /// @param sink takes the gradient
  /// @return what the members did
  /// @throws EnsembleFailedException if members broke off; all others have run, the sink has got
  ///   nothing
  /// @throws InvalidArgumentException if the ensemble has no members or no gradient, or the
  ///   directory is none
  /// @throws IOException from the sink
  EnsembleReport run(Ensemble ensemble, GradientSink sink) throws IOException;

  /// The same, with the gradient in memory.
  ///
  /// @param ensemble what to run
  /// @return objective, gradient and reports
  default EnsembleGradient run(Ensemble ensemble) {
    var gradient = new double[ensemble.gradientLength()];
    try {
      EnsembleReport report =
          run(
              ensemble,
              (first, numbers) -> System.arraycopy(numbers, 0, gradient, first, numbers.length));
      return new EnsembleGradient(report.objective(), gradient, report);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /// Refuses an ensemble that is none: for whoever writes an executor.
  ///
  /// @param ensemble to be looked at
  /// @throws InvalidArgumentException if it has no members or no gradient
  static void require(Ensemble ensemble) {
    if (ensemble.members() < 1) {
      throw new InvalidArgumentException("members", ensemble.members(), "1 or more");
    }
    if (ensemble.gradientLength() < 1) {
      throw new InvalidArgumentException("gradientLength", ensemble.gradientLength(), "1 or more");
    }
  }
}
