package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.OnlineCheckpointSchedule;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.binomial.BinomialWalk;
import org.checkpointschedules.plan.internal.binomial.BlockSweep;
import org.checkpointschedules.plan.internal.binomial.SlotPlaces;
import org.checkpointschedules.plan.internal.binomial.SlotTraffic;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.common.SpacedEntries;
import org.checkpointschedules.plan.internal.numbers.Binomial;

/// Restart data at every `period`-th step on one level, normally disk, kept for any number of
/// adjoint calculations; each block between them reversed by binomial checkpointing with slots of
/// its own ([Pringle, Jones, Goswami, Narayanan and Goldberg
/// 2016](https://doi.org/10.1016/j.parco.2016.09.001)).
///
/// The forward sweep does not depend on the number of steps. With blocks of `L` steps and `b`
/// binomial slots it takes `n + sum over blocks of (L + t(L, b+1))` forward steps: the block's own
/// restart data are the lowest of `b + 1` slots. The sequence of actions is that of the class of
/// the same name in the Python package checkpoint_schedules 1.0.4.
///
/// Planning takes O(r) time, `r` the repetition number of a block. Immutable, thread safe.
public final class TwoLevelCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "two-level";

  private final Problem problem;
  private final BlockSweep sweep;
  private final long slots;
  private final StorageLocation binomial;
  private final Trajectory trajectory;
  private final SlotPlaces places;
  private final Forecast forecast;

  private TwoLevelCheckpointSchedule(
      Problem problem,
      BlockSweep sweep,
      long slots,
      StorageLocation binomial,
      Trajectory trajectory) {
    this.problem = problem;
    this.sweep = sweep;
    this.slots = slots;
    this.binomial = binomial;
    this.trajectory = trajectory;
    var lowest = new BitSet();
    lowest.set(0);
    places = SlotPlaces.of(binomial, sweep.place(), lowest);
    forecast = whole();
  }

  /// Blocks on an unbounded disk, binomial checkpoints in memory or on disk, accesses free, along
  /// the `MAXIMUM` trajectory.
  ///
  /// @param steps forward steps
  /// @param period steps of a block, at least 1
  /// @param binomialSnapshots binomial checkpoints, at least 0
  /// @param binomialStorage where these lie: `DISK`, or another level that gets as many slots
  /// @return the schedule, which further adjoint calculations can follow
  /// @throws InvalidArgumentException if an argument is out of range
  public static TwoLevelCheckpointSchedule of(
      long steps, long period, long binomialSnapshots, StorageLocation binomialStorage) {
    Problem problem = Problem.steps(steps);
    if (binomialSnapshots >= 0 && !binomialStorage.equals(DISK)) {
      problem = problem.level(binomialStorage, binomialSnapshots);
    }
    return of(
        problem.level(DISK, Level.UNBOUNDED),
        period,
        binomialSnapshots,
        binomialStorage,
        Trajectory.MAXIMUM);
  }

  /// Blocks on the last level of the problem, binomial checkpoints there too or on a faster level
  /// before it.
  ///
  /// @param problem with one level for both, or with two
  /// @param period steps of a block, at least 1
  /// @param binomialSnapshots binomial checkpoints, at least 0
  /// @param binomialStorage the level of the binomial checkpoints
  /// @param trajectory of the binomial checkpoints within a block
  /// @return the schedule, which further adjoint calculations can follow
  /// @throws InvalidArgumentException if an argument is out of range, the problem has other levels,
  ///   or a level too few slots
  public static TwoLevelCheckpointSchedule of(
      Problem problem,
      long period,
      long binomialSnapshots,
      StorageLocation binomialStorage,
      Trajectory trajectory) {
    Objects.requireNonNull(trajectory, "trajectory");
    if (period < 1) {
      throw new InvalidArgumentException("period", period, "at least 1");
    }
    if (binomialSnapshots < 0) {
      throw new InvalidArgumentException("binomial snapshots", binomialSnapshots, "at least 0");
    }
    List<Level> levels = problem.levels();
    Level blocks = levels.isEmpty() ? null : levels.getLast();
    boolean together = blocks != null && blocks.location().equals(binomialStorage);
    if (blocks == null
        || levels.size() != (together ? 1 : 2)
        || !levels.getFirst().location().equals(binomialStorage)) {
      throw Requirements.levels(
          NAME,
          problem,
          "the level of the blocks, preceded by " + binomialStorage + " unless that is the same");
    }
    var sweep = new BlockSweep(period, blocks.location());
    long slots = 1 + Math.min(binomialSnapshots, MAX_STEPS);
    long count = sweep.count(problem.steps());
    long used = binomialUsed(slots, Math.min(period, problem.steps()));
    if (together) {
      Requirements.slots(blocks, count + used, count + " blocks, " + used + " within one");
    } else {
      Requirements.slots(blocks, count, "one for every block");
      Requirements.slots(levels.getFirst(), used, "those within a block");
    }
    return new TwoLevelCheckpointSchedule(problem, sweep, slots, binomialStorage, trajectory);
  }

  /// The same for a forward whose number of steps shows at its end, with blocks on a level without
  /// limit, accesses free, along the `MAXIMUM` trajectory. That level comes to hold one entry for
  /// every `period` steps that there are.
  ///
  /// @param period steps of a block, at least 1
  /// @param binomialSnapshots binomial checkpoints, at least 0
  /// @param blocks the level of the blocks
  /// @param binomialStorage the level of the binomial checkpoints: that of the blocks, or another
  ///   one that gets as many slots
  /// @return a schedule for each number of steps, the same until the forward ends
  /// @throws InvalidArgumentException if an argument is out of range
  public static OnlineCheckpointSchedule online(
      long period,
      long binomialSnapshots,
      StorageLocation blocks,
      StorageLocation binomialStorage) {
    OnlineCheckpointSchedule online =
        steps -> {
          Problem problem = Problem.steps(steps);
          if (!binomialStorage.equals(blocks)) {
            problem = problem.level(binomialStorage, binomialSnapshots);
          }
          return of(
              problem.level(blocks, Level.UNBOUNDED),
              period,
              binomialSnapshots,
              binomialStorage,
              Trajectory.MAXIMUM);
        };
    if (binomialSnapshots < 0) {
      throw new InvalidArgumentException("binomial snapshots", binomialSnapshots, "at least 0");
    }
    online.ended(MAX_STEPS);
    return online;
  }

  /// {@return steps of a block}
  public long period() {
    return sweep.period();
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
    return true;
  }

  /// For one adjoint calculation. Optimal, among schedules that store restart data only, in the
  /// rare case that the cost meets the bound for as many slots.
  @Override
  public Forecast forecast() {
    return forecast;
  }

  @Override
  public Iterator<Action> iterator() {
    return new Pass(0, steps(), walk());
  }

  @Override
  public ActionStream open(long adjointPosition) {
    Requirements.adjointPosition(adjointPosition, steps());
    long count = sweep.count(steps());
    long block = adjointPosition == 0 ? -1 : (adjointPosition - 1) / sweep.period();
    long start = block * sweep.period();
    BinomialWalk walk = walk();
    long untouched = block + 1;
    var frames = new ArrayList<Long>();
    List<ActionStream.Entry> within = List.of();
    if (block >= 0 && adjointPosition < start + sweep.length(start, steps())) {
      walk.descend(start, sweep.length(start, steps()), adjointPosition);
      within = walk.held().subList(1, walk.depth());
      for (int slot = 0; slot < walk.depth(); slot++) {
        frames.add(walk.stepsFrom(slot));
      }
      untouched = block;
    }
    long blocksLeft = untouched;
    var pass = new Pass(steps(), blocksLeft * sweep.period(), walk);
    pass.forwardEnded = true;
    return new OpenedStream(
        pass,
        new SpacedEntries(count, i -> i * sweep.period(), sweep.place(), true, block + 1, within),
        () -> rest(adjointPosition, blocksLeft, frames));
  }

  private BinomialWalk walk() {
    return new BinomialWalk(slots, places, trajectory, true, -1);
  }

  private static long binomialUsed(long slots, long length) {
    return length < 3 ? 0 : Math.min(slots, length - 1) - 1;
  }

  private Forecast whole() {
    long n = steps();
    long count = sweep.count(n);
    var tally = new ForecastBuilder(problem);
    tally.forward(BigInteger.valueOf(n)).actions(count + 2).adjoint(n).peakTape(1);
    tally.traffic(sweep.place(), count, 0).peak(sweep.place(), count);
    addBlocks(tally, count);
    tally.peak(binomial, binomialUsed(slots, Math.min(sweep.period(), n)));
    return tally.against(Requirements.restartOnlyBound(problem));
  }

  private Forecast rest(long adjointPosition, long blocksLeft, List<Long> frames) {
    var tally = new ForecastBuilder(problem);
    tally.actions(1).adjoint(adjointPosition).peakTape(adjointPosition > 0 ? 1 : 0);
    tally.peak(sweep.place(), sweep.count(steps()));
    addBlocks(tally, blocksLeft);
    long used = Math.max(1, frames.size());
    for (int slot = 0; slot < frames.size(); slot++) {
      addLoaded(tally, frames.get(slot), slot, 1);
      used = Math.max(used, slot + Math.min(slots - slot, frames.get(slot) - 1));
    }
    long length = blocksLeft == 0 ? 0 : sweep.length(0, steps());
    tally.peak(binomial, Math.max(used - 1, binomialUsed(slots, length)));
    return tally.forecast(forecast.optimal(), Optional.empty());
  }

  // The first `count` blocks, of which at most the last is shorter than the period.
  private void addBlocks(ForecastBuilder tally, long count) {
    if (count > 0) {
      long last = (count - 1) * sweep.period();
      addLoaded(tally, sweep.length(last, steps()), 0, 1);
      if (count > 1) {
        addLoaded(tally, sweep.period(), 0, count - 1);
      }
    }
  }

  // Loading the restart data in a slot and reversing `n` steps from there, so many times.
  private void addLoaded(ForecastBuilder tally, long n, int slot, long times) {
    long s = slots - slot;
    tally.forward(Binomial.forwardSteps(n, s).multiply(BigInteger.valueOf(times)));
    tally.actions(times * (4 * n - 1));
    long written = n == 1 ? 0 : Binomial.writes(n, s) - 1;
    long lowest = slot == 0 ? SlotTraffic.lowestSlotReads(n, s, trajectory) : 0;
    tally.traffic(sweep.place(), 0, times * lowest);
    tally.traffic(binomial, times * written, times * (n - lowest));
  }

  private final class Pass implements Iterator<Action> {
    private final BinomialWalk walk;
    private long forward;
    private long blocksEnd;
    private boolean forwardEnded;
    private boolean ended;

    /// @param forward where the forward stands
    /// @param blocksEnd where the blocks end that the walk has not begun on
    Pass(long forward, long blocksEnd, BinomialWalk walk) {
      this.forward = forward;
      this.blocksEnd = blocksEnd;
      this.walk = walk;
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public Action next() {
      if (walk.hasNext()) {
        return walk.next();
      }
      if (forward < steps()) {
        var action = sweep.from(forward, steps());
        forward = action.n1();
        return action;
      }
      if (!forwardEnded) {
        forwardEnded = true;
        return new EndForward();
      }
      if (blocksEnd > 0) {
        long start = (blocksEnd - 1) / sweep.period() * sweep.period();
        walk.beginStored(start, sweep.length(start, steps()));
        blocksEnd = start;
        return walk.next();
      }
      if (ended) {
        throw new NoSuchElementException("the schedule has ended");
      }
      ended = true;
      return new EndReverse();
    }
  }
}
