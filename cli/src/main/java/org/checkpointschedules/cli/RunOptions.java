package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.run.RunControl;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every example of `run` can be told, besides the parameters of its schedule.
final class RunOptions {
  private static final long DEFAULT_RAM = 10;
  private static final long DEFAULT_DISK = 20;

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE",
      description =
          "as in plan, with its options (default: h-revolve where --disk or --level is given,"
              + " revolve where only --ram is, h-revolve --ram 10 --disk 20 where neither is)")
  private String schedule;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "where the disk level lives, in a folder of the run's own; created where it is missing"
              + " (default: the system's folder for temporary files)")
  private Path directory;

  @Option(
      names = "--gradient",
      paramLabel = "FILE",
      description =
          "write the gradient: FILE.npy, FILE.h5 (dataset gradient), or raw little-endian; beside"
              + " it FILE.png where it is an image")
  private Path gradient;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "write what was done and when, one JSON object a line, for draw, or as a table: FILE.npy,"
              + " FILE.h5; of several adjoints each into a file of its own, numbered")
  private Path trace;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "write the state at the end of the forward, in the formats of --gradient; of several"
              + " adjoints each into a file of its own, numbered")
  private Path state;

  @Mixin private BucketOptions bucket;

  @Mixin private CheckOptions checks;

  @Option(
      names = "--resume",
      description =
          "keep a journal in DIR, and continue the run whose journal is there, to the same"
              + " gradient, bit for bit but with --disk-codec float32; a run broken off keeps what"
              + " that needs")
  private boolean resume;

  @Mixin private TimeLimitOptions timeLimit;

  @Option(
      names = "--overlap",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "write and read checkpoints on disk while the model computes, through two buffers beside"
              + " the slots (default: yes)")
  private boolean overlap;

  @Option(
      names = "--disk-codec",
      paramLabel = "CODEC",
      description =
          "compress checkpoints on disk: lz4 or zstd, lossless, or float32, which halves doubles"
              + " and changes the gradient, by how much is measured first, and again where a run is"
              + " continued or planned anew, as its report says then (default: none)")
  private String diskCodec = "none";

  @Option(
      names = "--replan-on-full-disk",
      description =
          "where a checkpoint cannot be written, go on with the slots that the disk has taken until"
              + " then, planned anew; without this it ends the run")
  private boolean replanOnFullDisk;

  boolean replansWhenFull() {
    return replanOnFullDisk;
  }

  @Option(
      names = "--auto",
      description =
          "measure steps, copies and the disk for some seconds, and take the schedule that they"
              + " make the fastest within --ram and --disk; nothing measured is kept")
  private boolean auto;

  boolean auto() {
    return auto;
  }

  boolean overlap() {
    return overlap;
  }

  DiskCodec diskCodec() {
    return DiskCodec.named(diskCodec);
  }

  Optional<Path> directory() {
    if (directory != null && Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new WrongRequest("--directory", "'" + directory + "'", "a folder, or none yet");
    }
    return Optional.ofNullable(directory);
  }

  /// Refuses files that can be seen not to be writable before the example is known.
  void requireWritable() {
    if (gradient != null) {
      OutputFile.check("--gradient", gradient);
    }
  }

  /// The files asked for.
  ///
  /// @throws WrongRequest if one cannot be written
  Outputs outputs(Example example, PrintStream err) {
    if (state != null && resume) {
      throw new WrongRequest(
          "--state does not go with --resume: a continued run does not come by the last state");
    }
    var taken = new HashSet<Path>();
    Optional<Path> other = directory();
    int adjoints = example.adjoints();
    return new Outputs(
        Optional.ofNullable(gradient)
            .map(file -> new GradientFile("--gradient", file, example, other, err, taken)),
        Optional.ofNullable(trace)
            .map(file -> new TraceFiles("--trace", file, adjoints, err, taken)),
        Optional.ofNullable(state)
            .map(file ->
                new StateFiles(
                    "--state", file, adjoints, example.gradientBytes(), other, err, taken)));
  }

  /// Refuses to show a state that is opaque.
  void requireNoState(String command) {
    if (state != null) {
      throw new WrongRequest("--state does not belong to " + command);
    }
  }

  CheckOptions checks() {
    return checks;
  }

  BucketOptions bucket() {
    return bucket;
  }

  boolean resume() {
    return resume;
  }

  /// What stops the run.
  RunControl control() {
    return timeLimit.control(resume);
  }

  /// Refuses what leaves nothing to choose, or would not be chosen the same way again.
  ///
  /// @throws WrongRequest if there is such an option
  void requireFree(Map<Parameter, Object> given) {
    if (schedule != null) {
      throw new WrongRequest("--schedule", schedule, "nothing, since --auto chooses it");
    }
    if (resume) {
      throw new WrongRequest(
          "--resume cannot be combined with --auto, which may choose otherwise when it measures"
              + " again; allowed: the command that --auto prints");
    }
    for (Parameter parameter : given.keySet()) {
      if (!EnumSet.of(Parameter.AUTO, Parameter.STEPS, Parameter.RAM, Parameter.DISK)
          .contains(parameter)) {
        throw new WrongRequest(
            parameter.option() + " does not belong to --auto; allowed: --steps, --ram, --disk");
      }
    }
  }

  /// The schedule for that many steps.
  ///
  /// @param sizes what budgets in bytes are counted in
  ScheduleRequest schedule(Map<Parameter, Object> given, long steps, EntrySizes sizes) {
    var parameters = new EnumMap<Parameter, Object>(Parameter.class);
    parameters.putAll(given);
    parameters.put(Parameter.STEPS, steps);
    String name = schedule;
    if (name == null) {
      boolean onDisk = given.containsKey(Parameter.DISK) || given.containsKey(Parameter.LEVELS);
      boolean inMemory = given.containsKey(Parameter.RAM);
      name = inMemory && !onDisk ? "revolve" : "h-revolve";
      if (!inMemory && !onDisk) {
        parameters.put(Parameter.DISK, DEFAULT_DISK);
      }
      if (!inMemory && !given.containsKey(Parameter.LEVELS)) {
        parameters.put(Parameter.RAM, DEFAULT_RAM);
      }
    }
    return new ScheduleRequest(
        name,
        BudgetSlots.in(parameters)
            ? BudgetSlots.resolved(
                ScheduleKind.named(name), parameters, Parameter::option, Optional.of(sizes))
            : parameters,
        Parameter::option);
  }

  static OptionalLong steps(Map<Parameter, Object> given) {
    return given.get(Parameter.STEPS) instanceof Long steps
        ? OptionalLong.of(steps)
        : OptionalLong.empty();
  }
}
