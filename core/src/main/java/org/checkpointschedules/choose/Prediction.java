package org.checkpointschedules.choose;

/// What a run is predicted to take.
///
/// @param seconds the whole run
/// @param lowerSeconds the whole run, if all figures were at their lower quartiles
/// @param upperSeconds the whole run, if all figures were at their upper quartiles
/// @param forwardSeconds of that, until the forward has reached its end
/// @param reverseSeconds of that, from there on
/// @param hiddenSeconds work of levels in the background that nobody waits for
/// @param exposedSeconds what that work costs all the same: waiting for it, and computing more
///   slowly beside it
public record Prediction(
    double seconds,
    double lowerSeconds,
    double upperSeconds,
    double forwardSeconds,
    double reverseSeconds,
    double hiddenSeconds,
    double exposedSeconds) {

  /// With these bounds, or wider ones that enclose the prediction.
  Prediction between(double lower, double upper) {
    return new Prediction(
        seconds,
        Math.min(lower, seconds),
        Math.max(upper, seconds),
        forwardSeconds,
        reverseSeconds,
        hiddenSeconds,
        exposedSeconds);
  }
}
