package org.checkpointschedules.plan;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;

/// The forward calculation alone: stores nothing, has no adjoint, and ends with `EndForward`.
///
/// `n` forward steps, two actions. Immutable, thread safe.
public final class NoneCheckpointSchedule implements CheckpointSchedule {
  private final Problem problem;

  private NoneCheckpointSchedule(Problem problem) {
    this.problem = problem;
  }

  /// {@return a schedule of so many forward steps, each of which, like an adjoint step, costs 1}
  ///
  /// @param steps 1 to [org.checkpointschedules.CheckpointSchedule#MAX_STEPS]
  /// @throws InvalidArgumentException if `steps` is out of range
  public static NoneCheckpointSchedule of(long steps) {
    return of(Problem.steps(steps));
  }

  /// {@return a schedule of the steps and costs of a problem without levels}
  ///
  /// @param problem without levels
  /// @throws InvalidArgumentException if the problem has a level
  public static NoneCheckpointSchedule of(Problem problem) {
    Requirements.noLevels("none", problem);
    return new NoneCheckpointSchedule(problem);
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public long steps() {
    return problem.steps();
  }

  @Override
  public List<Level> levels() {
    return List.of();
  }

  /// Optimal: there is no forward calculation of fewer steps.
  @Override
  public Forecast forecast() {
    return new ForecastBuilder(problem)
        .forward(BigInteger.valueOf(steps()))
        .actions(2)
        .forecast(true, Optional.empty());
  }

  @Override
  public Iterator<Action> iterator() {
    return List.<Action>of(
            new Forward(0, steps(), false, false, StorageLocation.NONE), new EndForward())
        .iterator();
  }

  /// At [#steps()] only: nothing follows `EndForward`.
  @Override
  public ActionStream open(long adjointPosition) {
    if (adjointPosition != steps()) {
      throw new InvalidArgumentException("adjoint position", adjointPosition, steps() + " only");
    }
    return new OpenedStream(
        List.<Action>of().iterator(),
        List.of(),
        () -> new ForecastBuilder(problem).forecast(true, Optional.empty()));
  }
}
