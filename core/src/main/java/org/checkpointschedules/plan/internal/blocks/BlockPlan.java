package org.checkpointschedules.plan.internal.blocks;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.internal.binomial.BinomialWalk;
import org.checkpointschedules.plan.internal.binomial.SlotPlaces;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.common.SpacedEntries;
import org.checkpointschedules.plan.internal.numbers.Binomial;

/// Blocks of steps with their restart data on disk, each reversed on its own with all the memory
/// slots: the engine of Periodic and of Disk-Revolve.
///
/// The blocks come in a few runs of equal ones, so that everything is counted run by run. The last
/// run is a single block, whose restart data need not be on disk.
public final class BlockPlan implements Plan {
  private final Problem problem;
  private final long slots;
  private final List<Blocks> runs;
  private final StorageLocation memory;
  private final StorageLocation disk;
  private final Forecast forecast;

  /// @param slots of `memory`
  /// @param memory where the blocks store; anything where there are no slots
  /// @param runs in the order of the steps
  /// @param forecast of the whole schedule, or null for it to be counted
  public BlockPlan(
      Problem problem,
      long slots,
      StorageLocation memory,
      StorageLocation disk,
      List<Blocks> runs,
      Forecast forecast) {
    this.problem = problem;
    this.slots = slots;
    this.memory = memory;
    this.disk = disk;
    this.runs = runs;
    this.forecast = forecast == null ? whole() : forecast;
  }

  /// On the two levels of the problem, memory and disk.
  ///
  /// @throws InvalidArgumentException if the disk has too few slots
  public static BlockPlan of(Problem problem, List<Blocks> runs) {
    Level memory = problem.levels().getFirst();
    Level disk = problem.levels().get(1);
    long slots = Math.min(memory.slots(), CheckpointSchedule.MAX_STEPS);
    Requirements.slots(disk, onDisk(runs), "one for every block");
    return new BlockPlan(problem, slots, memory.location(), disk.location(), runs, null);
  }

  /// Demands a memory level and a disk level, and enough slots for several steps.
  public static void check(String name, Problem problem) {
    if (problem.levels().size() != 2) {
      throw Requirements.levels(name, problem, "two levels: memory, then disk");
    }
    if (problem.steps() > 1 && problem.levels().stream().allMatch(level -> level.slots() == 0)) {
      throw Requirements.noSlots(problem);
    }
  }

  @Override
  public Forecast forecast() {
    return forecast;
  }

  @Override
  public Iterator<Action> iterator() {
    return new BlockPass(runs, disk, walk());
  }

  @Override
  public ActionStream open(long adjointPosition) {
    BinomialWalk walk = walk();
    var pass = new BlockPass(runs, disk, walk);
    pass.open(adjointPosition);
    var rest = new Rest(pass, walk);
    var held = new SpacedEntries(rest.onDisk, this::startOf, disk, true, rest.onDisk, walk.held());
    return new OpenedStream(pass, held, () -> rest.forecast(adjointPosition));
  }

  private BinomialWalk walk() {
    return new BinomialWalk(
        slots, SlotPlaces.all(memory), Trajectory.MAXIMUM, false, problem.steps());
  }

  // The blocks that are on disk.
  private static long onDisk(List<Blocks> runs) {
    return runs.stream().mapToLong(run -> run.onDisk() ? run.count() : 0).sum();
  }

  private long startOf(long block) {
    int run = 0;
    long number = block;
    while (number >= runs.get(run).count()) {
      number -= runs.get(run).count();
      run++;
    }
    return runs.get(run).startOf(number);
  }

  private Forecast whole() {
    long n = problem.steps();
    Blocks last = runs.getLast();
    var tally = new ForecastBuilder(problem).adjoint(n).actions(4 * n).peakTape(1);
    // The forward sweep; the last block is reversed as soon as it is reached.
    tally.forward(BigInteger.valueOf(last.start()));
    tally.traffic(disk, onDisk(runs), -1).peak(disk, onDisk(runs));
    long peak = 0;
    for (Blocks run : runs) {
      addBlocks(tally, run, run.count());
      peak = Math.max(peak, run.block().peakFrom(0));
    }
    return tally.peak(memory, peak).against(Requirements.restartOnlyBound(problem));
  }

  // Reversing so many blocks of a run, the restart data of each loaded first.
  private void addBlocks(ForecastBuilder tally, Blocks run, long count) {
    RereadBlock block = run.block();
    long leaves = count * (block.rereads() + 1);
    tally.forward(block.forwardSteps().multiply(BigInteger.valueOf(count)));
    tally.traffic(disk, 0, leaves);
    tally.traffic(memory, count * block.writes(), count * block.steps() - leaves);
  }

  /// What remains from a place in a pass.
  private final class Rest {
    private final int run;
    private final long number;
    private final long leaf;
    private final long onDisk;
    private final long[] frames;

    Rest(BlockPass pass, BinomialWalk walk) {
      run = pass.run();
      number = pass.number();
      leaf = pass.leaf();
      frames = new long[walk.depth()];
      for (int slot = 0; slot < frames.length; slot++) {
        frames[slot] = walk.stepsFrom(slot);
      }
      boolean loadedAgain = run >= 0 && leaf < runs.get(run).block().rereads();
      onDisk =
          run < 0 ? 0 : BlockPlan.onDisk(runs.subList(0, run)) + number + (loadedAgain ? 1 : 0);
    }

    Forecast forecast(long adjointPosition) {
      var tally = new ForecastBuilder(problem).adjoint(adjointPosition);
      tally.actions(1).peakTape(adjointPosition > 0 ? 1 : 0).peak(disk, onDisk);
      if (adjointPosition == problem.steps()) {
        // The last step has been recorded and is yet to be reversed.
        tally.actions(1);
      }
      long peak = frames.length;
      for (int slot = 0; slot < frames.length; slot++) {
        long n = frames[slot];
        long free = slots - slot;
        tally.forward(Binomial.forwardSteps(n, free)).actions(4 * n - 1);
        tally.traffic(memory, n == 1 ? 0 : Binomial.writes(n, free) - 1, n);
        peak = Math.max(peak, slot + Math.min(free, n - 1));
      }
      if (run >= 0) {
        peak = Math.max(peak, addLeaves(tally));
        peak = Math.max(peak, addBlocksBefore(tally));
      }
      tally.peak(memory, peak);
      return tally.forecast(forecast.optimal(), Optional.empty());
    }

    // The leaves of the current block that are yet to be begun on.
    private long addLeaves(ForecastBuilder tally) {
      RereadBlock block = runs.get(run).block();
      long next = leaf + 1;
      if (next > block.rereads()) {
        return 0;
      }
      long leaves = block.rereads() - leaf;
      long steps = block.steps() - block.stepsBefore(next);
      tally.forward(block.forwardStepsFrom(next)).actions(4 * steps - 1);
      tally.traffic(disk, 0, leaves);
      tally.traffic(memory, block.writesFrom(next), steps - leaves);
      return block.peakFrom(next);
    }

    private long addBlocksBefore(ForecastBuilder tally) {
      long peak = 0;
      for (int i = 0; i <= run; i++) {
        Blocks blocks = runs.get(i);
        long count = i < run ? blocks.count() : number;
        if (count > 0) {
          addBlocks(tally, blocks, count);
          tally.actions(4 * count * blocks.block().steps() - count);
          peak = Math.max(peak, blocks.block().peakFrom(0));
        }
      }
      return peak;
    }
  }
}
