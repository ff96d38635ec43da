package org.checkpointschedules.plan;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;

/// Keeps the adjoint data of every step in working storage: no checkpoints, no recomputation, and
/// as much memory as the whole forward produces.
///
/// `n` forward steps, four actions. Immutable, thread safe.
public final class SingleMemoryCheckpointSchedule implements CheckpointSchedule {
  private final Problem problem;

  private SingleMemoryCheckpointSchedule(Problem problem) {
    this.problem = problem;
  }

  /// {@return a schedule of so many forward steps, each of which, like an adjoint step, costs 1}
  ///
  /// @param steps 1 to [org.checkpointschedules.CheckpointSchedule#MAX_STEPS]
  /// @throws InvalidArgumentException if `steps` is out of range
  public static SingleMemoryCheckpointSchedule of(long steps) {
    return of(Problem.steps(steps));
  }

  /// {@return a schedule of the steps and costs of a problem without levels}
  ///
  /// @param problem without levels
  /// @throws InvalidArgumentException if the problem has a level
  public static SingleMemoryCheckpointSchedule of(Problem problem) {
    Requirements.noLevels("single-memory", problem);
    return new SingleMemoryCheckpointSchedule(problem);
  }

  @Override
  public String name() {
    return "single-memory";
  }

  @Override
  public long steps() {
    return problem.steps();
  }

  @Override
  public List<Level> levels() {
    return List.of();
  }

  /// Optimal: every step runs once, and nothing is written or read.
  @Override
  public Forecast forecast() {
    return new ForecastBuilder(problem)
        .forward(BigInteger.valueOf(steps()))
        .adjoint(steps())
        .actions(4)
        .peakTape(steps())
        .forecast(true, Optional.empty());
  }

  @Override
  public Iterator<Action> iterator() {
    return List.<Action>of(
            new Forward(0, steps(), false, true, StorageLocation.TAPE),
            new EndForward(),
            new Reverse(steps(), 0, true),
            new EndReverse())
        .iterator();
  }

  /// At 0 and at [#steps()] only: all steps are reversed in one action.
  @Override
  public ActionStream open(long adjointPosition) {
    if (adjointPosition == 0) {
      return new OpenedStream(
          List.<Action>of(new EndReverse()).iterator(),
          List.of(),
          () -> new ForecastBuilder(problem).actions(1).forecast(true, Optional.empty()));
    }
    if (adjointPosition == steps()) {
      return new OpenedStream(
          List.<Action>of(new Reverse(steps(), 0, true), new EndReverse()).iterator(),
          List.of(),
          () ->
              new ForecastBuilder(problem)
                  .adjoint(steps())
                  .actions(2)
                  .peakTape(steps())
                  .forecast(true, Optional.empty()));
    }
    throw new InvalidArgumentException(
        "adjoint position", adjointPosition, "0 or " + steps() + ", as all reverse at once");
  }
}
