package org.checkpointschedules.bench;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.bench.Samples.Work;
import org.checkpointschedules.examples.fwi.Fwi;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.run.RunReport;

/// Whole gradients of `fwi` under every kind of schedule and three budgets of memory, in turns: the
/// figures of the guide's decision table.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.WhichSchedule
/// -Dbench.args="DIRECTORY ROUNDS"`
public final class WhichSchedule {
  private static final int ACROSS = 601;
  private static final int DEPTH = 301;
  private static final long STEPS = 240;

  /// Slots on disk, where they are limited.
  private static final long SLOTS_ON_DISK = 30;

  private WhichSchedule() {}

  private static Map<String, CheckpointSchedule> schedules() {
    var schedules = new LinkedHashMap<String, CheckpointSchedule>();
    schedules.put("single-memory", SingleMemoryCheckpointSchedule.of(STEPS));
    schedules.put("single-disk --move", SingleDiskCheckpointSchedule.moving(STEPS));
    for (long ram : new long[] {2, 6, 20}) {
      Problem memory = Problem.steps(STEPS).level(RAM, ram);
      Problem limited = memory.level(DISK, SLOTS_ON_DISK, writeCost(1), readCost(1));
      Problem unlimited = memory.level(DISK, Level.UNBOUNDED, writeCost(1), readCost(1));
      String slots = " --ram " + ram;
      schedules.put("revolve" + slots, RevolveCheckpointSchedule.of(memory));
      schedules.put("mixed, RAM" + slots, MixedCheckpointSchedule.of(memory));
      schedules.put(
          "multistage" + slots + " --disk " + SLOTS_ON_DISK,
          MultistageCheckpointSchedule.of(STEPS, ram, SLOTS_ON_DISK));
      schedules.put(
          "h-revolve" + slots + " --disk " + SLOTS_ON_DISK, RevolveCheckpointSchedule.of(limited));
      schedules.put("disk-revolve" + slots, RevolveCheckpointSchedule.diskRevolve(unlimited));
      schedules.put(
          "periodic-disk-revolve" + slots, PeriodicDiskRevolveCheckpointSchedule.of(unlimited));
    }
    schedules.put(
        "two-level --period 16, 6 in RAM", TwoLevelCheckpointSchedule.of(STEPS, 16, 6, RAM));
    return schedules;
  }

  /// A file with four layers, from 1.5 to 3 km/s.
  private static Path layers(Path directory) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * ACROSS * DEPTH).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ACROSS * DEPTH; i++) {
      bytes.putFloat(1.5f + 0.5f * (4 * (i % DEPTH) / DEPTH));
    }
    return Files.write(directory.resolve("velocity.f32"), bytes.array());
  }

  /// @param args the directory of the disk level, and how many rounds
  public static void main(String[] args) throws Exception {
    Optional<Path> directory = Optional.of(Path.of(args[0]));
    int rounds = Integer.parseInt(args[1]);
    Map<String, CheckpointSchedule> schedules = schedules();
    var reports = new LinkedHashMap<String, RunReport>();
    var works = new LinkedHashMap<String, Work>();
    Path velocity = layers(Path.of(args[0]));
    var settings =
        FwiSettings.builder()
            .velocity(velocity)
            .shape(ACROSS, DEPTH)
            .spacing(7.5)
            .steps(STEPS)
            .threads(1)
            .build();
    try (var fwi = new Fwi(settings)) {
      schedules.forEach((name, schedule) ->
          works.put(
              name,
              () ->
                  reports.put(name, fwi.run(schedule, directory, List.of()).reports().getFirst())));
      var samples = new Samples(rounds);
      samples.measure(works);
      System.out.printf(
          Locale.ROOT,
          "%s, %d steps, %.2f MB a state, %.2f MB of adjoint data a step, %d rounds%n%n",
          fwi.name(),
          STEPS,
          fwi.stateBytes() / 1e6,
          fwi.adjointDataBytes() / 1e6,
          rounds);
      System.out.println(
          "| schedule | time | least | most | forward steps | RAM | disk | moved, disk |");
      System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
      double unit = samples.median("single-memory");
      reports.forEach((name, report) -> {
        double[] seconds = samples.sorted(name);
        RunReport.LevelTraffic disk = report.traffic().get(DISK);
        System.out.printf(
            Locale.ROOT,
            "| `%s` | %.2f | %.2f | %.2f | %.2f | %d | %d | %.0f MB |%n",
            name,
            seconds[seconds.length / 2] / unit,
            seconds[0] / unit,
            seconds[seconds.length - 1] / unit,
            report.counted().forwardSteps() / (double) STEPS,
            report.counted().peak().getOrDefault(RAM, 0L) + report.counted().peak().get(TAPE),
            report.counted().peak().getOrDefault(DISK, 0L),
            disk == null ? 0 : (disk.bytesWritten() + disk.bytesRead()) / 1e6);
      });
      System.out.printf(Locale.ROOT, "%nsingle-memory takes %.3f s%n", unit);
    }
  }
}
