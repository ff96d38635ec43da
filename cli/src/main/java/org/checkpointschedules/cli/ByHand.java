package org.checkpointschedules.cli;

import static org.checkpointschedules.StorageLocation.RAM;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.choose.BudgetedSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import picocli.CommandLine.ParseResult;

/// A schedule as the options that ask for it: what was chosen from figures measured once can be run
/// again, and resumed.
///
/// @param arguments from `--schedule` on
record ByHand(List<String> arguments) {
  private static final Set<String> WITH_VALUE = Set.of("--ram", "--disk");

  ByHand {
    arguments = List.copyOf(arguments);
  }

  /// @param chosen for budgets
  /// @param costs what the schedule was planned with
  /// @return empty for a schedule that no options spell
  static Optional<ByHand> of(CheckpointSchedule chosen, StepCosts costs) {
    CheckpointSchedule schedule =
        chosen instanceof BudgetedSchedule budgeted ? budgeted.plan() : chosen;
    var arguments = new ArrayList<String>();
    List<Level> levels = schedule.levels();
    boolean spelledOut = schedule.name().equals("revolve") || schedule.name().equals("h-revolve");
    arguments.add("--schedule");
    arguments.add(spelledOut ? "h-revolve" : schedule.name());
    switch (schedule.name()) {
      case "single-memory" -> {}
      case "single-disk" -> arguments.add("--move");
      case "revolve", "h-revolve" -> {
        for (Level level : levels) {
          arguments.add("--level");
          arguments.add(
              "%s:%d:%s:%s"
                  .formatted(
                      level.location(),
                      level.slots(),
                      plain(level.writeCost()),
                      plain(level.readCost())));
        }
      }
      case "multistage" -> {
        add(arguments, "--ram", levels.getFirst().slots());
        add(arguments, "--disk", levels.getLast().slots());
      }
      case "mixed" -> {
        add(arguments, "--snapshots", levels.getFirst().slots());
        arguments.add("--storage");
        arguments.add(levels.getFirst().location().name());
      }
      case "disk-revolve" -> add(arguments, "--ram", levels.getFirst().slots());
      case "periodic-disk-revolve" -> {
        add(arguments, "--ram", levels.getFirst().slots());
        if (schedule instanceof PeriodicDiskRevolveCheckpointSchedule periodic) {
          add(arguments, "--period", periodic.period());
        }
      }
      case "two-level" -> {
        if (schedule instanceof TwoLevelCheckpointSchedule blocks) {
          add(arguments, "--period", blocks.period());
        }
        add(arguments, "--binomial-snapshots", levels.getFirst().slots());
        arguments.add("--binomial-storage");
        arguments.add("RAM");
      }
      default -> {
        return Optional.empty();
      }
    }
    add(arguments, "--forward-cost", costs.forward());
    add(arguments, "--adjoint-cost", costs.adjoint());
    if (!spelledOut && !levels.isEmpty() && !levels.getLast().location().equals(RAM)) {
      add(arguments, "--write-cost", levels.getLast().writeCost());
      add(arguments, "--read-cost", levels.getLast().readCost());
    }
    return Optional.of(new ByHand(arguments));
  }

  private static void add(List<String> arguments, String option, Object value) {
    arguments.add(option);
    arguments.add(value instanceof BigDecimal cost ? plain(cost) : value.toString());
  }

  private static String plain(BigDecimal cost) {
    return cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString();
  }

  /// The command that was given, with this schedule in place of `--auto` and its budgets, before
  /// what is not for us: a solver and its arguments.
  String command(ParseResult parsed) {
    var command = new ArrayList<>(List.of(parsed.commandSpec().qualifiedName().split(" ")));
    List<String> given = parsed.originalArgs();
    int others =
        parsed.hasMatchedPositional(0)
            ? parsed.matchedPositional(0).originalStringValues().size()
            : 0;
    int end = given.size() - others;
    List<String> after = given.subList(end, given.size()).stream().map(ByHand::quoted).toList();
    if (end > 0 && given.get(end - 1).equals("--")) {
      end--;
    }
    for (int i = given.indexOf(parsed.commandSpec().name()) + 1; i < end; i++) {
      String argument = given.get(i);
      String name = argument.split("=", 2)[0];
      if (WITH_VALUE.contains(name)) {
        i += argument.contains("=") ? 0 : 1;
      } else if (!name.equals("--auto")) {
        command.add(quoted(argument));
      }
    }
    command.addAll(arguments);
    if (!after.isEmpty()) {
      command.add("--");
      command.addAll(after);
    }
    return String.join(" ", command);
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./:=,+@%-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
