package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.*;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.Timing;
import org.checkpointschedules.choose.Budget;
import org.checkpointschedules.choose.Choice;

/// A request to choose a schedule: budgets, and figures given by hand, in bytes and seconds.
///
/// @param given the parameters given, typed
/// @param spelling how the requester spells a parameter, for messages
record AutoRequest(Map<Parameter, Object> given, Function<Parameter, String> spelling) {
  private static final Set<Parameter> TAKEN =
      EnumSet.of(
          AUTO,
          STEPS,
          RAM,
          DISK,
          LEVELS,
          STATE_BYTES,
          ADJOINT_BYTES,
          FORWARD_COST,
          RECORD_COST,
          ADJOINT_COST,
          CAPTURE_COST,
          RESTORE_COST,
          WRITE_COST,
          READ_COST,
          WRITE_BANDWIDTH,
          READ_BANDWIDTH);

  static boolean in(Map<Parameter, Object> given) {
    return Boolean.TRUE.equals(given.get(AUTO));
  }

  /// @throws WrongRequest if something is missing or does not belong here, or nothing fits
  Choice choice() {
    for (Parameter parameter : given.keySet()) {
      if (!TAKEN.contains(parameter)) {
        throw new WrongRequest(
            spelling.apply(parameter)
                + " does not belong to "
                + spelling.apply(AUTO)
                + "; allowed: "
                + TAKEN.stream().map(spelling).collect(Collectors.joining(", ")));
      }
    }
    EntrySizes sizes =
        EntrySizes.given(given).orElseThrow(() -> missing(STATE_BYTES, "the size of a state"));
    double forward = seconds(FORWARD_COST);
    double record = given.containsKey(RECORD_COST) ? seconds(RECORD_COST) : seconds(FORWARD_COST);
    var figures =
        new RunFigures(
            sizes.state(),
            sizes.adjoint(),
            Timing.of(forward),
            Timing.of(record),
            Timing.of(seconds(ADJOINT_COST)),
            Timing.NONE,
            Timing.NONE,
            Timing.NONE,
            0,
            levels(sizes));
    return choice(number(STEPS), figures, budgets(given, spelling));
  }

  /// @throws WrongRequest if nothing fits
  static Choice choice(long steps, RunFigures figures, List<Budget> budgets) {
    try {
      return Choice.of(steps, figures, budgets);
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(e.getMessage());
    }
  }

  /// The budgets given, of memory and disk or of the levels spelled out.
  static List<Budget> budgets(Map<Parameter, Object> given, Function<Parameter, String> spelling) {
    var budgets = new ArrayList<Budget>();
    add(budgets, given.get(RAM), StorageLocation.RAM);
    add(budgets, given.get(DISK), StorageLocation.DISK);
    List<Level> levels = new ScheduleRequest("auto", given, spelling).levels();
    if (!levels.isEmpty() && !budgets.isEmpty()) {
      throw new WrongRequest(
          spelling.apply(LEVELS)
              + " cannot be combined with "
              + spelling.apply(RAM)
              + " or "
              + spelling.apply(DISK)
              + "; allowed: one or the other");
    }
    levels.forEach(level -> budgets.add(Budget.slots(level.location(), level.slots())));
    if (budgets.isEmpty()) {
      throw new WrongRequest(
          spelling.apply(RAM)
              + " and "
              + spelling.apply(DISK)
              + " are missing; "
              + spelling.apply(AUTO)
              + " needs one of them, in bytes (4GiB) or slots");
    }
    return budgets;
  }

  private static void add(List<Budget> budgets, Object amount, StorageLocation location) {
    if (amount instanceof ByteBudget bytes) {
      budgets.add(Budget.bytes(location, bytes.bytes()));
    } else if (amount instanceof Long slots) {
      budgets.add(Budget.slots(location, slots));
    }
  }

  private List<LevelFigures> levels(EntrySizes sizes) {
    Timing capture = Timing.of(optional(CAPTURE_COST));
    Timing restore = Timing.of(optional(RESTORE_COST));
    var levels = new ArrayList<LevelFigures>();
    for (Level level : new ScheduleRequest("auto", given, spelling).levels()) {
      levels.add(
          level.location().equals(StorageLocation.RAM)
              ? memory(
                  sizes,
                  Timing.of(level.writeCost().doubleValue()),
                  Timing.of(level.readCost().doubleValue()))
              : slow(
                  level.location(),
                  sizes,
                  capture,
                  restore,
                  Timing.of(level.writeCost().doubleValue()),
                  Timing.of(level.readCost().doubleValue())));
    }
    if (!levels.isEmpty()) {
      return levels;
    }
    levels.add(memory(sizes, capture, restore));
    if (given.containsKey(DISK)) {
      levels.add(
          slow(
              StorageLocation.DISK,
              sizes,
              capture,
              restore,
              transfer(WRITE_COST, WRITE_BANDWIDTH, sizes),
              transfer(READ_COST, READ_BANDWIDTH, sizes)));
    }
    return levels;
  }

  private static LevelFigures memory(EntrySizes sizes, Timing put, Timing get) {
    return new LevelFigures(
        StorageLocation.RAM,
        sizes.state(),
        sizes.adjoint(),
        0,
        put,
        get,
        Timing.NONE,
        Timing.NONE,
        Timing.NONE,
        Timing.NONE);
  }

  private static LevelFigures slow(
      StorageLocation location,
      EntrySizes sizes,
      Timing put,
      Timing get,
      Timing write,
      Timing read) {
    return new LevelFigures(
        location,
        sizes.diskState(),
        sizes.diskAdjoint(),
        sizes.buffers(),
        put,
        get,
        write,
        read,
        Timing.NONE,
        Timing.NONE);
  }

  private Timing transfer(Parameter cost, Parameter bandwidth, EntrySizes sizes) {
    if (given.get(bandwidth) instanceof ByteBudget perSecond) {
      if (given.containsKey(cost)) {
        throw new WrongRequest(
            spelling.apply(cost)
                + " cannot be combined with "
                + spelling.apply(bandwidth)
                + "; allowed: one or the other");
      }
      return Timing.of((double) sizes.diskState() / perSecond.bytes());
    }
    if (!given.containsKey(cost)) {
      throw missing(cost, "the seconds of a transfer, or " + spelling.apply(bandwidth));
    }
    return Timing.of(seconds(cost));
  }

  private long number(Parameter parameter) {
    if (given.get(parameter) instanceof Long number) {
      return number;
    }
    throw missing(parameter, "a whole number");
  }

  private double seconds(Parameter parameter) {
    if (given.get(parameter) instanceof BigDecimal cost) {
      return cost.doubleValue();
    }
    throw missing(parameter, "seconds");
  }

  private double optional(Parameter parameter) {
    return given.containsKey(parameter) ? seconds(parameter) : 0;
  }

  private WrongRequest missing(Parameter parameter, String what) {
    return new WrongRequest(
        spelling.apply(parameter)
            + " is missing; "
            + spelling.apply(AUTO)
            + " needs there "
            + what);
  }
}
