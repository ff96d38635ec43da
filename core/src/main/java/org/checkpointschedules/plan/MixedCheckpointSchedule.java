package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.mixed.MixedFigures;
import org.checkpointschedules.plan.internal.mixed.MixedSplit;
import org.checkpointschedules.plan.internal.mixed.MixedWalk;

/// Checkpoints that hold either what restarts the forward or what the adjoint needs of one step, on
/// one level, where both take a slot ([Maddison 2024](https://doi.org/10.1016/j.jocs.2024.102405)).
///
/// Takes the least number of forward steps that so many slots allow: `n` with `n - 1` slots and
/// fewer than Revolve with any number. Of optimal advances it takes the largest, and stores adjoint
/// data where one slot for every step but the last is left; so the sequence of actions is that of
/// the class of the same name in the Python package checkpoint_schedules 1.0.4. No table: every
/// advance is a closed form, found in O(log^2) time; the forecast takes about O(slots + sweeps) of
/// them and is made when first asked for.
///
/// Immutable, thread safe.
public final class MixedCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "mixed";

  private final Problem problem;
  private final Level level;
  private final long units;
  private volatile Forecast forecast;

  private MixedCheckpointSchedule(Problem problem, Level level, long units) {
    this.problem = problem;
    this.level = level;
    this.units = units;
  }

  /// {@return a schedule on one level whose accesses are free}
  ///
  /// @param steps forward steps
  /// @param snapshots slots, from 0 for one step, from 1 for more
  /// @param storage the level of the slots
  /// @throws InvalidArgumentException if an argument is out of range
  public static MixedCheckpointSchedule of(long steps, long snapshots, StorageLocation storage) {
    return of(Problem.steps(steps).level(storage, snapshots));
  }

  /// {@return a schedule on the one level of the problem}
  ///
  /// @param problem with one level, whose slots hold either kind of data
  /// @throws InvalidArgumentException if there are other levels, or no slot for two steps or more
  public static MixedCheckpointSchedule of(Problem problem) {
    Level level = Requirements.oneLevel(NAME, problem);
    if (problem.steps() > 1 && level.slots() == 0) {
      throw Requirements.noSlots(problem);
    }
    long units = Math.min(level.slots(), problem.steps() - 1);
    return new MixedCheckpointSchedule(problem, level, units);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long steps() {
    return problem.steps();
  }

  @Override
  public List<Level> levels() {
    return problem.levels();
  }

  /// Optimal, among schedules with restart or adjoint data in a slot and one step's in working
  /// storage, where writing is free: forward steps and reads (`n-1`) are least. Else the bound has
  /// one write.
  @Override
  public Forecast forecast() {
    Forecast known = forecast;
    if (known == null) {
      known = whole();
      forecast = known;
    }
    return known;
  }

  @Override
  public Iterator<Action> iterator() {
    return new MixedWalk(steps(), units, level.location());
  }

  @Override
  public ActionStream open(long adjointPosition) {
    Requirements.adjointPosition(adjointPosition, steps());
    var walk = new MixedWalk(steps(), units, level.location());
    walk.open(adjointPosition);
    var frames = new long[walk.depth()];
    for (int frame = 0; frame < frames.length; frame++) {
      frames[frame] = walk.stepsFrom(frame);
    }
    long run = walk.run();
    return new OpenedStream(walk, walk.held(), () -> rest(adjointPosition, frames, run));
  }

  private Forecast whole() {
    long n = steps();
    var figures = new MixedFigures(n, units);
    var forward = MixedSplit.forwardSteps(n, units);
    StepCosts costs = problem.costs();
    BigDecimal bound =
        costs
            .forward()
            .multiply(new BigDecimal(forward))
            .add(costs.adjoint().multiply(BigDecimal.valueOf(n)))
            .add(Requirements.leastTraffic(levels(), n));
    return new ForecastBuilder(problem)
        .forward(forward)
        .adjoint(n)
        .actions(3 * n + 1 + figures.advances())
        .traffic(level.location(), n - 1 - figures.unwritten(), n - 1)
        .peak(level.location(), units)
        .peakTape(1)
        .against(bound);
  }

  private Forecast rest(long adjointPosition, long[] frames, long run) {
    var tally =
        new ForecastBuilder(problem)
            .adjoint(adjointPosition)
            .actions(1 + 2 * run)
            .traffic(level.location(), 0, run)
            .peakTape(adjointPosition > 0 ? 1 : 0);
    if (adjointPosition == steps()) {
      // The last step has been recorded and is yet to be reversed.
      tally.actions(1);
    }
    long peak = frames.length + run;
    for (int frame = 0; frame < frames.length; frame++) {
      long n = frames[frame];
      long s = units - frame;
      var figures = new MixedFigures(n, s);
      long written = n - 1 - figures.unwritten() - (n - 1 > s ? 1 : 0);
      tally.forward(MixedSplit.forwardSteps(n, s)).actions(3 * n + figures.advances());
      tally.traffic(level.location(), written, n);
      peak = Math.max(peak, frame + Math.min(s, n - 1));
    }
    tally.peak(level.location(), peak);
    return tally.forecast(forecast().optimal(), Optional.empty());
  }
}
