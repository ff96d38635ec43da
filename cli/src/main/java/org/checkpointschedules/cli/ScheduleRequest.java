package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// A request for a schedule, from whichever side it came: its name and the parameters given, typed.
///
/// @param schedule the schedule's name
/// @param given the parameters given: `Long`, `BigDecimal`, `String`, `Boolean` or `List<Level>`
/// @param spelling how the requester spells a parameter, for messages
record ScheduleRequest(
    String schedule, Map<Parameter, Object> given, Function<Parameter, String> spelling) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  ScheduleRequest {
    given = new EnumMap<>(given);
  }

  /// The schedule asked for.
  ///
  /// @throws WrongRequest if there is none of that name, a parameter is missing or is none of its
  ///   own, or the schedule refuses a value
  CheckpointSchedule plan() {
    var kind = ScheduleKind.named(schedule);
    for (Parameter parameter : given.keySet()) {
      if (!kind.takes(parameter)) {
        throw new WrongRequest(
            spelling.apply(parameter)
                + " does not belong to "
                + kind.label()
                + "; allowed: "
                + kind.spelled(spelling));
      }
    }
    try {
      return kind.plan(inSlots(kind));
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(e.getMessage());
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new WrongRequest("the plan does not fit in memory; allow more with JAVA_OPTS=-Xmx");
    }
  }

  /// The same with budgets in bytes turned into slots.
  private ScheduleRequest inSlots(ScheduleKind kind) {
    return new ScheduleRequest(
        schedule, BudgetSlots.resolved(kind, given, spelling, Optional.empty()), spelling);
  }

  /// Whether the number of steps is given, by itself or by values for each step.
  boolean saysSteps() {
    return has(Parameter.STEPS) || UnevenSteps.in(this);
  }

  /// What a forward and an adjoint step cost, as half a sentence.
  String stepPrices() {
    return UnevenSteps.in(this)
        ? "steps differ as told"
        : "a forward step costs %s and an adjoint step %s"
            .formatted(Numbers.text(costs().forward()), Numbers.text(costs().adjoint()));
  }

  boolean has(Parameter parameter) {
    return given.containsKey(parameter);
  }

  long number(Parameter parameter) {
    if (given.get(parameter) instanceof Long number) {
      return number;
    }
    if (has(parameter)) {
      throw new WrongRequest(
          spelling.apply(parameter),
          "an amount of bytes",
          "a number of slots: " + schedule + " counts entries");
    }
    throw new WrongRequest(
        spelling.apply(parameter) + " is missing; " + schedule + " needs a whole number there");
  }

  String choice(Parameter parameter, String otherwise) {
    return (String) given.getOrDefault(parameter, otherwise);
  }

  boolean flag(Parameter parameter) {
    return (Boolean) given.getOrDefault(parameter, false);
  }

  StepCosts costs() {
    return new StepCosts(
        cost(Parameter.FORWARD_COST, BigDecimal.ONE), cost(Parameter.ADJOINT_COST, BigDecimal.ONE));
  }

  Level ram(long slots) {
    return Level.free(StorageLocation.RAM, slots);
  }

  Level disk(long slots) {
    return new Level(
        StorageLocation.DISK,
        slots,
        cost(Parameter.WRITE_COST, TWO),
        cost(Parameter.READ_COST, TWO));
  }

  /// The levels of `h-revolve`: memory and disk, or those spelled out.
  List<Level> hierarchy() {
    if (!has(Parameter.LEVELS)) {
      return List.of(ram(number(Parameter.RAM)), disk(number(Parameter.DISK)));
    }
    for (Parameter other : List.of(Parameter.RAM, Parameter.DISK)) {
      if (has(other)) {
        throw new WrongRequest(
            spelling.apply(other)
                + " cannot be combined with "
                + spelling.apply(Parameter.LEVELS)
                + "; allowed: one or the other");
      }
    }
    return levels();
  }

  @SuppressWarnings("unchecked")
  List<Level> levels() {
    return (List<Level>) given.getOrDefault(Parameter.LEVELS, List.of());
  }

  private BigDecimal cost(Parameter parameter, BigDecimal otherwise) {
    return (BigDecimal) given.getOrDefault(parameter, otherwise);
  }
}
