package org.checkpointschedules.run;

/// A model that compares recomputed states with the first ones of their steps.
interface Watching<S> {

  /// Takes the first state of a step, which it did not see computed.
  void first(long step, S state);

  /// Is told that the state where the forward stands was stored.
  default void stored(S state) {}

  /// Is told that the forward was put at the start of a step.
  ///
  /// @param loaded whether a level gave the state
  default void stands(long step, S state, boolean loaded) {}

  /// The model, where it watches the states that it computes; else nobody.
  @SuppressWarnings("unchecked")
  static <S> Watching<S> of(RecordingModel<S, ?, ?> model) {
    return model instanceof Watching<?> watching ? (Watching<S>) watching : (_, _) -> {};
  }
}
