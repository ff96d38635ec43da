package org.checkpointschedules.run;

/// The result of an adjoint calculation.
///
/// @param <A> the adjoint state
/// @param value the adjoint at the start of step 0: the gradient with respect to the initial state,
///   and whatever else the model accumulates in it
/// @param report what the run did
public record Gradient<A>(A value, RunReport report) {}
