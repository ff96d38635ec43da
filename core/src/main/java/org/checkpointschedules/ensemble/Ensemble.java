package org.checkpointschedules.ensemble;

import java.io.Serializable;
import java.nio.file.Path;
import org.checkpointschedules.run.RunObserver;

/// Independent adjoints of one problem, the members, whose objectives and gradients are summed: the
/// shots of a survey, for one.
///
/// It is serialised to where its members run, and must give the same there: no open files, no
/// threads, nothing that a machine of its own would not have. Members may run at the same time, in
/// one process or in several, and again after their machine was lost.
public interface Ensemble extends Serializable {
  /// How many members there are, at least 1. They are numbered from 0.
  ///
  /// @return 1 or more
  int members();

  /// How many numbers the gradient has, that of the sum and of each member alike; at least 1.
  ///
  /// @return 1 or more
  int gradientLength();

  /// Whether objectives and gradients may hold numbers that are infinite, or none. Otherwise a
  /// member with such numbers has failed, with a [org.checkpointschedules.run.NotFiniteException].
  ///
  /// @return by default false
  default boolean allowsNotFinite() {
    return false;
  }

  /// Runs a member, with a model and under a schedule of its own. Deterministic: two runs of a
  /// member give the same numbers to the bit.
  ///
  /// @param member which
  /// @param directory where this machine keeps checkpoints; members share it, each run with a
  ///   folder of its own inside
  /// @param observer to watch the run with; it may be told of several runs, one after the other
  /// @return its share of objective and gradient
  /// @throws Exception whatever a model throws: it is kept, with the number of the member, in an
  ///   [EnsembleFailedException]
  MemberGradient run(int member, Path directory, RunObserver observer) throws Exception;
}
