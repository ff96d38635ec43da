package org.checkpointschedules.run;

import java.time.Duration;
import java.util.List;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;

/// How far a run has come.
///
/// @param phase what the run was doing last
/// @param forwardPosition the step at whose start the forward stands
/// @param adjointPosition the step at whose start the adjoint stands; before it begins, the number
///   of steps
/// @param forwardSteps forward steps done, recomputed ones included
/// @param adjointSteps adjoint steps done
/// @param writes entries stored, in all levels
/// @param reads reads from all levels
/// @param forwardNanos time in forward steps of any kind
/// @param adjointNanos time in adjoint steps
/// @param storeNanos time storing
/// @param loadNanos time loading
/// @param elapsedNanos time since the start
/// @param hiddenNanos time in which levels were written and read in the background and nobody
///   waited for it; storing and loading that the run did wait for are the two times above
/// @param levels what each level holds, fastest first
public record RunProgress(
    RunPhase phase,
    long forwardPosition,
    long adjointPosition,
    long forwardSteps,
    long adjointSteps,
    long writes,
    long reads,
    long forwardNanos,
    long adjointNanos,
    long storeNanos,
    long loadNanos,
    long elapsedNanos,
    long hiddenNanos,
    List<Occupancy> levels) {

  /// What a level holds at the moment.
  ///
  /// @param level which level
  /// @param held entries held
  /// @param slots entries that it has room for; `Level.UNBOUNDED` for any number
  public record Occupancy(StorageLocation level, long held, long slots) {}

  /// Keeps a copy of the levels.
  public RunProgress {
    levels = List.copyOf(levels);
  }

  /// {@return time that the run gave to storing and loading, waits and copies in memory included}
  public long exposedNanos() {
    return storeNanos + loadNanos;
  }

  /// What an adjoint step is taken to cost, in forward steps, before the first has been timed:
  /// linearised and transposed, a step commonly costs one and a half to two and a half times
  /// itself.
  private static final double UNTIMED_ADJOINT_STEP = 2;

  /// {@return the time left, from what is left to do by the forecast, recomputation included, and
  /// how long such things took so far} Before the first adjoint step it takes one to last as long
  /// as two forward steps.
  ///
  /// Steps are taken to last equally long, and accesses to all levels alike; traffic that the
  /// forecast does not know is left out.
  ///
  /// @param forecast of the whole run, as [RunObserver#start] was told it
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
