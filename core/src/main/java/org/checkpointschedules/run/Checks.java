package org.checkpointschedules.run;

/// How far a run suspects its model.
enum Checks {
  NONE,

  /// Recomputed states are compared with the first ones.
  DIGESTS,

  /// So is everything else that can be seen from outside.
  ALL
}
