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
import org.checkpointschedules.Timing;
import org.checkpointschedules.choose.Budget;
import org.checkpointschedules.choose.Candidate;
import org.checkpointschedules.choose.Choice;
import org.checkpointschedules.choose.Prediction;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.plan.ContinuedPlan;
import picocli.CommandLine.ParseResult;

/// A run with `--auto`: measures, chooses, explains, runs, and says how far off the prediction was.
final class AutoSession {
  /// A run predicted to take less is rehearsed as it is, and a longer one with fewer steps.
  private static final double SHORT_SECONDS = 2;

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
      EntrySizes sizes,
      Outputs outputs) {
    options.requireFree(given);
    options.bucket().requireNone("--auto");
    List<Budget> budgets = AutoRequest.budgets(given, Parameter::option);
    DiskCodec codec = options.diskCodec();
    var storage =
        new Storage(options.directory(), options.overlap(), codec.around(example), Optional.empty())
            .with(options.checks().checking());
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
                whenFull)
            .with(storage.checking());
    if (codec == DiskCodec.FLOAT32 && onDisk) {
      session.measureLoss(
          examples,
          steps -> alike(best, Choice.of(steps, figures, budgets)),
          Math.min(example.steps(), RunSession.LOSS_STEPS),
          kept);
    }
    Timing byFigures = byFigures(best, example);
    Optional<Timing> rehearsed = Optional.empty();
    if (byFigures.seconds() < SHORT_SECONDS) {
      rehearsed = Optional.of(Rehearsal.of(session, example, best.schedule(), kept));
    } else {
      long fewer = Math.max(2, (long) (example.steps() / byFigures.seconds()));
      try (Example reduced = examples.apply(OptionalLong.of(fewer))) {
        CheckpointSchedule schedule = alike(best, Choice.of(fewer, figures, budgets));
        Rehearsal.of(session, reduced, schedule, kept);
      }
    }
    Outcome outcome = session.run(example, best.schedule(), kept, outputs, Optional.empty());
    tell(byFigures, rehearsed, RunTotal.of(outcome.reports()).elapsedNanos() / 1e9);
    return ExitStatus.DONE;
  }

  private static Timing byFigures(Candidate best, Example example) {
    Prediction prediction = best.prediction();
    int adjoints = example.adjoints();
    return new Timing(
        prediction.seconds() * adjoints,
        prediction.lowerSeconds() * adjoints,
        prediction.upperSeconds() * adjoints,
        0);
  }

  private void tell(Timing byFigures, Optional<Timing> rehearsed, double took) {
    out.println();
    rehearsed.ifPresent(_ ->
        out.printf(
            "the figures alone predicted %s, %s%n", text(byFigures), error(byFigures, took)));
    Timing prediction = rehearsed.orElse(byFigures);
    out.printf(
        "predicted %s%s, took %s s: the prediction was %s%n",
        text(prediction),
        rehearsed.map(by -> rehearsals(by.samples())).orElse(""),
        ChoiceReport.seconds(took),
        error(prediction, took));
  }

  private static String rehearsals(int count) {
    return count == 1 ? " by the last rehearsal" : " by the last %d rehearsals".formatted(count);
  }

  private static String text(Timing time) {
    return "%s s (%s to %s)"
        .formatted(
            ChoiceReport.seconds(time.seconds()),
            ChoiceReport.seconds(time.lower()),
            ChoiceReport.seconds(time.upper()));
  }

  private static String error(Timing predicted, double took) {
    double error = predicted.seconds() / took - 1;
    return String.format(
        Locale.ROOT, "%.1f %% too %s", 100 * Math.abs(error), error > 0 ? "high" : "low");
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
