package org.checkpointschedules.run;

import java.time.Duration;
import org.checkpointschedules.Forecast;

/// How far a run has come.
///
/// @param forwardSteps forward steps done, recomputed ones included
/// @param adjointSteps adjoint steps done
/// @param writes entries stored, in all levels
/// @param reads reads from all levels
/// @param forwardNanos time in forward steps of any kind
/// @param adjointNanos time in adjoint steps
/// @param storeNanos time storing
/// @param loadNanos time loading
/// @param elapsedNanos time since the start
public record RunProgress(
    long forwardSteps,
    long adjointSteps,
    long writes,
    long reads,
    long forwardNanos,
    long adjointNanos,
    long storeNanos,
    long loadNanos,
    long elapsedNanos) {

  /// What an adjoint step is taken to cost, in forward steps, before the first has been timed:
  /// linearised and transposed, a step commonly costs one and a half to two and a half times
  /// itself.
  private static final double UNTIMED_ADJOINT_STEP = 2;

  /// The time left, from what is left to do by the forecast, recomputation included, and how long
  /// such things took so far. Before the first adjoint step it takes one to last as long as two
  /// forward steps.
  ///
  /// Steps are taken to last equally long, and accesses to all levels alike; traffic that the
  /// forecast does not know is left out.
  public Duration timeLeft(Forecast forecast) {
    double forwardStep = mean(forwardNanos, forwardSteps);
    double adjointStep =
        adjointSteps == 0 ? UNTIMED_ADJOINT_STEP * forwardStep : mean(adjointNanos, adjointSteps);
    double left =
        forwardStep * atLeast0(forecast.forwardSteps().doubleValue() - forwardSteps)
            + adjointStep * atLeast0(forecast.adjointSteps() - adjointSteps);
    double writesLeft = -writes;
    double readsLeft = -reads;
    for (Forecast.Traffic level : forecast.levels().values()) {
      writesLeft += level.writes().orElse(0);
      readsLeft += level.reads().orElse(0);
    }
    left += mean(storeNanos, writes) * atLeast0(writesLeft);
    left += mean(loadNanos, reads) * atLeast0(readsLeft);
    return Duration.ofNanos((long) left);
  }

  private static double mean(long nanos, long count) {
    return count == 0 ? 0 : (double) nanos / count;
  }

  private static double atLeast0(double value) {
    return Math.max(0, value);
  }
}
