package org.checkpointschedules.run;

/// What a recording step of a [RecordingModel] returns.
///
/// @param <S> the state
/// @param <D> the adjoint data
/// @param state the state at the start of the next step
/// @param adjointData what the adjoint of this step will need
public record Recorded<S, D>(S state, D adjointData) {}
