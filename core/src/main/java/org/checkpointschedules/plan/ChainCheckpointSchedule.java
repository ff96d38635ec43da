package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.chain.ChainForecast;
import org.checkpointschedules.plan.internal.chain.ChainPlan;
import org.checkpointschedules.plan.internal.chain.ChainSizeSplits;
import org.checkpointschedules.plan.internal.chain.ChainTree;
import org.checkpointschedules.plan.internal.numbers.ExactCosts;

/// Checkpoints that differ in size, within a limit on their sizes together: steps of different cost
/// whose restart data, and where wanted adjoint data, take so many units each (Beaumont,
/// Eyraud-Dubois, Herrmann, Joly and Shilova, [hal-02352969](https://hal.science/hal-02352969)).
///
/// Least cost among schedules that keep what they store until it is used. Others may be cheaper
/// where sizes differ, so `optimal` is claimed only where no step runs twice. Choose the unit
/// coarse and round sizes up: planning takes O(n^3 M) time and `4 n^2 M` bytes for `n` steps and
/// `M` units, of which `O(n)` stay; sizes at which this would take more than a gigabyte, or some
/// seven minutes, are refused.
///
/// Everything lies in memory, a level without limit on the *number* of entries and with free
/// accesses; the limit in units is the schedule's own. Immutable, thread safe.
public final class ChainCheckpointSchedule implements CheckpointSchedule {
  private static final String NAME = "chain";
  private static final long MOST_BYTES = 1L << 30;
  private static final double MOST_TRIALS = 1L << 35;
  private static final Level MEMORY = Level.free(StorageLocation.RAM, Level.UNBOUNDED);

  private final ChainPlan plan;

  /// A step with all that it needs, sizes in units.
  ///
  /// @param forwardCost cost of the forward step, at least 0
  /// @param adjointCost cost of the adjoint step, at least 0
  /// @param restartSize size of what restarts the forward at this step, and of its adjoint
  /// @param adjointDataSize size of what the adjoint needs of this step
  /// @param forwardTemporary further memory in use while the forward step runs
  /// @param adjointTemporary further memory in use while the adjoint step runs
  public record Stage(
      BigDecimal forwardCost,
      BigDecimal adjointCost,
      int restartSize,
      int adjointDataSize,
      int forwardTemporary,
      int adjointTemporary) {
    /// Checks the sizes; costs are checked when a schedule is made.
    ///
    /// @throws InvalidArgumentException if a size is negative
    public Stage {
      notNegative("restart size", restartSize);
      notNegative("adjoint data size", adjointDataSize);
      notNegative("forward temporary", forwardTemporary);
      notNegative("adjoint temporary", adjointTemporary);
    }

    private static void notNegative(String name, int size) {
      if (size < 0) {
        throw new InvalidArgumentException(name, size, "0 or more");
      }
    }
  }

  private ChainCheckpointSchedule(ChainPlan plan) {
    this.plan = plan;
  }

  /// A limit on restart data stored; whatever a step itself needs to run is not counted, and
  /// adjoint data are not stored. With equal sizes and costs this is Revolve.
  ///
  /// @param stepCosts the cost of each forward step, at least 0; an adjoint step costs 1
  /// @param checkpointSizes the size of the restart data of each step, in units
  /// @param memory the limit, in units
  /// @return the plan of least cost among those that keep what they store until it is used
  /// @throws InvalidArgumentException if an argument is out of range, several steps have less
  ///   memory than the first checkpoint takes, or the plan is not affordable
  public static ChainCheckpointSchedule withSizes(
      double[] stepCosts, int[] checkpointSizes, int memory) {
    if (checkpointSizes.length != stepCosts.length) {
      throw new InvalidArgumentException(
          "checkpoint sizes", checkpointSizes.length, "one for every step: " + stepCosts.length);
    }
    var stages = new ArrayList<Stage>(stepCosts.length);
    for (int i = 0; i < stepCosts.length; i++) {
      if (!Double.isFinite(stepCosts[i])) {
        throw new InvalidArgumentException("step costs", stepCosts[i], "finite numbers, 0 or more");
      }
      var cost = BigDecimal.valueOf(stepCosts[i]);
      stages.add(new Stage(cost, BigDecimal.ONE, checkpointSizes[i], 0, 0, 0));
    }
    return withSizes(stages, memory);
  }

  /// A limit on restart data stored, as above; the sizes of adjoint data and temporaries do not
  /// enter.
  ///
  /// @param stages the steps, first to last, with sizes in the unit of the limit
  /// @param memory the limit, in units
  /// @return the plan of least cost among those that keep what they store until it is used
  /// @throws InvalidArgumentException if a cost is out of range, several steps have less memory
  ///   than the first checkpoint takes, or the plan is not affordable
  public static ChainCheckpointSchedule withSizes(List<Stage> stages, int memory) {
    return of(List.copyOf(stages), memory, false);
  }

  /// A limit on all memory: restart and adjoint data stored, and what a step needs while it runs
  /// forwards or backwards, the adjoint itself included, which is as large as the restart data. The
  /// restart data of step 0 are there from the start. The last stage may stand for the objective.
  ///
  /// @param stages the steps, first to last, with sizes in the unit of the limit
  /// @param memory the limit, in units
  /// @return the plan of least cost among those that keep what they store until it is used
  /// @throws InvalidArgumentException if an argument is out of range, no schedule fits, or the plan
  ///   is not affordable
  public static ChainCheckpointSchedule of(List<Stage> stages, int memory) {
    return of(List.copyOf(stages), memory, true);
  }

  private static ChainCheckpointSchedule of(List<Stage> stages, int memory, boolean working) {
    int n = stages.size();
    if (n == 0) {
      throw new InvalidArgumentException("stages", "none", "one for every step");
    }
    var forwardCosts = stages.stream().map(Stage::forwardCost).toList();
    var adjointCosts = stages.stream().map(Stage::adjointCost).toList();
    var both = new ArrayList<>(forwardCosts);
    both.addAll(adjointCosts);
    var exact = new ExactCosts("step costs", both, n);
    int first = working || n > 1 ? stages.getFirst().restartSize() : 0;
    if (memory < first) {
      throw new InvalidArgumentException(
          "memory", memory, "at least the size of the first checkpoint, " + first);
    }
    int room = memory - first;
    double rooms = room + 1.0;
    if (4.0 * n * n * rooms > MOST_BYTES || rooms * n * n * n / 6 > MOST_TRIALS) {
      throw new InvalidArgumentException(
          "checkpoints of different size",
          n + " steps in " + memory + " units",
          "a plan within 4 x steps^2 x units <= "
              + MOST_BYTES
              + " bytes; take a coarser unit and round sizes up");
    }
    var sizes =
        new ChainSizeSplits.Sizes(
            IntStream.rangeClosed(0, n)
                .map(i -> i == n ? 0 : stages.get(i).restartSize())
                .toArray(),
            stages.stream().mapToInt(Stage::adjointDataSize).toArray(),
            stages.stream().mapToInt(Stage::forwardTemporary).toArray(),
            stages.stream().mapToInt(Stage::adjointTemporary).toArray(),
            working);
    var splits =
        new ChainSizeSplits(
            forwardCosts.stream().mapToLong(exact::units).toArray(),
            adjointCosts.stream().mapToLong(exact::units).toArray(),
            sizes,
            room);
    if (splits.cost() >= ChainSizeSplits.INFEASIBLE) {
      throw new InvalidArgumentException("memory", memory, "more units: no order of steps fits");
    }
    return new ChainCheckpointSchedule(
        new ChainPlan(
            MEMORY,
            new ChainTree(splits, n, room),
            new ChainForecast(MEMORY, forwardCosts, adjointCosts),
            false));
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

  /// The cost counts each step as dear as it is. `optimal` only where no step runs twice.
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
