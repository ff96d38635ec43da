package org.checkpointschedules.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.foreign.SolverCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `drive`: the gradient of an external solver.
@Command(
    name = "drive",
    customSynopsis = "checkpoint-schedules drive [options] -- SOLVER [ARGUMENTS]",
    description = {
      "Compute the gradient of a solver in a process of its own, in any language, that speaks the"
          + " protocol of docs/solver-protocol.md on its standard input and output.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cc -O2 -ffp-contract=off foreign/examples/burgers.c -o burgers",
      "  checkpoint-schedules drive --gradient g.f64 -- ./burgers u0.txt 1000",
      "",
      "  # 5 checkpoints in memory, 50 on disk; killed? the same command goes on",
      "  checkpoint-schedules drive --ram 5 --disk 50 --directory /scratch --resume -- \\",
      "    python3 foreign/examples/burgers.py u0.txt 100000"
    })
final class DriveCommand implements Callable<Integer> {
  /// As long as a run that a signal stops is waited for.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private RunOptions options;

  @Mixin private RehearsalOptions rehearsal;

  @Option(
      names = "--answer-limit",
      paramLabel = "TIME",
      description =
          "how long the solver may take for one answer, one step at least: seconds, 90m, 1:30:00"
              + " (default: 600)")
  private String answerLimit;

  @Option(
      names = "--slots",
      paramLabel = "DIR",
      description =
          "where the memory shared with the solver is mapped (default: /dev/shm where there is one,"
              + " else the system's folder for temporary files)")
  private Path slots;

  @Option(
      names = "--checked",
      description =
          "compare every recomputed state, and all adjoint data, with the first time; the first"
              + " step that differs ends the run; costs a capture and a checksum for each step")
  private boolean checked;

  @Parameters(paramLabel = "SOLVER", description = "the solver and its arguments")
  private List<String> solver = new ArrayList<>();

  DriveCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    options.requireNoState("drive: the solver can write its own");
    if (checked && options.diskCodec() == DiskCodec.FLOAT32) {
      throw new WrongRequest(
          "--checked does not go with --disk-codec float32: what is recomputed from rounded states"
              + " differs, whatever the solver does");
    }
    return new RunSession(streams, options, spec.commandLine().getParseResult()).run(this::example);
  }

  private Example example(OptionalLong steps) {
    if (solver.isEmpty()) {
      throw new InvalidArgumentException("SOLVER", "missing", "a program and its arguments");
    }
    OptionalLong taylor = rehearsal.taylor();
    SolverCommand command = SolverCommand.of(solver);
    if (steps.isPresent()) {
      command = command.steps(steps.getAsLong());
    }
    if (answerLimit != null) {
      command = command.timeLimit(Durations.read("--answer-limit", answerLimit));
    }
    if (slots != null) {
      command = command.slotsIn(slots);
    }
    if (options.resume()) {
      command = command.patience(PATIENCE);
    }
    if (checked && !options.checks().replayCheck()) {
      throw new WrongRequest("--no-replay-check does not go with --checked, which is more of it");
    }
    return DrivenSolver.start(command, checked, taylor, options.resume());
  }
}
