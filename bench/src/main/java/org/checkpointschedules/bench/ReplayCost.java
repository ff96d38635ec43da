package org.checkpointschedules.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.checkpointschedules.examples.fwi.Fwi;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.foreign.ProcessModel;
import org.checkpointschedules.foreign.SolverCommand;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.ReplayFigures;
import org.checkpointschedules.run.RunReport;

/// What the sampled replay check takes of a run: the looks as the run itself times them, and whole
/// runs with it over runs without, in turns, in the time of the processor that their thread got.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.ReplayCost
/// -Dbench.args="ROUNDS [SOLVER ARGUMENTS]"`
public final class ReplayCost {
  private static final long CHECKPOINTS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ReplayCost() {}

  /// Runs the benchmark.
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    System.out.println("| run | looks / run | with / without, median | compared, places, every |");
    System.out.println("|---|---:|---:|---:|");
    burgers(rounds, 200);
    burgers(rounds, 20_000);
    burgers(rounds, 200_000);
    try (var fwi = new Fwi(FwiSettings.builder().threads(1).build())) {
      var schedule = RevolveCheckpointSchedule.of(fwi.steps(), CHECKPOINTS);
      var adjoint = Adjoint.of(fwi.model(0)).schedule(schedule).elements(ElementType.FLOAT32);
      measure(
          "fwi, 161 x 81 points, %,d steps".formatted(fwi.steps()),
          rounds,
          adjoint::run,
          adjoint.noReplayCheck()::run);
    }
    if (args.length > 1) {
      try (var solver =
          ProcessModel.start(SolverCommand.of(List.of(args).subList(1, args.length)))) {
        long steps = solver.declaration().steps();
        var schedule = RevolveCheckpointSchedule.of(steps, CHECKPOINTS);
        var adjoint = Adjoint.of(solver).schedule(schedule);
        String name = "a solver in a process, %,d steps".formatted(steps);
        measure(name, rounds, adjoint::run, adjoint.noReplayCheck()::run);
      }
    }
  }

  private static void burgers(int rounds, long steps) {
    var example = new Burgers(BurgersSettings.defaults().withSteps(steps));
    CheckpointSchedule schedule = RevolveCheckpointSchedule.of(steps, CHECKPOINTS);
    var adjoint = Adjoint.of(example.model()).schedule(schedule);
    measure(
        "burgers, 200 points, %,d steps".formatted(steps),
        rounds,
        () -> adjoint.run(example.initial(), example::seed).report(),
        () -> adjoint.noReplayCheck().run(example.initial(), example::seed).report());
  }

  private static void measure(
      String name, int rounds, Supplier<RunReport> with, Supplier<RunReport> without) {
    var looks = new double[rounds];
    var ratios = new double[rounds];
    RunReport last = null;
    for (int round = -1; round < rounds; round++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      without.get();
      long between = THREADS.getCurrentThreadCpuTime();
      last = with.get();
      long end = THREADS.getCurrentThreadCpuTime();
      if (round >= 0) {
        looks[round] = (double) last.replay().nanos() / last.elapsedNanos();
        ratios[round] = (double) (end - between) / (between - begin);
      }
    }
    Arrays.sort(looks);
    Arrays.sort(ratios);
    ReplayFigures replay = last.replay();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f %% | %.3f | %,d, %,d, %,d |%n",
        name,
        100 * looks[rounds / 2],
        ratios[rounds / 2],
        replay.compared(),
        replay.places(),
        replay.every());
  }
}
