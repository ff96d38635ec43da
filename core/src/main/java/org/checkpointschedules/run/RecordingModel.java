package org.checkpointschedules.run;

/// A [Model] whose adjoint steps need other data than the state at the start of the step:
/// linearised coefficients, the stages of a Runge-Kutta step, the result of a solver, or less than
/// the state.
///
/// A schedule tells which steps to record. Those that are merely passed over go through
/// [#forward(long, Object)], which need not produce the data.
///
/// **Danger:** everything that [Model] shouts about states holds here, for states and data alike:
/// never change what was handed to you or what you returned, and depend on nothing but the
/// arguments. `Adjoint.of(model).checked()` catches it.
///
/// @param <S> the state, treated as immutable
/// @param <D> the adjoint data of one step, treated as immutable
/// @param <A> the adjoint state, treated as immutable
public interface RecordingModel<S, D, A> {

  /// {@return the state at the start of step `step + 1`, from that at the start of `step`}
  ///
  /// @param step from 0
  /// @param state never to be changed
  S forward(long step, S state);

  /// The same, with what the adjoint of this step will need. The state must equal that of
  /// [#forward(long, Object)], bit for bit.
  ///
  /// @param step from 0
  /// @param state never to be changed
  /// @return the state at the start of step `step + 1`, and the adjoint data of `step`
  Recorded<S, D> record(long step, S state);

  /// The adjoint at the start of `step`, from that at the start of step `step + 1`.
  ///
  /// Called once for each step, last to first; at some steps twice under `checked()`.
  ///
  /// @param step from 0
  /// @param adjointData what [#record] made of this step, never to be changed
  /// @param adjoint the adjoint at the start of step `step + 1`
  /// @return the adjoint at the start of `step`, new, or never changed again
  A adjoint(long step, D adjointData, A adjoint);
}
