package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `compare`: what memory buys, schedule by schedule.
@Command(
    name = "compare",
    customSynopsis = "checkpoint-schedules compare --steps N [options] [--format FORMAT]",
    description = {
      "Compare what schedules cost over the slots in memory, from one to store-all: where the knee"
          + " is, and what one more slot would save.",
      "",
      "Without --schedule, every schedule that can be made of what is given: those that need disk"
          + " slots with --disk, two-level with --period. With --level, h-revolve over the slots of"
          + " one level.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  checkpoint-schedules compare --steps 1e6 --chart compare.svg",
      "",
      "  # states of 24 MiB, 200 GiB of disk: what would one more GiB buy beside 4 GiB of memory?",
      "  checkpoint-schedules compare --steps 1e5 --disk 200GiB --ram 4GiB --state-bytes 24MiB",
      "",
      "  # three levels: how many slots on the second?",
      "  checkpoint-schedules compare --steps 1e5 --level RAM:16:0:0 --level NVME:64:9:7 \\",
      "    --level DISK:500:80:75 --vary NVME"
    })
final class CompareCommand implements Callable<Integer> {
  static final Set<Parameter> PARAMETERS =
      EnumSet.of(
          STEPS, RAM, DISK, LEVELS, FORWARD_COST, ADJOINT_COST, WRITE_COST, READ_COST, PERIOD);

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE",
      description = "compare this one; repeat it for more")
  private List<String> schedules = new ArrayList<>();

  @Option(
      names = "--vary",
      paramLabel = "NAME",
      description = "with --level: the level whose slots vary (default: the first)")
  private String vary;

  @Option(
      names = {"--state-bytes", "--entry"},
      paramLabel = "BYTES",
      description =
          "size of a checkpoint, such as 24MiB: memory is shown in bytes too, --ram and --disk may"
              + " be in bytes, and what one more GiB would save is told")
  private String stateBytes;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table (default), json: one object, csv: a line per schedule and slots")
  private String format = "table";

  @Option(names = "--chart", paramLabel = "FILE.svg", description = "draw the curves too")
  private Path chart;

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Map<Parameter, Object> given = ScheduleOptions.given(spec.commandLine().getParseResult());
    if (!(given.get(STEPS) instanceof Long steps)) {
      throw new WrongRequest("--steps is missing; compare needs a whole number there");
    }
    if (!List.of("table", "json", "csv").contains(format)) {
      throw new WrongRequest("--format", Numbers.quoted(format), "table, json, csv");
    }
    if (chart != null) {
      if (!chart.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
        throw new WrongRequest("--chart", "'" + chart + "'", "FILE.svg");
      }
      OutputFile.check("--chart", chart);
    }
    OptionalLong bytes = OptionalLong.empty();
    if (stateBytes != null) {
      long size = ByteSize.parse("--state-bytes", stateBytes);
      bytes = OptionalLong.of(size);
      given.put(STATE_BYTES, new ByteBudget(size));
    }
    ScheduleKind counted = given.containsKey(DISK) ? ScheduleKind.H_REVOLVE : ScheduleKind.REVOLVE;
    given = BudgetSlots.resolved(counted, given, Parameter::option, Optional.empty());
    List<Level> levels = new ScheduleRequest("compare", given, Parameter::option).levels();
    Optional<StorageLocation> varied = varied(levels);
    OptionalLong standing = standing(given, levels, varied);
    var curves = new ArrayList<TradeOff>();
    for (ScheduleKind kind : kinds(given)) {
      var contender = new Contender(kind, given, varied);
      var slots = TradeOff.grid(contender, Math.max(1, steps - 1), standing);
      curves.add(TradeOff.of(contender, steps, slots));
    }
    var comparison = new Comparison(steps, given, curves, bytes, standing, varied);
    Optional<String> drawing = chart == null ? Optional.empty() : Optional.of(drawn(comparison));
    if (drawing.isPresent()) {
      streams.carryOn();
    }
    switch (format) {
      case "json" -> comparison.json(streams.out());
      case "csv" -> comparison.csv(streams.out());
      default -> CompareTable.print(comparison, streams.out());
    }
    drawing.ifPresent(this::write);
    streams.requirePrinted();
    return ExitStatus.DONE;
  }

  private Optional<StorageLocation> varied(List<Level> levels) {
    List<StorageLocation> names = levels.stream().map(Level::location).toList();
    if (vary == null) {
      return names.stream().findFirst();
    }
    return Optional.of(
        names.stream()
            .filter(name -> name.name().equals(vary))
            .findFirst()
            .orElseThrow(() ->
                new WrongRequest(
                    "--vary", Numbers.quoted(vary), "the name of a --level, of which " + names)));
  }

  /// The slots that the user has, if they were said.
  private static OptionalLong standing(
      Map<Parameter, Object> given, List<Level> levels, Optional<StorageLocation> varied) {
    if (varied.isPresent()) {
      for (Parameter other : List.of(RAM, DISK)) {
        if (given.containsKey(other)) {
          throw new WrongRequest(
              other.option() + " cannot be combined with --level; allowed: one or the other");
        }
      }
      return levels.stream()
          .filter(level -> level.location().equals(varied.get()) && level.slots() > 0)
          .mapToLong(Level::slots)
          .findFirst();
    }
    if (!given.containsKey(RAM)) {
      return OptionalLong.empty();
    }
    long ram = (Long) given.get(RAM);
    if (ram < 1) {
      throw new WrongRequest("--ram", ram, "1 or more");
    }
    return OptionalLong.of(ram);
  }

  private List<ScheduleKind> kinds(Map<Parameter, Object> given) {
    List<ScheduleKind> possible = Contender.possible(given);
    if (schedules.isEmpty()) {
      return possible;
    }
    var kinds = new ArrayList<ScheduleKind>();
    for (String name : schedules) {
      ScheduleKind kind = ScheduleKind.named(name);
      if (!possible.contains(kind)) {
        throw new WrongRequest(
            "--schedule",
            name,
            possible.stream().map(ScheduleKind::label).collect(Collectors.joining(", "))
                + "; multistage and h-revolve with --disk, two-level with --period");
      }
      if (!kinds.contains(kind)) {
        kinds.add(kind);
      }
    }
    for (Parameter parameter : given.keySet()) {
      if (parameter != RAM && kinds.stream().noneMatch(kind -> kind.takes(parameter))) {
        throw new WrongRequest(
            parameter.option() + " belongs to none of the schedules compared: " + schedules);
      }
    }
    return kinds;
  }

  private String drawn(Comparison comparison) {
    try {
      return comparison.chart().svg();
    } catch (InvalidArgumentException e) {
      throw new WrongRequest("--chart cannot be drawn: " + e.getMessage());
    }
  }

  private void write(String svg) {
    OutputFile.write("the chart", chart, svg, streams.err());
    if (format.equals("table")) {
      streams.text().println(System.lineSeparator() + chart + " is written");
    }
  }
}
