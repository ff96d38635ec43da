package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The schedules that promise the action sequences of checkpoint_schedules 1.0.4 keep the promise.
class UpstreamSequenceTest {

  static Stream<Map<String, String>> rows() {
    return Reference.table("public.csv").stream().filter(row -> schedule(row) != null);
  }

  private static CheckpointSchedule schedule(Map<String, String> row) {
    long n = Long.parseLong(row.get("n"));
    long ram = Long.parseLong(Reference.parameter(row, "ram", "0"));
    long disk = Long.parseLong(Reference.parameter(row, "disk", "0"));
    Trajectory trajectory =
        Trajectory.valueOf(Reference.parameter(row, "trajectory", "maximum").toUpperCase());
    return switch (row.get("schedule")) {
      case "SingleMemory" -> SingleMemoryCheckpointSchedule.of(n);
      case "SingleDisk" ->
          Reference.parameter(row, "move_data", "").equals("true")
              ? SingleDiskCheckpointSchedule.moving(n)
              : SingleDiskCheckpointSchedule.copying(n);
      case "Multistage" ->
          MultistageCheckpointSchedule.of(
              Problem.steps(n).level(RAM, ram).level(DISK, disk), trajectory);
      case "TwoLevel" -> {
        long snapshots = Long.parseLong(Reference.parameter(row, "binomial_snapshots", ""));
        StorageLocation storage =
            StorageLocation.of(Reference.parameter(row, "binomial_storage", ""));
        Problem problem = Problem.steps(n);
        if (storage.equals(RAM)) {
          problem = problem.level(RAM, snapshots);
        }
        yield TwoLevelCheckpointSchedule.of(
            problem.level(DISK, Level.UNBOUNDED),
            Long.parseLong(Reference.parameter(row, "period", "")),
            snapshots,
            storage,
            trajectory);
      }
      case "Mixed" ->
          MixedCheckpointSchedule.of(
              n,
              Long.parseLong(Reference.parameter(row, "snapshots", "")),
              StorageLocation.of(Reference.parameter(row, "storage", "")));
      default -> null;
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void sequenceIsUpstreams(Map<String, String> row) {
    CheckpointSchedule schedule = schedule(row);
    assertEquals(
        row.get("sha256"),
        Reference.sha256(Reference.upstream(schedule)),
        () -> row.get("id") + ":\n" + Reference.upstream(schedule));
    Laws.forecastIsCounted(schedule);
  }

  @Test
  void noneDiffersInItsNameOfNowhere() {
    assertEquals(
        Reference.text("actions/none_n5.txt")
            .strip()
            .replace("StorageType.NONE", "StorageType.WORK"),
        Reference.upstream(NoneCheckpointSchedule.of(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maximum", "revolve"})
  void multistageInFull(String trajectory) {
    assertEquals(
        Reference.text("actions/multistage_n10_r1_d2_" + trajectory + ".txt").strip(),
        Reference.upstream(
            MultistageCheckpointSchedule.of(
                Problem.steps(10).level(RAM, 1).level(DISK, 2),
                Trajectory.valueOf(trajectory.toUpperCase()))));
  }
}
