package org.checkpointschedules.run;

/// How far a run suspects its model.
enum Checks {
  NONE,

  /// Recomputed states of every k-th step are compared with the first ones.
  SAMPLED,

  /// Those of every step are.
  DIGESTS,

  /// So is everything else that can be seen from outside.
  ALL
}
