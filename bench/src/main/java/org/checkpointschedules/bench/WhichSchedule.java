package org.checkpointschedules.bench;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.bench.Samples.Work;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.RunPhase;
import org.checkpointschedules.run.RunReport;

/// Whole adjoints under every kind of schedule and three budgets of memory, in turns, with the
/// costs of accesses measured first: the figures of the guide's decision table.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.WhichSchedule
/// -Dbench.args="DIRECTORY SWEEPS ROUNDS"`
public final class WhichSchedule {
  private static final long STEPS = 120;

  /// Slots on disk, where they are limited.
  private static final long SLOTS_ON_DISK = 20;

  private WhichSchedule() {}

  /// Seconds of a forward and an adjoint step, and of accesses of one entry.
  private record Measured(
      double forward, double adjoint, double memory, double diskWrite, double diskRead) {

    static Measured of(Relaxation model, Path directory) {
      RunReport memory = run(model, directory, RevolveCheckpointSchedule.of(STEPS, 6));
      RunReport moving = run(model, directory, SingleDiskCheckpointSchedule.moving(STEPS));
      double accesses = memory.counted().writes().get(RAM) + memory.counted().reads().get(RAM);
      return new Measured(
          seconds(memory, RunPhase.FORWARD, RunPhase.RECOMPUTE)
              / (memory.counted().forwardSteps() - STEPS),
          seconds(memory, RunPhase.ADJOINT) / STEPS,
          seconds(memory, RunPhase.STORE, RunPhase.LOAD) / accesses,
          seconds(moving, RunPhase.STORE) / STEPS,
          seconds(moving, RunPhase.LOAD) / STEPS);
    }

    private static double seconds(RunReport report, RunPhase... phases) {
      double sum = 0;
      for (RunPhase phase : phases) {
        sum += report.nanos().get(phase) / 1e9;
      }
      return sum;
    }

    /// In units of a forward step, to a hundredth.
    private double unit(double seconds) {
      return Math.round(100 * seconds / forward) / 100.0;
    }

    StepCosts steps() {
      return StepCosts.of(1, unit(adjoint));
    }

    Level ram(long slots) {
      return Level.of(RAM, slots, unit(memory), unit(memory));
    }

    Level disk(long slots) {
      return Level.of(DISK, slots, unit(diskWrite), unit(diskRead));
    }
  }

  private static Map<String, CheckpointSchedule> schedules(Measured measured) {
    var schedules = new LinkedHashMap<String, CheckpointSchedule>();
    schedules.put("single-memory", SingleMemoryCheckpointSchedule.of(STEPS));
    schedules.put("single-disk", SingleDiskCheckpointSchedule.moving(STEPS));
    for (long ram : new long[] {2, 6, 20}) {
      Problem memory = Problem.steps(STEPS).costs(measured.steps()).level(measured.ram(ram));
      Problem limited = memory.level(measured.disk(SLOTS_ON_DISK));
      Problem free = Problem.steps(STEPS).costs(measured.steps()).level(RAM, ram);
      Problem unlimited = free.level(measured.disk(Level.UNBOUNDED));
      String slots = ", " + ram;
      schedules.put("revolve" + slots, RevolveCheckpointSchedule.of(memory));
      schedules.put("mixed" + slots, MixedCheckpointSchedule.of(memory));
      schedules.put(
          "multistage" + slots + " + " + SLOTS_ON_DISK,
          MultistageCheckpointSchedule.of(limited, Trajectory.MAXIMUM));
      schedules.put(
          "h-revolve" + slots + " + " + SLOTS_ON_DISK, RevolveCheckpointSchedule.of(limited));
      schedules.put("disk-revolve" + slots, RevolveCheckpointSchedule.diskRevolve(unlimited));
      schedules.put(
          "periodic-disk-revolve" + slots, PeriodicDiskRevolveCheckpointSchedule.of(unlimited));
    }
    schedules.put("two-level every 12, 6", TwoLevelCheckpointSchedule.of(STEPS, 12, 6, RAM));
    return schedules;
  }

  private static RunReport run(Relaxation model, Path directory, CheckpointSchedule schedule) {
    return Adjoint.of(model).schedule(schedule).directory(directory).run();
  }

  /// @param args the directory of the disk level, sweeps in a step, and how many rounds
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    var model = new Relaxation(Integer.parseInt(args[1]));
    Measured.of(model, directory);
    Measured measured = Measured.of(model, directory);
    var reports = new LinkedHashMap<String, RunReport>();
    var works = new LinkedHashMap<String, Work>();
    schedules(measured)
        .forEach((name, schedule) ->
            works.put(name, () -> reports.put(name, run(model, directory, schedule))));
    var samples = new Samples(Integer.parseInt(args[2]));
    samples.measure(works);
    System.out.printf(
        Locale.ROOT,
        "%d steps, %.1f MB a state; a forward step takes %.3f ms; in its unit: an adjoint step"
            + " %.2f, an access to memory %.2f, a write to disk %.2f, a read %.2f%n%n",
        STEPS,
        model.stateBytes() / 1e6,
        1e3 * measured.forward(),
        measured.unit(measured.adjoint()),
        measured.unit(measured.memory()),
        measured.unit(measured.diskWrite()),
        measured.unit(measured.diskRead()));
    System.out.println("| schedule, slots | time | least | most | forward steps | memory | disk |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|");
    double unit = samples.median("single-memory");
    reports.forEach((name, report) -> {
      double[] seconds = samples.sorted(name);
      Map<StorageLocation, Long> peak = report.counted().peak();
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %.2f | %.2f | %.2f | %.2f | %d | %d |%n",
          name,
          seconds[seconds.length / 2] / unit,
          seconds[0] / unit,
          seconds[seconds.length - 1] / unit,
          report.counted().forwardSteps() / (double) STEPS,
          peak.getOrDefault(RAM, 0L) + peak.get(TAPE),
          peak.getOrDefault(DISK, 0L));
    });
    System.out.printf(Locale.ROOT, "%nsingle-memory takes %.3f s%n", unit);
  }
}
