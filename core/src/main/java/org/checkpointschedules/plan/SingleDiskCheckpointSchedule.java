package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.common.SpacedEntries;

/// Stores the adjoint data of every step on one level, normally disk, and brings them back one by
/// one: no recomputation, and storage for every step.
///
/// Copying keeps the data for further adjoint calculations ([#keepsCheckpoints()]); moving frees
/// each step's data as they are read. `n` forward steps, `n` writes, `n` reads, `3 n + 2` actions.
/// The sequence is that of the Python package checkpoint_schedules 1.0.4. Immutable, thread safe.
public final class SingleDiskCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "single-disk";

  private final Problem problem;
  private final Level level;
  private final boolean move;

  private SingleDiskCheckpointSchedule(Problem problem, Level level, boolean move) {
    this.problem = problem;
    this.level = level;
    this.move = move;
  }

  /// Keeps the data, on an unbounded disk whose accesses are free.
  ///
  /// @param steps 1 to [org.checkpointschedules.CheckpointSchedule#MAX_STEPS]
  /// @return the schedule, which further adjoint calculations can follow
  /// @throws InvalidArgumentException if `steps` is out of range
  public static SingleDiskCheckpointSchedule copying(long steps) {
    return copying(Problem.steps(steps).level(DISK, Level.UNBOUNDED));
  }

  /// Keeps the data, on the one level of the problem.
  ///
  /// @param problem with one level, of a slot for every step
  /// @return the schedule, which further adjoint calculations can follow
  /// @throws InvalidArgumentException if there are other levels, or fewer slots than steps
  public static SingleDiskCheckpointSchedule copying(Problem problem) {
    return of(problem, false);
  }

  /// Frees the data as they are read, on an unbounded disk whose accesses are free.
  ///
  /// @param steps 1 to [org.checkpointschedules.CheckpointSchedule#MAX_STEPS]
  /// @return the schedule, for one adjoint calculation
  /// @throws InvalidArgumentException if `steps` is out of range
  public static SingleDiskCheckpointSchedule moving(long steps) {
    return moving(Problem.steps(steps).level(DISK, Level.UNBOUNDED));
  }

  /// Frees the data as they are read, on the one level of the problem.
  ///
  /// @param problem with one level, of a slot for every step
  /// @return the schedule, for one adjoint calculation
  /// @throws InvalidArgumentException if there are other levels, or fewer slots than steps
  public static SingleDiskCheckpointSchedule moving(Problem problem) {
    return of(problem, true);
  }

  private static SingleDiskCheckpointSchedule of(Problem problem, boolean move) {
    Level level = Requirements.oneLevel(NAME, problem);
    Requirements.slots(level, problem.steps(), "one for every step");
    return new SingleDiskCheckpointSchedule(problem, level, move);
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

  @Override
  public boolean keepsCheckpoints() {
    return !move;
  }

  /// Optimal where accesses are free: no schedule runs fewer steps. Else the bound is `n` forward
  /// and adjoint steps, `n-1` reads and, for two steps or more, a write.
  @Override
  public Forecast forecast() {
    long n = steps();
    StepCosts costs = problem.costs();
    BigDecimal bound =
        costs
            .forward()
            .add(costs.adjoint())
            .multiply(BigDecimal.valueOf(n))
            .add(Requirements.leastTraffic(levels(), n));
    return new ForecastBuilder(problem)
        .forward(BigInteger.valueOf(n))
        .adjoint(n)
        .actions(3 * n + 2)
        .traffic(level.location(), n, n)
        .peak(level.location(), n)
        .peakTape(1)
        .against(bound);
  }

  @Override
  public Iterator<Action> iterator() {
    return new Pass(0, steps());
  }

  @Override
  public ActionStream open(long adjointPosition) {
    Requirements.adjointPosition(adjointPosition, steps());
    long kept = move ? adjointPosition : steps();
    var pass = new Pass(steps(), adjointPosition);
    pass.forwardEnded = true;
    return new OpenedStream(
        pass,
        new SpacedEntries(kept, step -> step, level.location(), false, 0, List.of()),
        () ->
            new ForecastBuilder(problem)
                .adjoint(adjointPosition)
                .actions(2 * adjointPosition + 1)
                .traffic(level.location(), 0, adjointPosition)
                .peak(level.location(), kept)
                .peakTape(adjointPosition > 0 ? 1 : 0)
                .forecast(forecast().optimal(), Optional.empty()));
  }

  private final class Pass implements Iterator<Action> {
    private long forward;
    private long adjoint;
    private boolean forwardEnded;
    private boolean loaded;
    private boolean ended;

    Pass(long forward, long adjoint) {
      this.forward = forward;
      this.adjoint = adjoint;
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public Action next() {
      if (forward < steps()) {
        return new Forward(forward, ++forward, false, true, level.location());
      }
      if (!forwardEnded) {
        forwardEnded = true;
        return new EndForward();
      }
      if (loaded) {
        loaded = false;
        return new Reverse(adjoint, --adjoint, true);
      }
      if (adjoint > 0) {
        loaded = true;
        return new Copy(adjoint - 1, level.location(), TAPE, move);
      }
      if (ended) {
        throw new NoSuchElementException("the schedule has ended");
      }
      ended = true;
      return new EndReverse();
    }
  }
}
