package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.choose.Choice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `plan`: a schedule, before anything runs. Lines are written as the schedule yields them.
@Command(
    name = "plan",
    customSynopsis = "checkpoint-schedules plan SCHEDULE --steps N [options] [--format FORMAT]",
    description = {
      "Print a schedule and what it costs, before anything runs.",
      "",
      "SCHEDULE, and the options of its own:",
      "  none, single-memory",
      "  single-disk            [--move]",
      "  revolve                --ram S [--step-costs FILE] [--checkpoint-sizes FILE ...]",
      "  multistage             --ram A --disk B [--trajectory maximum|revolve]",
      "  two-level              --period P --binomial-snapshots B",
      "                         [--binomial-storage RAM|DISK] [--trajectory maximum|revolve]",
      "  mixed                  --snapshots S [--storage RAM|DISK]",
      "  disk-revolve           --ram A [--read-once]   (disk unbounded)",
      "  periodic-disk-revolve  --ram A [--period P]    (disk unbounded)",
      "  h-revolve              --ram A --disk B, or --level NAME:SLOTS:WRITE:READ repeated",
      "",
      "Slots may be said in bytes (--ram 4GiB --disk 200GiB) where --state-bytes tells the size of"
          + " a state: memory then holds the slots, what the adjoint needs of one step"
          + " (--adjoint-bytes), and two buffers where there is a disk.",
      "",
      "With --auto in place of SCHEDULE, all that fit are compared by their predicted time, from"
          + " costs in seconds; the best is planned.",
      ""
    },
    footer = {
      "",
      "Costs share one unit of your choice (seconds, say). Memory is free and the disk costs"
          + " --write-cost and --read-cost, unless --level says otherwise. An option that a"
          + " schedule does not have is refused.",
      "",
      "Examples:",
      "  # ten steps, three checkpoints in memory: the game drawn",
      "  checkpoint-schedules plan revolve --steps 10 --ram 3",
      "",
      "  # what would a billion steps cost?",
      "  checkpoint-schedules plan h-revolve --steps 1e9 --ram 100 --disk 1000 --format summary",
      "",
      "  # three levels, measured in milliseconds",
      "  checkpoint-schedules plan h-revolve --steps 5000 --forward-cost 12.5 --adjoint-cost 31 \\",
      "    --level RAM:16:0:0 --level NVME:64:9:7 --level DISK:500:80:75",
      "",
      "  # budgets in bytes",
      "  checkpoint-schedules plan h-revolve --steps 1e5 --state-bytes 24MiB --ram 4GiB"
          + " --disk 200GiB",
      "",
      "  # the schedule of least time for them, from seconds and bandwidths",
      "  checkpoint-schedules plan --auto --steps 1e5 --state-bytes 24MiB --ram 4GiB --disk 200GiB"
          + " \\",
      "    --forward-cost 0.03 --adjoint-cost 0.07 --write-bandwidth 1.2GB --read-bandwidth 1.5GB",
      "",
      "  # steps that differ: an adaptive mesh, 40 checkpoints",
      "  checkpoint-schedules plan revolve --step-costs seconds.txt --ram 40",
      "",
      "  # the notation of the Python package checkpoint_schedules, for comparison",
      "  checkpoint-schedules plan multistage --steps 100 --ram 2 --disk 5 --format upstream"
    })
final class PlanCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SCHEDULE", description = "one of the names above")
  private String schedule;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table (default): for people; actions, jsonl, upstream: one line per action; summary: one"
              + " JSON object")
  private String format = "table";

  PlanCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    var given = ScheduleOptions.given(spec.commandLine().getParseResult());
    if (AutoRequest.in(given)) {
      return choose(new AutoRequest(given, Parameter::option));
    }
    if (schedule == null) {
      throw new WrongRequest("SCHEDULE is missing; allowed: " + ScheduleKind.names());
    }
    var request = new ScheduleRequest(schedule, given, Parameter::option);
    if (!request.saysSteps()) {
      throw new WrongRequest("--steps is missing; plan needs a whole number there");
    }
    Notation notation = notation();
    long start = System.nanoTime();
    CheckpointSchedule plan = request.plan();
    if (notation != null) {
      print(plan, notation);
      return ExitStatus.DONE;
    }
    Forecast forecast = plan.forecast();
    long nanos = System.nanoTime() - start;
    if (format.equals("summary")) {
      JsonLine.write(streams.out(), json -> Summary.write(json, plan, forecast, nanos));
    } else {
      Table.print(plan, forecast, request.stepPrices(), nanos, streams.out());
    }
    return ExitStatus.DONE;
  }

  /// Null for those that are no line per action.
  private Notation notation() {
    return switch (format) {
      case "table", "summary" -> null;
      case "actions" -> Notation.ACTIONS;
      case "jsonl" -> Notation.JSONL;
      case "upstream" -> Notation.UPSTREAM;
      default ->
          throw new WrongRequest(
              "--format", Numbers.quoted(format), "table, actions, jsonl, upstream, summary");
    };
  }

  private Integer choose(AutoRequest request) throws IOException {
    if (schedule != null) {
      throw new WrongRequest(
          "SCHEDULE", Numbers.quoted(schedule), "nothing there, since --auto chooses it");
    }
    Notation notation = notation();
    long start = System.nanoTime();
    Choice choice = request.choice();
    CheckpointSchedule plan = choice.best().schedule();
    Forecast forecast = plan.forecast();
    long nanos = System.nanoTime() - start;
    if (notation != null) {
      print(plan, notation);
    } else if (format.equals("summary")) {
      JsonLine.write(
          streams.out(),
          json -> {
            Summary.write(json, plan, forecast, nanos);
            ChoiceReport.write(json, choice);
          });
    } else {
      var out = new PrintStream(streams.out(), false, StandardCharsets.UTF_8);
      ChoiceReport.print(choice, out);
      out.flush();
      Table.print(plan, forecast, "costs are seconds", nanos, streams.out());
    }
    return ExitStatus.DONE;
  }

  private void print(CheckpointSchedule plan, Notation notation) throws IOException {
    var lines = new ByteLines(streams.out());
    for (Action action : plan) {
      notation.print(action, lines);
      lines.append('\n');
    }
    lines.flush();
  }
}
