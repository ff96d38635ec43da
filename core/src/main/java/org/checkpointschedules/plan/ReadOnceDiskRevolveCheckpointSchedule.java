package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;

import java.math.BigDecimal;
import java.math.BigInteger;
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

// With d blocks on disk before a last one that is reversed from memory as soon as it is reached,
// steps of the last block are swept at most T times if it has beta(c, T) steps or fewer, steps of
// the others if theirs have beta(c, T-1): their sweep to the end is one more. So
//
//     Cum(T) = beta(c, T) + d beta(c, T-1)
//     forward steps = n + sum over t of max(0, n - Cum(t))
//                   = n + T n - beta(c+1, T-1) - d beta(c+1, T-2),   Cum(T-1) < n <= Cum(T),
//
// a convex function of d, attained by beta(c, T-1) steps in the last block, beta(c, T-2) in each
// other, and what is left over spread within the limits above: first in the last block, then in the
// earliest. The best d is found by bisection.

/// Disk-Revolve that reads every disk checkpoint once: memory slots, an unbounded disk, least cost
/// among such schedules ([Aupy, Herrmann, Hovland and Robert
/// 2016](https://doi.org/10.1137/15M1048099)).
///
/// Reading a disk checkpoint more than once can be cheaper, by up to 43 % on the cases known to us;
/// this restriction is for disks that free what they have read, and for comparison with programs
/// that have it built in. Ties: as few disk checkpoints as possible, the last block as long as
/// possible. The optimum assumes free memory accesses; costs of the memory level enter the
/// forecast, not the plan.
///
/// Planning takes O(log^2 n) time, no table. Immutable, thread safe.
public final class ReadOnceDiskRevolveCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "disk-revolve";

  private final Problem problem;
  private final Plan plan;

  private ReadOnceDiskRevolveCheckpointSchedule(Problem problem, Plan plan) {
    this.problem = problem;
    this.plan = plan;
  }

  /// Free memory and an unbounded disk; a forward and an adjoint step cost 1.
  ///
  /// @param steps forward steps
  /// @param ram memory slots, from 0
  /// @param write cost of storing one disk checkpoint, in forward steps
  /// @param read cost of reading it back, in forward steps
  /// @return the schedule, in which each disk checkpoint is read once
  /// @throws InvalidArgumentException if an argument is out of range
  public static ReadOnceDiskRevolveCheckpointSchedule of(
      long steps, long ram, Problem.WriteCost write, Problem.ReadCost read) {
    return of(Problem.steps(steps).level(RAM, ram).level(DISK, Level.UNBOUNDED, write, read));
  }

  /// On the two levels of the problem, memory and disk.
  ///
  /// @param problem with two levels, memory first
  /// @return the schedule, in which each disk checkpoint is read once
  /// @throws InvalidArgumentException if there are other levels, or the disk has too few slots for
  ///   the plan, which takes it for unbounded
  public static ReadOnceDiskRevolveCheckpointSchedule of(Problem problem) {
    BlockPlan.check(NAME, problem);
    long n = problem.steps();
    long slots = Math.min(problem.levels().getFirst().slots(), MAX_STEPS);
    long blocks = cheapest(problem, slots);
    long sweeps = sweeps(n, slots, blocks);
    long most = Binomial.betaBetween(slots, sweeps - 1, sweeps - 2);
    long least = Binomial.beta(slots, sweeps - 2);
    long excess = n - Binomial.beta(slots, sweeps - 1) - blocks * least;
    long inLast = Math.min(excess, Binomial.betaBetween(slots, sweeps, sweeps - 1));
    excess -= inLast;
    long full = blocks == 0 ? 0 : excess / most;
    var runs = new ArrayList<Blocks>();
    long start = add(runs, 0, full, least + most, slots);
    if (full < blocks) {
      start = add(runs, start, 1, least + excess % most, slots);
      start = add(runs, start, blocks - full - 1, least, slots);
    }
    runs.add(new Blocks(start, 1, RereadBlock.readOnce(n - start, slots), false));
    return new ReadOnceDiskRevolveCheckpointSchedule(
        problem, BlockPlan.of(problem, List.copyOf(runs)));
  }

  private static long add(List<Blocks> runs, long start, long count, long length, long slots) {
    if (count == 0) {
      return start;
    }
    var blocks = new Blocks(start, count, RereadBlock.readOnce(length, slots), true);
    runs.add(blocks);
    return blocks.end();
  }

  private static long cheapest(Problem problem, long slots) {
    long n = problem.steps();
    Level disk = problem.levels().get(1);
    BigDecimal access = disk.writeCost().add(disk.readCost());
    long low = slots == 0 ? n - 1 : 0;
    long high = n - 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      BigInteger saved =
          forwardSteps(n, slots, middle).subtract(forwardSteps(n, slots, middle + 1));
      if (problem.costs().forward().multiply(new BigDecimal(saved)).compareTo(access) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static BigInteger forwardSteps(long n, long slots, long blocks) {
    long sweeps = sweeps(n, slots, blocks);
    return BigInteger.valueOf(n)
        .multiply(BigInteger.valueOf(sweeps + 1))
        .subtract(Binomial.exactBeta(slots + 1, sweeps - 1))
        .subtract(Binomial.exactBeta(slots + 1, sweeps - 2).multiply(BigInteger.valueOf(blocks)));
  }

  // The least T with beta(c, T) + d beta(c, T-1) >= n.
  private static long sweeps(long n, long slots, long blocks) {
    if (slots == 0) {
      return n == 1 ? 0 : 1;
    }
    // One block alone takes no fewer sweeps.
    long enough = Binomial.repetition(n, slots);
    long below = -1;
    while (enough - below > 1) {
      long middle = (below + enough) >> 1;
      BigInteger reached =
          BigInteger.valueOf(Binomial.beta(slots, middle - 1))
              .multiply(BigInteger.valueOf(blocks))
              .add(BigInteger.valueOf(Binomial.beta(slots, middle)));
      if (reached.compareTo(BigInteger.valueOf(n)) >= 0) {
        enough = middle;
      } else {
        below = middle;
      }
    }
    return enough;
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

  /// The least cost among schedules that read every disk checkpoint once. `optimal` only where it
  /// meets a bound for those that need not, too.
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
