package org.checkpointschedules.bench;

import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.examples.fwi.Fwi;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.RunReport;

/// The gradient of the acoustic example on the Marmousi model (1601 x 401 points, single precision,
/// one thread), with a few checkpoints in memory and the others on disk, over the same with all of
/// them in memory: pairs in turns, after a warm-up of each.
///
/// `mvn -q -pl bench -am compile exec:exec
/// -Dbench.main=org.checkpointschedules.bench.GradientWithDisk -Dbench.args="VELOCITY_FILE
/// DIRECTORY STEPS RAM DISK ROUNDS"`
public final class GradientWithDisk {
  private GradientWithDisk() {}

  /// Runs the benchmark, or says that there is no such file.
  public static void main(String[] args) {
    Path velocity = Path.of(args[0]);
    if (!Files.exists(velocity)) {
      System.out.println("skipped: there is no file " + velocity);
      return;
    }
    Path directory = Path.of(args[1]);
    long steps = Long.parseLong(args[2]);
    long ram = Long.parseLong(args[3]);
    long disk = Long.parseLong(args[4]);
    int rounds = Integer.parseInt(args[5]);
    var settings = FwiSettings.builder().steps(steps).threads(1);
    settings.velocity(velocity).shape(1601, 401).spacing(7.5);
    var onDisk = RevolveCheckpointSchedule.of(steps, ram, disk, writeCost(1), readCost(1));
    var inMemory = RevolveCheckpointSchedule.of(steps, ram + disk);
    var ratios = new double[rounds];
    RunReport report = null;
    try (var example = new Fwi(settings.build())) {
      for (int round = -1; round < rounds; round++) {
        InPlaceModel model = example.model(0);
        long start = System.nanoTime();
        run(model, inMemory, directory);
        double memory = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        report = run(model, onDisk, directory);
        double withDisk = (System.nanoTime() - start) / 1e9;
        if (round >= 0) {
          ratios[round] = withDisk / memory;
          System.out.printf(
              Locale.ROOT,
              "memory %.3f s, with disk %.3f s, ratio %.4f%n",
              memory,
              withDisk,
              ratios[round]);
        }
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "%d steps; %d + %d checkpoints: %d forward steps; %d in memory: %d%n"
            + "ratio: least %.4f median %.4f most %.4f%n",
        steps,
        ram,
        disk,
        onDisk.forecast().forwardSteps(),
        ram + disk,
        inMemory.forecast().forwardSteps(),
        ratios[0],
        ratios[rounds / 2],
        ratios[rounds - 1]);
    System.out.println(report.table());
  }

  private static RunReport run(InPlaceModel model, CheckpointSchedule schedule, Path directory) {
    return Adjoint.of(model).schedule(schedule).directory(directory).run();
  }
}
