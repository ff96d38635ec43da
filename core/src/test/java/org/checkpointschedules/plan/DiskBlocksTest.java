package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.junit.jupiter.api.Test;

/// Periodic and read-once Disk-Revolve against the plain recurrences and the reference.
class DiskBlocksTest {
  private static final double[][] COSTS = {
    // forward, write, read
    {1, 2, 2},
    {1, 0, 0},
    {1, .5, .5},
    {2, 10, 1},
    {1, 50, .1},
    {.5, 3, 0},
    {1, 0, 7},
    {0, 1, 1},
    {1, 5, .25},
    {.1, .3, .2}
  };

  private static Problem problem(long n, long ram, double[] costs) {
    return Problem.steps(n)
        .level(RAM, ram)
        .level(Level.of(DISK, Level.UNBOUNDED, costs[1], costs[2]))
        .costs(StepCosts.of(costs[0], 1));
  }

  @Test
  void readOnceIsTheRecurrencesOptimum() {
    int most = 45;
    for (double[] costs : COSTS) {
      for (int ram = 0; ram <= 4; ram++) {
        double[] memory = memoryOnly(most, ram, costs[0]);
        double[] least = new double[most + 1];
        for (int n = 1; n <= most; n++) {
          least[n] = memory[n];
          for (int k = 1; k < n; k++) {
            double split = costs[1] + k * costs[0] + least[n - k] + costs[2] + memory[k];
            least[n] = Math.min(least[n], split);
          }
          var schedule = ReadOnceDiskRevolveCheckpointSchedule.of(problem(n, ram, costs));
          double expected = least[n] + n * (1 + costs[0]);
          assertEquals(
              expected,
              schedule.forecast().cost().doubleValue(),
              1e-9,
              () -> Laws.description(schedule));
          Laws.forecastIsCounted(schedule);
        }
      }
    }
  }

  @Test
  void periodicIsAsCheapAsItsPeriodAllows() {
    int most = 26;
    for (double[] costs : COSTS) {
      for (int ram = 0; ram <= 3; ram++) {
        double[] memory = memoryOnly(most + 1, ram, costs[0]);
        // Reversing n steps whose restart data lie on disk and are live.
        double[] stored = new double[most + 2];
        for (int n = 1; n <= most + 1; n++) {
          stored[n] = memory[n];
          for (int k = 1; k < n; k++) {
            stored[n] = Math.min(stored[n], k * costs[0] + memory[n - k] + costs[2] + stored[k]);
          }
        }
        for (int n = 1; n <= most; n++) {
          for (int period = 1; period <= n; period++) {
            int blocks = Math.max(0, (n - 2) / period);
            int last = n - (n == 1 ? 0 : blocks * period);
            double expected =
                blocks * (costs[1] + period * costs[0] + costs[2] + stored[period])
                    + Math.min(memory[last], costs[1] + stored[last])
                    + n * (1 + costs[0]);
            var schedule = PeriodicDiskRevolveCheckpointSchedule.of(problem(n, ram, costs), period);
            assertEquals(
                expected,
                schedule.forecast().cost().doubleValue(),
                1e-9,
                () -> Laws.description(schedule) + " by " + schedule.period());
            Laws.forecastIsCounted(schedule);
          }
        }
      }
    }
  }

  // Forward steps, not recording ones, from memory alone, times their cost.
  private static double[] memoryOnly(int most, int slots, double forward) {
    double[] below = new double[most + 1];
    Arrays.fill(below, 2, most + 1, Double.POSITIVE_INFINITY);
    for (int s = 1; s <= slots; s++) {
      double[] least = new double[most + 1];
      for (int n = 2; n <= most; n++) {
        least[n] = Double.POSITIVE_INFINITY;
        for (int k = 1; k < n; k++) {
          least[n] = Math.min(least[n], k * forward + below[n - k] + least[k]);
        }
      }
      below = least;
    }
    return below;
  }

  @Test
  void defaultPeriodIsTheCheapestPerStep() {
    for (Map<String, String> row : Reference.table("periods.csv")) {
      var problem =
          Problem.steps(3)
              .level(RAM, Long.parseLong(row.get("cm")))
              .level(
                  Level.of(
                      DISK,
                      Level.UNBOUNDED,
                      Double.parseDouble(row.get("wd")),
                      Double.parseDouble(row.get("rd"))))
              .costs(StepCosts.of(Double.parseDouble(row.get("uf")), 1));
      assertEquals(
          Long.parseLong(row.get("period_one_read")),
          PeriodicDiskRevolveCheckpointSchedule.of(problem).period(),
          row.toString());
    }
  }

  @Test
  void neverDearerThanTheReference() {
    int compared = 0;
    for (Map<String, String> row : Reference.table("public.csv")) {
      boolean periodic = row.get("schedule").equals("PeriodicDiskRevolve");
      if (!periodic && !row.get("schedule").equals("DiskRevolve")) {
        continue;
      }
      Problem problem =
          Problem.steps(Long.parseLong(row.get("n")))
              .level(RAM, Long.parseLong(Reference.parameter(row, "ram", "")))
              .level(
                  Level.of(
                      DISK,
                      Level.UNBOUNDED,
                      Double.parseDouble(row.get("wd")),
                      Double.parseDouble(row.get("rd"))))
              .costs(
                  StepCosts.of(
                      Double.parseDouble(row.get("uf")), Double.parseDouble(row.get("ub"))));
      CheckpointSchedule schedule =
          periodic
              ? PeriodicDiskRevolveCheckpointSchedule.of(problem)
              : ReadOnceDiskRevolveCheckpointSchedule.of(problem);
      // The reference's costs are sums of doubles.
      BigDecimal reference = new BigDecimal(row.get("cost")).add(new BigDecimal("1e-9"));
      assertTrue(schedule.forecast().cost().compareTo(reference) <= 0, row.toString());
      if (periodic) {
        assertTrue(
            row.get("period_line")
                .endsWith(" " + ((PeriodicDiskRevolveCheckpointSchedule) schedule).period()),
            row.toString());
      }
      Laws.forecastIsCounted(schedule);
      compared++;
    }
    assertEquals(38, compared);
  }

  @Test
  void opensAnywhere() {
    for (double[] costs : List.of(COSTS[0], COSTS[4], COSTS[1], COSTS[8])) {
      for (int n = 1; n <= 20; n++) {
        for (int ram = 0; ram <= 3; ram++) {
          Problem problem = problem(n, ram, costs);
          Laws.opensAsReplayed(ReadOnceDiskRevolveCheckpointSchedule.of(problem));
          for (int period : List.of(1, 2, 5, 9, 30)) {
            Laws.opensAsReplayed(PeriodicDiskRevolveCheckpointSchedule.of(problem, period));
          }
        }
      }
    }
  }

  @Test
  void planAndStartAtAnyScale() {
    long n = 1_000_000_000_000L;
    for (long ram : List.of(0L, 1L, 2L, 10L, 1000L)) {
      for (double[] costs : COSTS) {
        for (CheckpointSchedule schedule :
            List.of(
                ReadOnceDiskRevolveCheckpointSchedule.of(problem(n, ram, costs)),
                PeriodicDiskRevolveCheckpointSchedule.of(problem(n, ram, costs)),
                PeriodicDiskRevolveCheckpointSchedule.of(problem(n, ram, costs), n / 7))) {
          schedule.iterator().next();
          var stream = schedule.open(n / 3);
          stream.next();
          assertEquals(n / 3, stream.remaining().adjointSteps());
        }
      }
    }
  }

  @Test
  void refuseBadInputByName() {
    var write = Problem.writeCost(1);
    var read = Problem.readCost(1);
    assertRefused("steps", () -> PeriodicDiskRevolveCheckpointSchedule.of(0, 1, write, read));
    assertRefused("RAM slots", () -> ReadOnceDiskRevolveCheckpointSchedule.of(5, -1, write, read));
    assertRefused(
        "period", () -> PeriodicDiskRevolveCheckpointSchedule.of(problem(5, 1, COSTS[0]), 0));
    Problem none = Problem.steps(5).level(RAM, 0).level(DISK, 0);
    assertRefused("slots", () -> PeriodicDiskRevolveCheckpointSchedule.of(none));
    assertRefused("slots", () -> ReadOnceDiskRevolveCheckpointSchedule.of(none));
    Problem few = Problem.steps(50).level(RAM, 1).level(DISK, 2);
    assertRefused("DISK slots", () -> PeriodicDiskRevolveCheckpointSchedule.of(few, 3));
    Problem memory = Problem.steps(5).level(RAM, 1);
    assertRefused(
        "periodic-disk-revolve levels", () -> PeriodicDiskRevolveCheckpointSchedule.of(memory));
    assertRefused("disk-revolve levels", () -> ReadOnceDiskRevolveCheckpointSchedule.of(memory));
  }

  private static void assertRefused(String argument, Runnable make) {
    assertEquals(argument, assertThrows(InvalidArgumentException.class, make::run).argument());
  }
}
