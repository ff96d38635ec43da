package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.choose.Budget;
import org.checkpointschedules.choose.Candidate;
import org.checkpointschedules.choose.Choice;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.run.RunObserver;
import picocli.CommandLine.ParseResult;

/// A run with `--auto`: measures, chooses, explains, runs, and says how far off the prediction was.
final class AutoSession {
  /// A run predicted to take less is rehearsed: what a JVM does the first time would be most of it.
  private static final double SHORT_SECONDS = 2;

  /// How long, and how many times at most.
  private static final long REHEARSAL_NANOS = 500_000_000;

  private static final int MOST_REHEARSALS = 50;

  private final RunSession session;
  private final RunOptions options;
  private final ParseResult parsed;
  private final PrintStream out;

  AutoSession(RunSession session, RunOptions options, ParseResult parsed, PrintStream out) {
    this.session = session;
    this.options = options;
    this.parsed = parsed;
    this.out = out;
  }

  /// @param examples makes the example with the number of steps given, if one was
  int run(
      Function<OptionalLong, Example> examples,
      Example example,
      Map<Parameter, Object> given,
      EntrySizes sizes) {
    options.requireFree(given);
    options.bucket().requireNone("--auto");
    List<Budget> budgets = AutoRequest.budgets(given, Parameter::option);
    DiskCodec codec = options.diskCodec();
    var storage =
        new Storage(
            options.directory(), options.overlap(), codec.around(example), Optional.empty());
    Optional<TraceFiles> traces = options.traces(example.adjoints());
    Optional<StateFiles> states = options.states(example.adjoints());
    out.println(example.description());
    out.flush();
    RunFigures figures = sizes.sized(example.calibrate(storage));
    Choice choice = AutoRequest.choice(example.steps(), figures, budgets);
    Candidate best = choice.best();
    FiguresReport.print(figures, example.adjoints(), out);
    ChoiceReport.print(choice, out);
    ByHand.of(best.schedule(), best.costs())
        .ifPresent(same -> out.printf("the same schedule by hand: %s%n%n", same.command(parsed)));
    out.flush();
    requireMemory(best);
    boolean onDisk = DiskCodec.usesDisk(best.schedule());
    session.verify(
        example.verify(steps -> alike(best, Choice.of(steps, figures, budgets)), storage.exact()));
    Optional<Replanner> whenFull =
        options.replansWhenFull()
            ? Optional.of(ContinuedPlan.with(best.costs()))
            : Optional.empty();
    var kept =
        new Storage(
            options.directory(),
            options.overlap(),
            onDisk ? storage.encoding() : Optional.empty(),
            whenFull);
    if (codec == DiskCodec.FLOAT32 && onDisk) {
      session.measureLoss(
          examples,
          steps -> alike(best, Choice.of(steps, figures, budgets)),
          Math.min(example.steps(), RunSession.LOSS_STEPS),
          kept);
    }
    double predicted = best.prediction().seconds() * example.adjoints();
    if (predicted < SHORT_SECONDS) {
      rehearse(example, best.schedule(), kept);
    }
    Outcome outcome =
        session.run(
            example, best.schedule(), kept, traces, states, Optional.empty(), options.gradient());
    double took = RunTotal.of(outcome.reports()).elapsedNanos() / 1e9;
    out.printf(
        Locale.ROOT,
        "%npredicted %s s, took %s s: the prediction was %.1f %% too %s%n",
        ChoiceReport.seconds(predicted),
        ChoiceReport.seconds(took),
        100 * Math.abs(predicted / took - 1),
        predicted > took ? "high" : "low");
    return ExitStatus.DONE;
  }

  /// Runs before the run that counts, for a while.
  private static void rehearse(Example example, CheckpointSchedule schedule, Storage storage) {
    long until = System.nanoTime() + REHEARSAL_NANOS;
    for (int i = 0; i < MOST_REHEARSALS && (i == 0 || System.nanoTime() < until); i++) {
      example.run(schedule, storage, List.of(new RunObserver() {}), Optional.empty());
    }
  }

  /// The schedule of the same kind, where there is one for fewer steps.
  private static CheckpointSchedule alike(Candidate best, Choice fewer) {
    return fewer.candidates().stream()
        .filter(candidate -> candidate.label().equals(best.label()))
        .findFirst()
        .orElse(fewer.best())
        .schedule();
  }

  /// A budget may be more than this JVM gives.
  private static void requireMemory(Candidate best) {
    BigInteger needed = best.peakBytes().get(StorageLocation.RAM);
    long most = Runtime.getRuntime().maxMemory();
    if (needed.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new WrongRequest(
          "--ram",
          "more than this JVM gives, " + ByteSize.text(BigDecimal.valueOf(most)),
          "less, or more with JAVA_OPTS=-Xmx; %s needs %s"
              .formatted(best.label(), ByteSize.text(new BigDecimal(needed))));
    }
  }
}
