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

  /// A problem of that many steps, so far without storage.
  ///
  /// @throws InvalidArgumentException if `steps` is out of range
  public static Problem steps(long steps) {
    return new Problem(steps, List.of(), StepCosts.UNIT);
  }

  /// With a further level whose accesses are free.
  public Problem level(StorageLocation location, long slots) {
    return level(Level.free(location, slots));
  }

  /// With a further level.
  public Problem level(StorageLocation location, long slots, WriteCost write, ReadCost read) {
    return level(new Level(location, slots, write.value(), read.value()));
  }

  /// With a further level.
  public Problem level(Level level) {
    var more = new ArrayList<>(levels);
    more.add(level);
    return new Problem(steps, more, costs);
  }

  /// With these costs of a forward and an adjoint step.
  public Problem costs(ForwardCost forward, AdjointCost adjoint) {
    return costs(new StepCosts(forward.value(), adjoint.value()));
  }

  /// With these costs of a forward and an adjoint step.
  public Problem costs(StepCosts costs) {
    return new Problem(steps, levels, costs);
  }

  /// The schedule of least cost for this problem.
  ///
  /// @throws InvalidArgumentException if there is more than one step and no slot, or costs lie so
  ///   far apart that they cannot be reckoned with exactly
  public RevolveCheckpointSchedule plan() {
    return RevolveCheckpointSchedule.of(this);
  }

  /// Cost of storing one entry, as a decimal.
  public record WriteCost(BigDecimal value) {}

  /// Cost of bringing one entry to working storage, as a decimal.
  public record ReadCost(BigDecimal value) {}

  /// Cost of one forward step, as a decimal.
  public record ForwardCost(BigDecimal value) {}

  /// Cost of one adjoint step, as a decimal.
  public record AdjointCost(BigDecimal value) {}

  /// Names a cost of storing one entry; the double is taken as the decimal that it prints as.
  public static WriteCost writeCost(double value) {
    return new WriteCost(decimal("write cost", value));
  }

  /// Names a cost of bringing one entry to working storage.
  public static ReadCost readCost(double value) {
    return new ReadCost(decimal("read cost", value));
  }

  /// Names the cost of one forward step.
  public static ForwardCost forward(double value) {
    return new ForwardCost(decimal("forward cost", value));
  }

  /// Names the cost of one adjoint step.
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
