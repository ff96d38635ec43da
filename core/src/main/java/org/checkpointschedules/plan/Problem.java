package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// What is to be planned: so many steps, these storage levels, these costs.
///
/// ```java
/// var schedule = Problem.steps(100_000)
///     .level(RAM, 20)
///     .level(DISK, 200, writeCost(40), readCost(25))
///     .costs(forward(10), adjoint(25))
///     .plan();
/// ```
///
/// Costs are named, so that they cannot be swapped, and share one unit of the user's choice.
/// Without [#costs] a forward and an adjoint step cost 1 each.
///
/// An immutable value: each method returns another problem. Thread safe.
///
/// @param steps forward steps, 1 to [CheckpointSchedule#MAX_STEPS]
/// @param levels storage levels in the order given, normally fastest first
/// @param costs costs of a forward and an adjoint step
public record Problem(long steps, List<Level> levels, StepCosts costs) {

  /// Checks the steps, and that no level comes twice.
  ///
  /// @throws InvalidArgumentException if `steps` is out of range, or a level comes twice
  public Problem {
    if (steps < 1 || steps > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException(
          "steps", steps, "a whole number from 1 to " + CheckpointSchedule.MAX_STEPS);
    }
    levels = List.copyOf(levels);
    long distinct = levels.stream().map(Level::location).distinct().count();
    if (distinct != levels.size()) {
      throw new InvalidArgumentException(
          "levels", levels.stream().map(Level::location).toList(), "each name once");
    }
  }

  /// {@return a problem of that many steps, so far without storage}
  ///
  /// @param steps forward steps, 1 to [CheckpointSchedule#MAX_STEPS]
  /// @throws InvalidArgumentException if `steps` is out of range
  public static Problem steps(long steps) {
    return new Problem(steps, List.of(), StepCosts.UNIT);
  }

  /// {@return this problem with a further level whose accesses are free}
  ///
  /// @param location the place; a level, not `TAPE` or `NONE`
  /// @param slots how many entries fit, from 0; [Level#UNBOUNDED] for no limit
  /// @throws InvalidArgumentException if an argument is out of range, or the level is there already
  public Problem level(StorageLocation location, long slots) {
    return level(Level.free(location, slots));
  }

  /// {@return this problem with a further level}
  ///
  /// @param location the place; a level, not `TAPE` or `NONE`
  /// @param slots how many entries fit, from 0; [Level#UNBOUNDED] for no limit
  /// @param write cost of storing one entry
  /// @param read cost of bringing one entry to working storage
  /// @throws InvalidArgumentException if an argument is out of range, or the level is there already
  public Problem level(StorageLocation location, long slots, WriteCost write, ReadCost read) {
    return level(new Level(location, slots, write.value(), read.value()));
  }

  /// {@return this problem with a further level}
  ///
  /// @param level the slowest so far, normally
  /// @throws InvalidArgumentException if the level is there already
  public Problem level(Level level) {
    var more = new ArrayList<>(levels);
    more.add(level);
    return new Problem(steps, more, costs);
  }

  /// {@return this problem with these costs of a forward and an adjoint step}
  ///
  /// @param forward cost of one forward step
  /// @param adjoint cost of one adjoint step
  /// @throws InvalidArgumentException if a cost is negative
  public Problem costs(ForwardCost forward, AdjointCost adjoint) {
    return costs(new StepCosts(forward.value(), adjoint.value()));
  }

  /// {@return this problem with these costs of a forward and an adjoint step}
  ///
  /// @param costs in the unit of the levels' costs
  public Problem costs(StepCosts costs) {
    return new Problem(steps, levels, costs);
  }

  /// {@return the schedule of least cost for this problem}
  ///
  /// @throws InvalidArgumentException if there is more than one step and no slot, or costs lie so
  ///   far apart that they cannot be reckoned with exactly
  public RevolveCheckpointSchedule plan() {
    return RevolveCheckpointSchedule.of(this);
  }

  /// Cost of storing one entry, as a decimal.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  public record WriteCost(BigDecimal value) {}

  /// Cost of bringing one entry to working storage, as a decimal.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  public record ReadCost(BigDecimal value) {}

  /// Cost of one forward step, as a decimal.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  public record ForwardCost(BigDecimal value) {}

  /// Cost of one adjoint step, as a decimal.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  public record AdjointCost(BigDecimal value) {}

  /// Names a cost of storing one entry; the double is taken as the decimal that it prints as.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  /// @return the cost, to be given to [#level(StorageLocation, long, WriteCost, ReadCost)]
  /// @throws InvalidArgumentException if it is negative, infinite or not a number
  public static WriteCost writeCost(double value) {
    return new WriteCost(decimal("write cost", value));
  }

  /// Names a cost of bringing one entry to working storage.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  /// @return the cost, to be given to [#level(StorageLocation, long, WriteCost, ReadCost)]
  /// @throws InvalidArgumentException if it is negative, infinite or not a number
  public static ReadCost readCost(double value) {
    return new ReadCost(decimal("read cost", value));
  }

  /// Names the cost of one forward step.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  /// @return the cost, to be given to [#costs(ForwardCost, AdjointCost)]
  /// @throws InvalidArgumentException if it is negative, infinite or not a number
  public static ForwardCost forward(double value) {
    return new ForwardCost(decimal("forward cost", value));
  }

  /// Names the cost of one adjoint step.
  ///
  /// @param value at least 0, in the unit of all costs of the problem
  /// @return the cost, to be given to [#costs(ForwardCost, AdjointCost)]
  /// @throws InvalidArgumentException if it is negative, infinite or not a number
  public static AdjointCost adjoint(double value) {
    return new AdjointCost(decimal("adjoint cost", value));
  }

  private static BigDecimal decimal(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidArgumentException(name, value, "a finite number, 0 or more");
    }
    return BigDecimal.valueOf(value);
  }
}
