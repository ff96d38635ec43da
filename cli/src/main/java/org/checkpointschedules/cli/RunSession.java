package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.Resume;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.run.InconsistentModelException;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.ProgressObserver;
import org.checkpointschedules.run.RunControl;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunStoppedException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;
import picocli.CommandLine.ParseResult;

/// One run of an example: checks first, since they take seconds and a run may take hours, then the
/// gradient, then the table.
final class RunSession {
  /// How long a signal waits for the run to come to a safe point; what a run leaves that takes
  /// longer is continued as well.
  private static final Duration STOPPING = Duration.ofSeconds(10);

  /// Steps on which the effect of rounded checkpoints is measured, at most.
  static final long LOSS_STEPS = 1_000;

  private final Streams streams;
  private final RunOptions options;
  private final ParseResult parsed;
  private final PrintStream out;

  /// Counted down when the run has ended and left its folder.
  private final CountDownLatch ended = new CountDownLatch(1);

  RunSession(Streams streams, RunOptions options, ParseResult parsed) {
    this.streams = streams;
    this.options = options;
    this.parsed = parsed;
    out = new PrintStream(streams.out(), false, StandardCharsets.UTF_8);
  }

  /// @param examples makes the example with the number of steps given, if one was
  int run(Function<OptionalLong, Example> examples) {
    Map<Parameter, Object> given = ScheduleOptions.given(parsed);
    Optional<Path> directory = options.directory();
    DiskCodec codec = options.diskCodec();
    options.requireWritable();
    RunControl control = options.control();
    if (options.resume()) {
      requireOneProcess();
    }
    try (var _ = MadeFolders.on(Resume.directory(directory));
        Example example = examples.apply(RunOptions.steps(given))) {
      EntrySizes sizes = EntrySizes.of(example, codec, options.overlap());
      if (options.auto()) {
        options.requireFree(given);
      }
      Outputs outputs = options.outputs(example, streams.err());
      if (outputs.any() || options.resume()) {
        streams.carryOn();
      }
      if (options.auto()) {
        new AutoSession(this, options, parsed, out).run(examples, example, given, sizes, outputs);
        tellCaveat(example);
        out.flush();
        streams.requirePrinted();
        return ExitStatus.DONE;
      }
      ScheduleRequest request = options.schedule(given, example.steps(), sizes);
      CheckpointSchedule schedule = request.plan();
      requireAdjoint(schedule);
      options.bucket().requireOneInFiles(schedule);
      Optional<Replanner> whenFull =
          options.replansWhenFull()
              ? Optional.of(ContinuedPlan.with(request.costs()))
              : Optional.empty();
      var files =
          new Storage(directory, options.overlap(), codec.on(example, schedule), whenFull)
              .with(options.checks().checking());
      try (CheckpointStore bucket =
          options.bucket().open(schedule, options.resume() ? STOPPING : Duration.ZERO)) {
        Storage storage = files.in(BucketOptions.levels(bucket)).stoppedBy(control);
        out.println(example.description());
        out.flush();
        verify(
            example.verify(steps -> options.schedule(given, steps, sizes).plan(), storage.exact()));
        if (codec == DiskCodec.FLOAT32) {
          measureLoss(
              examples,
              steps -> options.schedule(given, steps, sizes).plan(),
              Math.min(example.steps(), LOSS_STEPS),
              storage);
        }
        run(example, schedule, storage, outputs, resume(request, control));
        tellCaveat(example);
        out.flush();
      }
      streams.requirePrinted();
      return ExitStatus.DONE;
    } catch (RunStoppedException e) {
      streams.err().println(parsed.commandSpec().qualifiedName() + ": " + stopped(e));
      return ExitStatus.FAILED;
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(e.getMessage());
    } catch (CheckpointStoreException
        | IllegalScheduleException
        | InconsistentModelException
        | NotFiniteException e) {
      throw new WorkFailed("the run broke off: " + Main.oneLine(e));
    } catch (OutOfMemoryError e) {
      throw new WorkFailed(
          "the run broke off: " + Main.oneLine(e) + "; allow more memory with JAVA_OPTS=-Xmx");
    } finally {
      out.flush();
      ended.countDown();
    }
  }

  private static void requireOneProcess() {
    try {
      Journal.requireOneProcess();
    } catch (InvalidArgumentException e) {
      throw new WrongRequest("--resume: " + e.getMessage());
    }
  }

  private String stopped(RunStoppedException e) {
    return e.continuable() || e.reason() != RunStoppedException.Reason.TIME_UP
        ? Main.oneLine(e)
        : "time was nearly up during the verification, before the run: nothing was computed, and"
            + " what earlier calls kept is as it was; allow more with --time-limit";
  }

  /// Runs, writes what files were asked for, and prints the table. The journal goes last, once the
  /// gradient is safe: in its file, or where none was asked for, in print.
  Outcome run(
      Example example,
      CheckpointSchedule schedule,
      Storage storage,
      Outputs outputs,
      Optional<Resume> resume) {
    Outcome outcome;
    try {
      outcome =
          example.run(
              schedule, storage, observers(example, outputs.traces()), resume, outputs.last());
    } catch (RuntimeException | Error e) {
      outputs.tellPartial(streams.err());
      throw e;
    }
    var failures = new ArrayList<String>();
    print(outcome);
    failures.addAll(outputs.write(outcome, out));
    boolean written = failures.isEmpty();
    table(outcome);
    failures.addAll(outputs.report(out));
    out.flush();
    if (written && (outputs.gradient().isPresent() || streams.printed())) {
      outcome.release();
    } else if (written && resume.isPresent()) {
      streams
          .err()
          .println("the results were not printed to their end: " + GradientFile.kept(outcome));
    }
    outcome.reports().stream()
        .flatMap(report -> report.differences().stream())
        .findFirst()
        .ifPresent(difference -> failures.add("the run was not as forecast: " + difference));
    if (!failures.isEmpty()) {
      throw new WorkFailed(String.join("; ", failures));
    }
    return outcome;
  }

  /// With `--resume`, a signal stops the run at its next safe point, and the process waits for
  /// that.
  private Optional<Resume> resume(ScheduleRequest request, RunControl control) {
    if (!options.resume()) {
      return Optional.empty();
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  control.stop();
                  try {
                    ended.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop at a safe point"));
    return Optional.of(new Resume(ContinuedPlan.with(request.costs()), control));
  }

  /// Runs fewer steps with exact checkpoints and with rounded ones, and prints what that changes.
  void measureLoss(
      Function<OptionalLong, Example> examples,
      LongFunction<CheckpointSchedule> schedules,
      long steps,
      Storage storage) {
    try (Example reduced = examples.apply(OptionalLong.of(steps))) {
      CheckpointSchedule schedule = schedules.apply(reduced.steps());
      double[] right =
          reduced.run(schedule, storage.exact(), List.of(), Optional.empty()).gradient();
      Outcome rounded = reduced.run(schedule, storage, List.of(), Optional.empty());
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < right.length; i++) {
        difference += Math.pow(rounded.gradient()[i] - right[i], 2);
        norm += right[i] * right[i];
      }
      out.printf(
          Locale.ROOT,
          "lossy: on %,d steps, with %,d checkpoints rounded to float32, the gradient differs by"
              + " %.2e of its norm%n",
          steps,
          rounded.reports().getFirst().counted().writes().get(StorageLocation.DISK),
          Math.sqrt(difference / norm));
      out.flush();
    }
  }

  private static void requireAdjoint(CheckpointSchedule schedule) {
    if (schedule.forecast().adjointSteps() == 0) {
      throw new WrongRequest("--schedule", schedule.name(), "a schedule that computes an adjoint");
    }
  }

  /// The last line: what nobody verified.
  private void tellCaveat(Example example) {
    example.caveat().ifPresent(caveat -> out.println("note: " + caveat));
  }

  void verify(List<Check> checks) {
    checks.forEach(out::println);
    out.flush();
    List<Check> failed = checks.stream().filter(check -> !check.passed()).toList();
    if (!failed.isEmpty()) {
      Check first = failed.getFirst();
      throw new WorkFailed(
          "the gradient is not verified: %s %s".formatted(first.name(), first.value()));
    }
  }

  private List<RunObserver> observers(Example example, Optional<TraceFiles> traces) {
    ProgressObserver progress = progress(example, streams.err());
    Runtime.getRuntime().addShutdownHook(new Thread(progress::close, "clear the terminal"));
    var observers = new ArrayList<RunObserver>();
    observers.add(progress);
    traces.ifPresent(observers::add);
    return observers;
  }

  /// The observer that every run has.
  ProgressObserver progress(Example example, PrintStream to) {
    return (streams.terminal() ? ProgressObserver.onTerminal(to) : ProgressObserver.inLines(to))
        .runs(example.adjoints());
  }

  private void print(Outcome outcome) {
    out.printf(Locale.ROOT, "objective %.9e%n", outcome.objective());
    out.printf(Locale.ROOT, "gradient, norm %.9e, %s%n", outcome.gradientNorm(), outcome.unit());
  }

  private void table(Outcome outcome) {
    out.println();
    int adjoints = outcome.reports().size();
    if (adjoints > 1) {
      out.printf(
          "%d adjoints: forecast and counted are those of each, bytes and times of all%n%n",
          adjoints);
    }
    out.print(RunTotal.of(outcome.reports()).table());
    out.flush();
  }
}
