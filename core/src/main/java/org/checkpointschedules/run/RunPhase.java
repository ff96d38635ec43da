package org.checkpointschedules.run;

/// What a run spends its time on.
public enum RunPhase {
  /// Forward steps, the first time each.
  FORWARD,
  /// Forward steps that had been computed before.
  RECOMPUTE,
  /// Forward steps that keep data for the adjoint, first or recomputed.
  RECORD,
  /// Adjoint steps, and setting the adjoint at the end.
  ADJOINT,
  /// Putting data into levels.
  STORE,
  /// Bringing data back from levels.
  LOAD,
  /// All else: planning the next action, book-keeping, observers.
  OTHER
}
