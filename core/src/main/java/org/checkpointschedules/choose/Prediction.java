package org.checkpointschedules.choose;

/// What a run is predicted to take.
///
/// @param seconds the whole run
/// @param forwardSeconds of that, until the forward has reached its end
/// @param reverseSeconds of that, from there on
/// @param hiddenSeconds work of levels in the background that nobody waits for
/// @param exposedSeconds what that work costs all the same: waiting for it, and computing more
///   slowly beside it
public record Prediction(
    double seconds,
    double forwardSeconds,
    double reverseSeconds,
    double hiddenSeconds,
    double exposedSeconds) {}
