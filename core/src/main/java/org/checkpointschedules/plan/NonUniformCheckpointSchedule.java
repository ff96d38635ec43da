package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.chain.ChainForecast;
import org.checkpointschedules.plan.internal.chain.ChainPlan;
import org.checkpointschedules.plan.internal.chain.ChainTree;
import org.checkpointschedules.plan.internal.chain.StepCostSplits;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.numbers.ExactCosts;

/// Revolve for forward steps that cost differently (adaptive meshes, varying iterations): equal
/// slots of one level, least cost ([Walther 2004](https://doi.org/10.1080/10556780410001683078)).
///
/// Planned by recurrence over all segments of the chain. Where a write costs nothing the best
/// splits are monotone, which is proved, and planning takes O(s n^2) time; otherwise O(s n^3).
/// Memory is `(2 s + 6) n^2` bytes with `s` slots in use, `O(n)` once planned. Sizes at which this
/// would take more than a gigabyte, or some minutes, are refused. Of equally good advances the
/// largest is taken.
///
/// Costs are exact: each is a decimal, a double the one that it prints as. Immutable, thread safe.
public final class NonUniformCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "non-uniform";
  private static final long MOST_BYTES = 1L << 30;
  private static final long MOST_TRIALS = 1L << 35;

  private final ChainPlan plan;

  private NonUniformCheckpointSchedule(ChainPlan plan) {
    this.plan = plan;
  }

  /// Slots in memory whose accesses are free, adjoint steps that cost 1.
  ///
  /// @param stepCosts the cost of each forward step, at least 0
  /// @param slots checkpoints, from 0 for one step, from 1 for more
  /// @return the schedule; its forecast says whether its cost is proved to be the least
  /// @throws InvalidArgumentException if a cost or the number of slots is out of range, or the plan
  ///   is not affordable
  public static NonUniformCheckpointSchedule of(double[] stepCosts, long slots) {
    var costs = new ArrayList<BigDecimal>(stepCosts.length);
    for (double cost : stepCosts) {
      if (!Double.isFinite(cost)) {
        throw new InvalidArgumentException("step costs", cost, "finite numbers, 0 or more");
      }
      costs.add(BigDecimal.valueOf(cost));
    }
    return of(costs, BigDecimal.ONE, Level.free(StorageLocation.RAM, slots));
  }

  /// Slots of one level.
  ///
  /// @param stepCosts the cost of each forward step, at least 0
  /// @param adjointCost the cost of an adjoint step, at least 0
  /// @param level its slots and what writing and reading one costs
  /// @return the schedule; its forecast says whether its cost is proved to be the least
  /// @throws InvalidArgumentException if a cost is out of range, several steps have no slot, or the
  ///   plan is not affordable
  public static NonUniformCheckpointSchedule of(
      List<BigDecimal> stepCosts, BigDecimal adjointCost, Level level) {
    int n = stepCosts.size();
    if (n == 0) {
      throw new InvalidArgumentException("step costs", "none", "one for every step");
    }
    if (n > 1 && level.slots() == 0) {
      throw Requirements.noSlots(Problem.steps(n).level(level));
    }
    int slots = (int) Math.min(level.slots(), n - 1);
    var all = new ArrayList<>(stepCosts);
    all.add(level.writeCost());
    all.add(adjointCost);
    var exact = new ExactCosts("step costs", all, n);
    boolean window = level.writeCost().signum() == 0;
    // A split for every segment and number of slots from 2 on, two costs for every segment.
    double segments = n * (n + 1.0) / 2;
    double bytes = segments * (4.0 * (slots - 1) + 16);
    if (slots > 1 && (bytes > MOST_BYTES || !window && segments / 3 * n * slots > MOST_TRIALS)) {
      throw new InvalidArgumentException(
          "steps of different cost",
          n + " with " + slots + " slots" + (window ? "" : " that cost something to write"),
          "a plan within steps^2 x (2 slots + 6) <= "
              + MOST_BYTES
              + " bytes"
              + (window ? "" : " and slots x steps^3 / 6 <= " + MOST_TRIALS + " trials"));
    }
    long[] units = stepCosts.stream().mapToLong(exact::units).toArray();
    var splits = new StepCostSplits(units, exact.units(level.writeCost()), slots);
    return new NonUniformCheckpointSchedule(
        new ChainPlan(
            level,
            new ChainTree(splits, n, slots - 1),
            new ChainForecast(level, stepCosts, Collections.nCopies(n, adjointCost)),
            window));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long steps() {
    return plan.steps();
  }

  @Override
  public List<Level> levels() {
    return plan.levels();
  }

  /// The cost counts each forward step as dear as it is. Optimal, among schedules that store
  /// restart data only, where writing is free.
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
    return plan.open(adjointPosition);
  }
}
