package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.internal.blocks.BlockPlan;
import org.checkpointschedules.plan.internal.blocks.Blocks;
import org.checkpointschedules.plan.internal.blocks.RereadBlock;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.numbers.Binomial;

/// Restart data on disk at every `period`-th step, each block between them reversed from memory
/// ([Aupy and Herrmann 2017](https://doi.org/10.1080/10556788.2017.1330459)). Within a percent or
/// so of Disk-Revolve for many steps, and simpler: the forward sweep does not depend on the number
/// of steps but for its end.
///
/// With `c` memory slots, disk costs `w` and `r` and cost `u` of a forward step, the default period
/// is `m = C(c+t, c)`, `t` the least with `u C(c+1+t, t) > w + r`: of all periods it has the least
/// cost per step where each disk checkpoint is read once, and it does not depend on `n`. There are
/// `max(0, ceil((n-1)/m) - 1)` checkpoints on disk, and a last block of 1 to `m + 1` steps.
///
/// For its period, the schedule is as cheap as can be with free memory accesses: a block reads its
/// disk checkpoint again where that costs less than the forward steps it saves, and the last block
/// gets one of its own where that pays. A disk checkpoint is deleted when it is last read. Costs of
/// the memory level enter the forecast, not the plan.
///
/// Planning takes O(log^2 n) time, no table. Immutable, thread safe.
public final class PeriodicDiskRevolveCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "periodic-disk-revolve";

  private final Problem problem;
  private final Plan plan;
  private final long period;

  private PeriodicDiskRevolveCheckpointSchedule(Problem problem, Plan plan, long period) {
    this.problem = problem;
    this.plan = plan;
    this.period = period;
  }

  /// {@return a schedule with the default period, free memory and an unbounded disk}
  ///
  /// @param steps forward steps
  /// @param ram memory slots, from 0
  /// @param write cost of storing one disk checkpoint, in forward steps
  /// @param read cost of reading it back, in forward steps
  /// @throws InvalidArgumentException if an argument is out of range
  public static PeriodicDiskRevolveCheckpointSchedule of(
      long steps, long ram, Problem.WriteCost write, Problem.ReadCost read) {
    return of(Problem.steps(steps).level(RAM, ram).level(DISK, Level.UNBOUNDED, write, read));
  }

  /// {@return a schedule with the default period, on the two levels of the problem, memory and
  /// disk}
  ///
  /// @param problem with two levels, memory first
  /// @throws InvalidArgumentException if there are other levels, or too few disk slots
  public static PeriodicDiskRevolveCheckpointSchedule of(Problem problem) {
    BlockPlan.check(NAME, problem);
    return of(problem, readOncePeriod(problem));
  }

  /// {@return a schedule with a period of one's own, on the two levels of the problem, memory and
  /// disk}
  ///
  /// @param problem with two levels, memory first
  /// @param period at least 1
  /// @throws InvalidArgumentException if there are other levels, or too few disk slots
  public static PeriodicDiskRevolveCheckpointSchedule of(Problem problem, long period) {
    BlockPlan.check(NAME, problem);
    if (period < 1) {
      throw new InvalidArgumentException("period", period, "at least 1");
    }
    long n = problem.steps();
    long blocks = n == 1 ? 0 : (n - 2) / period;
    long slots = Math.min(problem.levels().getFirst().slots(), MAX_STEPS);
    var runs = new ArrayList<Blocks>();
    if (blocks > 0) {
      runs.add(new Blocks(0, blocks, cheapest(problem, period, slots), true));
    }
    runs.add(last(problem, blocks, blocks * period, slots));
    return new PeriodicDiskRevolveCheckpointSchedule(
        problem, BlockPlan.of(problem, List.copyOf(runs)), period);
  }

  // The last block is reversed as soon as it is reached. It is stored if the best of its own
  // readings, one fewer than of another block, and its writing cost less than memory alone.
  private static Blocks last(Problem problem, long before, long start, long slots) {
    long length = problem.steps() - start;
    Level disk = problem.levels().get(1);
    RereadBlock stored = cheapest(problem, length, slots);
    if (slots == 0) {
      return new Blocks(start, 1, stored, length > 1);
    }
    RereadBlock unstored = RereadBlock.readOnce(length, slots);
    BigDecimal forward = problem.costs().forward();
    BigDecimal saved =
        forward.multiply(new BigDecimal(unstored.forwardSteps().subtract(stored.forwardSteps())));
    BigDecimal paid =
        disk.writeCost().add(disk.readCost().multiply(BigDecimal.valueOf(stored.rereads())));
    boolean pays = saved.compareTo(paid) > 0 && disk.slots() > before;
    return new Blocks(start, 1, pays ? stored : unstored, pays);
  }

  private static RereadBlock cheapest(Problem problem, long length, long slots) {
    return RereadBlock.cheapest(
        length, slots, problem.costs().forward(), problem.levels().get(1).readCost());
  }

  // min over periods m of (w + r + forward steps within a block) / m. Extending a block by one step
  // more costs u (t+1) per step while it is repeated up to t times; the least mean is reached where
  // u beta(c+1, t) first exceeds w + r, at the end of that t. Exact: u and w + r are decimals.
  private static long readOncePeriod(Problem problem) {
    long slots = Math.min(problem.levels().getFirst().slots(), MAX_STEPS);
    if (slots == 0) {
      return 1;
    }
    Level disk = problem.levels().get(1);
    BigDecimal access = disk.writeCost().add(disk.readCost());
    BigDecimal forward = problem.costs().forward();
    // A block of all the steps that there can be never needs more repetitions.
    long enough = Binomial.repetition(MAX_STEPS, slots);
    if (!exceeds(forward, slots + 1, enough, access)) {
      return MAX_STEPS;
    }
    long below = -1;
    while (enough - below > 1) {
      long middle = (below + enough) >> 1;
      if (exceeds(forward, slots + 1, middle, access)) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return Math.min(Binomial.beta(slots, enough), MAX_STEPS);
  }

  private static boolean exceeds(BigDecimal forward, long s, long t, BigDecimal access) {
    return forward.multiply(new BigDecimal(Binomial.exactBeta(s, t))).compareTo(access) > 0;
  }

  /// {@return steps between restart data on disk; 10^18 where no second block ever pays}
  public long period() {
    return period;
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

  /// Optimal only where the cost meets the bound of as many forward steps as the slots need, `n-1`
  /// reads and a write at the cheapest: with free disk accesses and a period of 1, say.
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
