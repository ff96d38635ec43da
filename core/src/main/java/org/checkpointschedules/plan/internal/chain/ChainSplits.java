package org.checkpointschedules.plan.internal.chain;

/// How a planned chain of steps is taken apart. A segment is its steps `first` to `last`, with the
/// restart data of `first` live, and an amount of `room` besides those.
interface ChainSplits {
  /// Instead of a split: the adjoint data of the first step are stored.
  int KEEP = -1;

  /// The step to advance to, `first < split <= last`, the restart data of `first` being stored; or
  /// [#KEEP]. Only for segments of two steps or more that the plan leads to.
  int split(int first, int last, int room);

  /// The room that the restart data of a step take.
  int restartSize(int step);

  /// The room that the adjoint data of a step take.
  int adjointSize(int step);
}
