package org.checkpointschedules.plan;

import java.util.Iterator;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.common.CountedPlan;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;

/// The front door to schedules of least cost: Revolve on one storage level, H-Revolve on several,
/// Disk-Revolve where the last has no limit.
///
/// ```java
/// RevolveCheckpointSchedule.of(1_000, 10);                                      // 10 in memory
/// RevolveCheckpointSchedule.of(1_000, 10, 100, writeCost(40), readCost(25));    // and 100 on disk
/// Problem.steps(1_000).level(RAM, 10).level(DISK, 100, writeCost(40), readCost(25)).plan();
/// ```
///
/// Any number of levels, with limits from 0 and costs from 0, fast memory with costs of its own
/// included. Planning takes neither tables over the steps nor time that grows with them: some tens
/// to hundreds of microseconds for two or three levels, from 10^3 to 10^12 steps.
///
/// **What is guaranteed.** Where the levels can be put in an order in which neither write nor read
/// costs decrease, `forecast().optimal()` says whether the plan is proved to be of least cost among
/// the schedules of the H-Revolve recurrence (Herrmann and Pallez 2020, in the complete form of
/// docs/planning.md section 1, which exhaustive search over all schedules confirms wherever it is
/// feasible); it nearly always is. Otherwise `lowerBound()` bounds what may be missing. Where write
/// and read costs conflict (one level is cheaper to write, another to read) there is no such proof:
/// several plans are compared, for small problems that of the vector recurrence among them,
/// `optimal` is true only if the cost meets a proved bound, and `lowerBound()` says how far off it
/// may be.
///
/// **Order.** The schedule writes a checkpoint with the `Forward` that leaves it, loads it with
/// `delete` at its last use, and is empty at `EndReverse`. Of equally cheap splits it takes, in
/// upper levels, the one with the shorter advance; in the free level the longest advance of those
/// that write least.
///
/// Immutable and thread safe. Iterators hold one frame for every entry stored.
public final class RevolveCheckpointSchedule implements CheckpointSchedule {
  private final String name;
  private final Problem problem;
  private final Plan plan;

  private RevolveCheckpointSchedule(String name, Problem problem) {
    this.name = name;
    this.problem = problem;
    plan = CountedPlan.of(LevelOrder.plan(problem));
  }

  /// Plans the problem; called `revolve` with one level and `h-revolve` with more.
  ///
  /// @param problem with levels in any order
  /// @return the schedule; its forecast says whether its cost is proved to be the least
  /// @throws InvalidArgumentException if there is more than one step and no slot, or costs lie so
  ///   far apart that they cannot be reckoned with exactly
  public static RevolveCheckpointSchedule of(Problem problem) {
    return new RevolveCheckpointSchedule(
        problem.levels().size() > 1 ? "h-revolve" : "revolve", problem);
  }

  /// Revolve: `ram` slots of free memory.
  ///
  /// @param steps forward steps
  /// @param ram slots, from 0 for one step, from 1 for more
  /// @return the schedule with the fewest forward steps and, among those, the fewest writes
  /// @throws InvalidArgumentException as [#of(Problem)]
  public static RevolveCheckpointSchedule of(long steps, long ram) {
    return of(Problem.steps(steps).level(StorageLocation.RAM, ram));
  }

  /// H-Revolve: `ram` slots of free memory, and `disk` slots at these costs, in units of a forward
  /// step, which costs as much as an adjoint step. Other costs: [Problem].
  ///
  /// @param steps forward steps
  /// @param ram slots in memory, from 0
  /// @param disk slots on disk, from 0
  /// @param write cost of storing one entry on disk
  /// @param read cost of bringing one back
  /// @return the schedule; its forecast says whether its cost is proved to be the least
  /// @throws InvalidArgumentException as [#of(Problem)]
  public static RevolveCheckpointSchedule of(
      long steps, long ram, long disk, Problem.WriteCost write, Problem.ReadCost read) {
    return of(
        Problem.steps(steps)
            .level(StorageLocation.RAM, ram)
            .level(StorageLocation.DISK, disk, write, read));
  }

  /// H-Revolve: `ram` slots of free memory, and `disk` slots, at these costs.
  ///
  /// @param steps forward steps
  /// @param ram slots in memory, from 0
  /// @param disk slots on disk, from 0
  /// @param write cost of storing one entry on disk
  /// @param read cost of bringing one back
  /// @param forward cost of one forward step
  /// @param adjoint cost of one adjoint step
  /// @return the schedule; its forecast says whether its cost is proved to be the least
  /// @throws InvalidArgumentException as [#of(Problem)]
  public static RevolveCheckpointSchedule of(
      long steps,
      long ram,
      long disk,
      Problem.WriteCost write,
      Problem.ReadCost read,
      Problem.ForwardCost forward,
      Problem.AdjointCost adjoint) {
    return of(
        Problem.steps(steps)
            .level(StorageLocation.RAM, ram)
            .level(StorageLocation.DISK, disk, write, read)
            .costs(forward, adjoint));
  }

  /// Disk-Revolve in its general form: the last level has no limit, and an entry there may be read
  /// as often as it pays. (Aupy, Herrmann, Hovland and Robert 2016 also study the restriction that
  /// each is read once, which can be dearer by 40 % and more.)
  ///
  /// @param problem one limited level or more, and a last one of [Level#UNBOUNDED] slots
  /// @return the schedule; its forecast says whether its cost is proved to be the least
  /// @throws InvalidArgumentException if the last level has a limit, or as [#of(Problem)]
  public static RevolveCheckpointSchedule diskRevolve(Problem problem) {
    List<Level> levels = problem.levels();
    if (levels.isEmpty() || !levels.getLast().unbounded()) {
      throw Requirements.levels("disk-revolve", problem, "a last level without limit");
    }
    return new RevolveCheckpointSchedule("disk-revolve", problem);
  }

  @Override
  public String name() {
    return name;
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
  public Forecast forecast() {
    return plan.forecast();
  }

  @Override
  public Iterator<Action> iterator() {
    return plan.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    Requirements.adjointPosition(adjointPosition, steps());
    return plan.open(adjointPosition);
  }
}
