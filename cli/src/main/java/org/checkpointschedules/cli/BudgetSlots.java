package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.ADJOINT_BYTES;
import static org.checkpointschedules.cli.Parameter.BINOMIAL_SNAPSHOTS;
import static org.checkpointschedules.cli.Parameter.BINOMIAL_STORAGE;
import static org.checkpointschedules.cli.Parameter.DISK;
import static org.checkpointschedules.cli.Parameter.RAM;
import static org.checkpointschedules.cli.Parameter.SNAPSHOTS;
import static org.checkpointschedules.cli.Parameter.STATE_BYTES;
import static org.checkpointschedules.cli.Parameter.STORAGE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Turns budgets in bytes into slots.
///
/// A budget of memory holds the slots, the adjoint data of one step in working storage, and the
/// buffers of the disk where the schedule uses one. A budget of disk holds slot files. Slots of
/// `mixed` hold the larger of the two kinds of data.
final class BudgetSlots {
  private static final List<Parameter> SLOTS = List.of(RAM, DISK, SNAPSHOTS, BINOMIAL_SNAPSHOTS);

  private BudgetSlots() {}

  /// Whether there is one to be turned.
  static boolean in(Map<Parameter, Object> given) {
    return SLOTS.stream().anyMatch(slots -> given.get(slots) instanceof ByteBudget);
  }

  /// The same with slots everywhere, and without the sizes.
  ///
  /// @param sizes known from elsewhere; otherwise as given
  /// @throws WrongRequest if the sizes are missing, or a budget does not even hold what lies beside
  ///   the slots
  static Map<Parameter, Object> resolved(
      ScheduleKind kind,
      Map<Parameter, Object> given,
      Function<Parameter, String> spelling,
      Optional<EntrySizes> sizes) {
    var resolved = new EnumMap<Parameter, Object>(Parameter.class);
    resolved.putAll(given);
    resolved.remove(STATE_BYTES);
    resolved.remove(ADJOINT_BYTES);
    if (!given.containsKey(STATE_BYTES) && given.containsKey(ADJOINT_BYTES)) {
      throw new WrongRequest(
          spelling.apply(STATE_BYTES) + " is missing beside " + spelling.apply(ADJOINT_BYTES));
    }
    for (Parameter slots : SLOTS) {
      if (given.get(slots) instanceof ByteBudget budget) {
        if (given.containsKey(Parameter.CHECKPOINT_SIZES)) {
          throw new WrongRequest(
              spelling.apply(slots),
              "an amount of bytes",
              "a number in the unit of " + spelling.apply(Parameter.CHECKPOINT_SIZES));
        }
        EntrySizes known =
            sizes
                .or(() -> EntrySizes.given(given))
                .orElseThrow(() ->
                    new WrongRequest(
                        spelling.apply(STATE_BYTES)
                            + " is missing; "
                            + spelling.apply(slots)
                            + " in bytes needs the size of a state, such as 24MiB"));
        resolved.put(
            slots, slots(kind, given, slots, budget.bytes(), known, spelling.apply(slots)));
      }
    }
    return resolved;
  }

  private static long slots(
      ScheduleKind kind,
      Map<Parameter, Object> given,
      Parameter slots,
      long bytes,
      EntrySizes sizes,
      String name) {
    boolean either = kind == ScheduleKind.MIXED;
    if (onDisk(slots, given)) {
      return bytes
          / (either ? Math.max(sizes.diskState(), sizes.diskAdjoint()) : sizes.diskState());
    }
    boolean withDisk =
        switch (kind) {
          case NONE, SINGLE_MEMORY, REVOLVE, MIXED -> false;
          case H_REVOLVE, MULTISTAGE -> !Long.valueOf(0).equals(given.get(DISK));
          case SINGLE_DISK, TWO_LEVEL, DISK_REVOLVE, PERIODIC_DISK_REVOLVE -> true;
        };
    long beside = Math.addExact(sizes.adjoint(), withDisk ? sizes.buffers() : 0);
    if (bytes < beside) {
      throw new WrongRequest(
          name,
          "%,d bytes".formatted(bytes),
          "%,d or more, which working storage%s needs beside the slots"
              .formatted(beside, withDisk ? " and the buffers of the disk" : ""));
    }
    return (bytes - beside) / (either ? Math.max(sizes.state(), sizes.adjoint()) : sizes.state());
  }

  private static boolean onDisk(Parameter slots, Map<Parameter, Object> given) {
    return switch (slots) {
      case RAM -> false;
      case DISK -> true;
      case SNAPSHOTS -> !"RAM".equals(given.get(STORAGE));
      default -> !"RAM".equals(given.get(BINOMIAL_STORAGE));
    };
  }
}
