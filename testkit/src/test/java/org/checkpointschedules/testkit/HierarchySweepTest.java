package org.checkpointschedules.testkit;

import static org.checkpointschedules.testkit.RefereeAssertions.assertLegal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Optimal schedules on one, two and more levels against the plain recurrence, at every number of
/// slots that matters, and against brute force and the reference optima.
class HierarchySweepTest {
  private static final int STEPS = 60;
  private static final long SEED = 20260103;

  /// Costs of a forward step, an adjoint step, a disk write and a disk read.
  private static final double[][] COSTS = {
    {1, 1, 2, 2}, {1, 1, 0, 0}, {2, 1, 0.1, 0.1}, {1, 2, 0.5, 5}, {0.5, 3, 20, 1}, {0, 1, 1, 1}
  };

  @Test
  void oneLevelIsOptimalForEverySlotCount() {
    for (double[] c : COSTS) {
      var costs = StepCosts.of(c[0], c[1]);
      Level level = disk(STEPS, c);
      var oracle = PlainRecurrence.of(STEPS, List.of(level), costs);
      for (int n = 1; n <= STEPS; n++) {
        for (int s = n == 1 ? 0 : 1; s <= n; s++) {
          var problem = new Problem(n, List.of(disk(s, c)), costs);
          agrees(problem.plan(), oracle.cost(n, s), costs);
        }
      }
    }
  }

  @Test
  void twoLevelsAreOptimalForEverySlotCount() {
    twoLevels(COSTS[0], STEPS);
    for (double[] c : COSTS) {
      twoLevels(c, 36);
    }
  }

  @Test
  @Tag("heavy")
  void twoLevelsAreOptimalForEverySlotCountUpTo60Steps() {
    for (double[] c : COSTS) {
      twoLevels(c, STEPS);
    }
  }

  private static void twoLevels(double[] c, int steps) {
    var costs = StepCosts.of(c[0], c[1]);
    for (int ram = 0; ram < steps; ram++) {
      Level memory = memoryOf(ram);
      var oracle = PlainRecurrence.of(steps, List.of(memory, disk(steps, c)), costs);
      for (int n = ram + 1; n <= steps; n++) {
        for (int s = n == 1 || ram > 0 ? 0 : 1; s < Math.max(n, 2); s++) {
          var problem = new Problem(n, List.of(memory, disk(s, c)), costs);
          agrees(problem.plan(), oracle.cost(n, s), costs);
        }
      }
    }
  }

  @Test
  void moreMemoryNeverCostsAndMoreStepsNeverSave() {
    var costs = StepCosts.of(1, 1);
    double[] c = COSTS[0];
    var cost = new BigDecimal[41][7][7];
    for (int n = 2; n <= 40; n++) {
      for (int ram = 0; ram < 7; ram++) {
        for (int disk = ram == 0 ? 1 : 0; disk < 7; disk++) {
          var levels = List.of(Level.free(StorageLocation.RAM, ram), disk(disk, c));
          BigDecimal here = new Problem(n, levels, costs).plan().forecast().cost();
          cost[n][ram][disk] = here;
          String where = n + " steps, " + ram + " + " + disk;
          notDearer(here, ram > 0 ? cost[n][ram - 1][disk] : null, where);
          notDearer(here, disk > 0 ? cost[n][ram][disk - 1] : null, where);
          notDearer(cost[n - 1][ram][disk], here, where);
        }
      }
    }
  }

  private static void notDearer(BigDecimal cost, BigDecimal than, String where) {
    assertTrue(cost == null || than == null || cost.compareTo(than) <= 0, where);
  }

  @Test
  void threeLevelsAreOptimal() {
    var costs = StepCosts.of(1, 1.5);
    for (int n = 1; n <= 20; n++) {
      for (int slots = n == 1 ? 0 : 1; slots < 4 * 4 * 4; slots++) {
        var levels =
            List.of(
                Level.free(StorageLocation.RAM, slots % 4),
                Level.of(StorageLocation.level("SSD"), slots / 4 % 4, 0.5, 0.25),
                Level.of(StorageLocation.DISK, slots / 16, 3, 2));
        var expected = PlainRecurrence.of(n, levels, costs).cost(n);
        agrees(new Problem(n, levels, costs).plan(), expected, costs);
      }
    }
  }

  @Test
  void randomHierarchiesAreOptimalByBruteForce() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 300; round++) {
      var problem = randomProblem(random);
      Optional<BigDecimal> least =
          BruteForce.restartOnly((int) problem.steps(), problem.levels(), problem.costs());
      if (least.isPresent()) {
        agrees(problem.plan(), least, problem.costs());
      }
    }
  }

  /// Up to 9 steps on up to 3 levels whose costs do not fall.
  private static Problem randomProblem(SplittableRandom random) {
    var levels = new ArrayList<Level>();
    double write = 0;
    double read = 0;
    for (int k = random.nextInt(1, 4); k > 0; k--) {
      write += random.nextInt(0, 8) / 4.0;
      read += random.nextInt(0, 8) / 4.0;
      var place = StorageLocation.level("L" + levels.size());
      levels.add(Level.of(place, random.nextInt(0, 3), write, read));
    }
    var costs = StepCosts.of(random.nextInt(0, 12) / 4.0, random.nextInt(0, 12) / 4.0);
    return new Problem(random.nextInt(1, 10), levels, costs);
  }

  @Test
  void theReferenceOptimaAreMet() {
    for (var row : ReferenceTable.read("bruteforce.csv")) {
      var levels =
          List.of(
              Level.free(StorageLocation.RAM, row.whole("c0")),
              new Level(StorageLocation.DISK, row.whole("c1"), row.decimal("w"), row.decimal("r")));
      meets(row, "bruteforce", levels);
    }
    for (var row : ReferenceTable.read("bruteforce_unlimited_disk.csv")) {
      var levels =
          List.of(
              Level.free(StorageLocation.RAM, row.whole("c0")),
              new Level(StorageLocation.DISK, Level.UNBOUNDED, row.decimal("w"), row.decimal("r")));
      meets(row, "bruteforce", levels);
    }
    for (var row : ReferenceTable.read("hrevolve_optimal.csv")) {
      meets(row, "optimum", row.levels("c", "w", "r"));
    }
    for (var row : ReferenceTable.read("klevels_large.csv")) {
      meets(row, "cost", row.levels("slots", "write", "read"));
    }
  }

  private static void meets(ReferenceTable.Row row, String column, List<Level> levels) {
    Optional<BigDecimal> optimum = row.optionalDecimal(column);
    if (optimum.isPresent()) {
      var costs = new StepCosts(row.decimal("uf"), row.decimal("ub"));
      var schedule = new Problem(row.whole("n"), levels, costs).plan();
      double reference = optimum.get().doubleValue();
      double tolerance = 1e-12 * Math.max(1, reference);
      assertEquals(reference, schedule.forecast().cost().doubleValue(), tolerance, row::toString);
    }
  }

  @Test
  void schedulesKeepAllTheirPromises() {
    for (double[] c : COSTS) {
      var costs = StepCosts.of(c[0], c[1]);
      for (int n = 1; n <= 12; n++) {
        for (int ram = 0; ram <= 4; ram++) {
          for (int disk = n == 1 || ram > 0 ? 0 : 1; disk <= 4; disk++) {
            var memory = memoryOf(ram);
            var bounded = new Problem(n, List.of(memory, disk(disk, c)), costs);
            assertLegal(bounded.plan(), costs);
          }
          var unbounded = new Problem(n, List.of(memoryOf(ram), disk(c)), costs);
          assertLegal(RevolveCheckpointSchedule.diskRevolve(unbounded), costs);
        }
      }
    }
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 200; round++) {
      var problem = randomProblem(random);
      if (problem.steps() == 1 || problem.levels().stream().anyMatch(l -> l.slots() > 0)) {
        assertLegal(problem.plan(), problem.costs());
      }
    }
  }

  /// The cost is the oracle's, is said to be optimal, and is what playing the schedule costs.
  private static void agrees(
      CheckpointSchedule schedule, Optional<BigDecimal> least, StepCosts costs) {
    var forecast = schedule.forecast();
    String where = schedule.steps() + " steps, " + schedule.levels() + ", " + costs;
    assertEquals(0, least.orElseThrow().compareTo(forecast.cost()), () -> where + forecast.cost());
    assertTrue(forecast.optimal(), where);
    var counts = ScheduleReferee.check(schedule);
    assertEquals(List.of(), forecast.differences(counts), where);
    assertEquals(counts.adjointSteps(), schedule.steps(), where);
  }

  private static Level memoryOf(int slots) {
    return Level.free(StorageLocation.RAM, slots);
  }

  private static Level disk(double[] costs) {
    return disk(Level.UNBOUNDED, costs);
  }

  private static Level disk(long slots, double[] costs) {
    return Level.of(StorageLocation.DISK, slots, costs[2], costs[3]);
  }
}
