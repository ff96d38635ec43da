package org.checkpointschedules.plan;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.binomial.BinomialSchedule;

/// Binomial checkpointing with the slots of two levels taken together: the slots that are written
/// and read most often lie on the faster level ([Stumm and Walther
/// 2009](https://doi.org/10.1137/080718036)).
///
/// Takes the least number of forward steps that `ram + disk` slots allow, `n + t(n, s)` with `t(n,
/// s) = r n - C(s+r, s+1)` and `r` the repetition number, whatever the accesses cost. It does not
/// minimise the accesses of the slower level; where these are dear, H-Revolve is cheaper. The
/// sequence of actions is that of the class of the same name in the Python package
/// checkpoint_schedules 1.0.4. Of equally busy slots, the one filled earlier lies on the faster
/// level.
///
/// Planning takes O(s r) time with two levels of `s` slots, at most 2^26 in use, and O(log) time
/// with one. Immutable, thread safe.
public final class MultistageCheckpointSchedule implements CheckpointSchedule {
  private final BinomialSchedule schedule;

  private MultistageCheckpointSchedule(BinomialSchedule schedule) {
    this.schedule = schedule;
  }

  /// Checkpoints in memory and on disk, accesses free, along the `MAXIMUM` trajectory.
  ///
  /// @param steps forward steps
  /// @param ram checkpoints in memory, from 0
  /// @param disk checkpoints on disk, from 0
  /// @return the schedule, in which the least used slots lie on disk
  /// @throws InvalidArgumentException if an argument is out of range, or several steps have no slot
  public static MultistageCheckpointSchedule of(long steps, long ram, long disk) {
    var problem =
        Problem.steps(steps).level(StorageLocation.RAM, ram).level(StorageLocation.DISK, disk);
    return of(problem, Trajectory.MAXIMUM);
  }

  /// Checkpoints on the one or two levels of a problem, the faster first.
  ///
  /// @param problem with one level or two
  /// @param trajectory which of the trajectories with the fewest forward steps
  /// @return the schedule, in which the least used slots lie on the slower level
  /// @throws InvalidArgumentException if there are more levels, or several steps have no slot
  public static MultistageCheckpointSchedule of(Problem problem, Trajectory trajectory) {
    Objects.requireNonNull(trajectory, "trajectory");
    return new MultistageCheckpointSchedule(BinomialSchedule.of("multistage", problem, trajectory));
  }

  @Override
  public String name() {
    return schedule.name();
  }

  @Override
  public long steps() {
    return schedule.steps();
  }

  @Override
  public List<Level> levels() {
    return schedule.levels();
  }

  /// Optimal, among schedules that store restart data only, where accesses are free, and in the few
  /// other cases where the cost meets the bound `forward (n + t) + adjoint n + (n-1) reads + 1
  /// write`.
  @Override
  public Forecast forecast() {
    return schedule.forecast();
  }

  @Override
  public Iterator<Action> iterator() {
    return schedule.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    return schedule.open(adjointPosition);
  }
}
