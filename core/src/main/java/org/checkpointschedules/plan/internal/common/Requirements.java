package org.checkpointschedules.plan.internal.common;

import java.math.BigDecimal;
import java.util.List;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.numbers.Binomial;

/// What schedules demand of a problem, and the least that any schedule costs on it.
public final class Requirements {
  private Requirements() {}

  public static void adjointPosition(long position, long steps) {
    if (position < 0 || position > steps) {
      throw new InvalidArgumentException(
          "adjoint position", position, "a whole number from 0 to " + steps);
    }
  }

  /// The refusal of a problem whose levels do not suit a schedule.
  public static InvalidArgumentException levels(String schedule, Problem problem, String allowed) {
    var names = problem.levels().stream().map(Level::location).toList();
    return new InvalidArgumentException(schedule + " levels", names, allowed);
  }

  public static void noLevels(String schedule, Problem problem) {
    if (!problem.levels().isEmpty()) {
      throw levels(schedule, problem, "no level, as it stores nothing");
    }
  }

  /// The only level of the problem.
  public static Level oneLevel(String schedule, Problem problem) {
    if (problem.levels().size() != 1) {
      throw levels(schedule, problem, "exactly one level");
    }
    return problem.levels().getFirst();
  }

  /// Demands that many slots of a level, for the reason given.
  public static void slots(Level level, long needed, String reason) {
    if (level.slots() < needed) {
      throw new InvalidArgumentException(
          level.location() + " slots", level.slots(), "at least " + needed + ": " + reason);
    }
  }

  /// The refusal of several steps without a slot.
  public static InvalidArgumentException noSlots(Problem problem) {
    return new InvalidArgumentException(
        problem.levels().size() == 1 ? problem.levels().getFirst().location() + " slots" : "slots",
        0,
        "at least 1 for more than one step");
  }

  /// The least that any schedule costs that stores restart data only: `n + t(n, s)` forward steps
  /// with all slots together, a read before each adjoint step but the first, and for two steps or
  /// more a write.
  public static BigDecimal restartOnlyBound(Problem problem) {
    long n = problem.steps();
    long useful = n - 1;
    long slots = 0;
    for (Level level : problem.levels()) {
      slots = Math.min(useful, slots + Math.min(useful, level.slots()));
    }
    var forward = new BigDecimal(Binomial.forwardSteps(n, slots));
    return problem
        .costs()
        .forward()
        .multiply(forward)
        .add(problem.costs().adjoint().multiply(BigDecimal.valueOf(n)))
        .add(leastTraffic(problem.levels(), n));
  }

  /// `n - 1` reads and, for two steps or more, a write, each where it is cheapest.
  public static BigDecimal leastTraffic(List<Level> levels, long n) {
    if (n == 1) {
      return BigDecimal.ZERO;
    }
    var usable = levels.stream().filter(level -> level.slots() > 0).toList();
    BigDecimal read = usable.stream().map(Level::readCost).reduce(BigDecimal::min).orElseThrow();
    BigDecimal write = usable.stream().map(Level::writeCost).reduce(BigDecimal::min).orElseThrow();
    return read.multiply(BigDecimal.valueOf(n - 1)).add(write);
  }
}
