package org.checkpointschedules.plan;

/// Which of the optimal binomial trajectories to follow. Both take the least number of forward
/// steps and, among those, the least number of checkpoints written; they differ in where the
/// checkpoints lie.
///
/// With `r` the repetition number of `n` steps and `s` slots ([Griewank and Walther
/// 2000](https://doi.org/10.1145/347837.347846)), several first advances are optimal. Results of
/// different implementations can be compared action by action only along the same trajectory.
public enum Trajectory {
  /// The largest advance that is optimal in forward steps and in writes. The default.
  MAXIMUM,

  /// The advance of Griewank and Walther's original program.
  REVOLVE
}
