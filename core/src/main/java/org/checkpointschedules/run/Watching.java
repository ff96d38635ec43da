package org.checkpointschedules.run;

/// A model that compares recomputed states with the first ones of their steps.
interface Watching<S> {

  /// Takes the first state of a step, which it did not see computed.
  void first(long step, S state);
}
