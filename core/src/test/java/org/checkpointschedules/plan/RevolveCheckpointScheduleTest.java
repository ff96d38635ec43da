package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.junit.jupiter.api.Test;

class RevolveCheckpointScheduleTest {
  private static final long SEED = 20260101;

  @Test
  void readsLikeThis() {
    var lines = new ArrayList<String>();
    RevolveCheckpointSchedule.of(5, 1, 1, writeCost(0.5), readCost(0.5))
        .forEach(action -> lines.add(action.toString()));
    assertEquals(
        """
        Forward(0, 2, writeIcs=true, writeAdjDeps=false, DISK)
        Forward(2, 4, writeIcs=true, writeAdjDeps=false, RAM)
        Forward(4, 5, writeIcs=false, writeAdjDeps=true, TAPE)
        EndForward()
        Reverse(5, 4, clearAdjDeps=true)
        Copy(2, RAM, TAPE, delete=false)
        Forward(2, 3, writeIcs=false, writeAdjDeps=false, NONE)
        Forward(3, 4, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(4, 3, clearAdjDeps=true)
        Copy(2, RAM, TAPE, delete=true)
        Forward(2, 3, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(3, 2, clearAdjDeps=true)
        Copy(0, DISK, TAPE, delete=true)
        Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)
        Forward(1, 2, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(2, 1, clearAdjDeps=true)
        Copy(0, RAM, TAPE, delete=true)
        Forward(0, 1, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(1, 0, clearAdjDeps=true)
        EndReverse()
        """,
        String.join("\n", lines) + "\n");
  }

  @Test
  void costsWhatTheRecurrenceSaysAndDoesWhatItForecasts() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 6_000; i++) {
      Instance instance = Instance.random(random, 4, i % 3 == 0 ? 12 : 60, i % 2 == 0 ? 3 : 6);
      var schedule = instance.problem().plan();
      assertEquals(
          0, instance.leastCost().compareTo(schedule.forecast().cost()), instance::toString);
      assertTrue(schedule.forecast().optimal(), instance::toString);
      Laws.forecastIsCounted(schedule);
    }
  }

  /// A direction of writes closed for all reads too soon makes each of these dearer.
  @Test
  void dearReadsCloseNoDirectionTooSoon() {
    var instances =
        new Instance[] {
          new Instance(
              144,
              new long[] {1, 1, 3, 1},
              new long[] {1, 97, 110, 110},
              new long[] {8990, 8990, 9680, 9681},
              5,
              1),
          new Instance(
              139,
              new long[] {0, 1, 139},
              new long[] {62, 62, 62},
              new long[] {49, 9320, 9723},
              3,
              1),
          new Instance(
              181,
              new long[] {0, 1, 3},
              new long[] {0, 249, 633},
              new long[] {183, 9583, 10532},
              4,
              1)
        };
    for (Instance instance : instances) {
      var found = instance.problem().plan().forecast();
      assertEquals(0, instance.leastCost().compareTo(found.cost()), instance::toString);
      assertTrue(found.optimal(), instance::toString);
    }
  }

  @Test
  void opensWhereverTheAdjointStands() {
    var random = new SplittableRandom(SEED + 1);
    for (int i = 0; i < 600; i++) {
      Laws.opensAsReplayed(Instance.random(random, 4, 16, 3).problem().plan());
    }
  }

  @Test
  void everySmallTwoLevelProblemIsOptimal() {
    long[][] costs = {{0, 0}, {0, 1}, {1, 0}, {2, 2}, {1, 5}, {7, 3}, {20, 20}};
    for (int n = 1; n <= 40; n++) {
      for (int ram = 0; ram <= 4; ram++) {
        for (int disk = 0; disk <= 4; disk++) {
          for (long[] cost : costs) {
            if (n == 1 || ram + disk > 0) {
              var slots = new long[] {ram, disk};
              var instance =
                  new Instance(n, slots, new long[] {0, cost[0]}, new long[] {0, cost[1]}, 1, 1);
              var found = instance.problem().plan().forecast();
              assertEquals(0, instance.leastCost().compareTo(found.cost()), instance::toString);
              assertTrue(found.optimal());
            }
          }
        }
      }
    }
  }

  @Test
  void equalsExhaustiveSearch() {
    int compared = 0;
    for (var row : Reference.table("bruteforce.csv")) {
      var problem =
          Problem.steps(Long.parseLong(row.get("n")))
              .level(RAM, Long.parseLong(row.get("c0")))
              .level(
                  new Level(
                      DISK, Long.parseLong(row.get("c1")), decimal(row, "w"), decimal(row, "r")))
              .costs(new StepCosts(decimal(row, "uf"), decimal(row, "ub")));
      equal(row.get("bruteforce"), problem.plan(), row.toString());
      compared++;
    }
    for (var row : Reference.table("bruteforce_unlimited_disk.csv")) {
      var problem =
          Problem.steps(Long.parseLong(row.get("n")))
              .level(RAM, Long.parseLong(row.get("c0")))
              .level(new Level(DISK, Level.UNBOUNDED, decimal(row, "w"), decimal(row, "r")))
              .costs(new StepCosts(decimal(row, "uf"), decimal(row, "ub")));
      var schedule = RevolveCheckpointSchedule.diskRevolve(problem);
      equal(row.get("bruteforce"), schedule, row.toString());
      Laws.forecastIsCounted(schedule);
      compared++;
    }
    assertEquals(1397 + 344, compared);
  }

  @Test
  void equalsTheTablesOfSeveralLevels() {
    var compared = new AtomicInteger();
    for (var row : Reference.table("hrevolve_optimal.csv")) {
      if (nonDecreasing(row.get("w")) && nonDecreasing(row.get("r"))) {
        Problem problem = levels(row.get("n"), row.get("c"), row.get("w"), row.get("r"), row);
        var schedule = problem.plan();
        equal(row.get("optimum"), schedule, row.toString());
        Laws.forecastIsCounted(schedule);
        compared.incrementAndGet();
      }
    }
    for (var row : Reference.table("klevels_large.csv")) {
      Problem problem =
          levels(row.get("n"), row.get("slots"), row.get("write"), row.get("read"), row);
      equal(row.get("cost"), problem.plan(), row.toString());
      compared.incrementAndGet();
    }
    for (var row : Reference.table("hrevolve_large.csv")) {
      var problem =
          Problem.steps(Long.parseLong(row.get("n")))
              .level(RAM, Long.parseLong(row.get("ram")))
              .level(
                  new Level(
                      DISK,
                      Long.parseLong(row.get("disk")),
                      decimal(row, "writeCost"),
                      decimal(row, "readCost")))
              .costs(new StepCosts(decimal(row, "forwardCost"), decimal(row, "adjointCost")));
      equal(row.get("cost"), problem.plan(), row.toString());
      compared.incrementAndGet();
    }
    assertTrue(compared.get() >= 150, compared::toString);
  }

  @Test
  void isNeverDearerThanTheReference() {
    for (var row : Reference.table("public.csv")) {
      String name = row.get("schedule");
      boolean disk = name.equals("HRevolve") || name.equals("DiskRevolve");
      if (!row.get("status").equals("ok") || !disk && !name.equals("Revolve")) {
        continue;
      }
      String limit = Reference.parameter(row, "disk", null);
      long slots = limit == null ? Level.UNBOUNDED : Long.parseLong(limit);
      var problem =
          Problem.steps(Long.parseLong(row.get("n")))
              .level(RAM, Long.parseLong(Reference.parameter(row, "ram", "0")))
              .costs(new StepCosts(decimal(row, "uf"), decimal(row, "ub")));
      if (disk) {
        problem = problem.level(new Level(DISK, slots, decimal(row, "wd"), decimal(row, "rd")));
      }
      assertTrue(
          problem.plan().forecast().cost().compareTo(decimal(row, "cost")) <= 0, row::toString);
    }
  }

  @Test
  void decimalsAreExact() {
    var cents = RevolveCheckpointSchedule.of(5_000, 3, 7, writeCost(0.07), readCost(0.11));
    var whole =
        RevolveCheckpointSchedule.of(
            5_000, 3, 7, writeCost(7), readCost(11), Problem.forward(100), Problem.adjoint(100));
    assertEquals(0, cents.forecast().cost().movePointRight(2).compareTo(whole.forecast().cost()));
  }

  @Test
  void oneSlotMoreNeverCostsMore() {
    for (long n : new long[] {1_000, 1_000_000_007L, 1_000_000_000_000L}) {
      BigDecimal last = null;
      for (int disk = 0; disk < 40; disk++) {
        var forecast =
            RevolveCheckpointSchedule.of(n, 3, disk, writeCost(5), readCost(3)).forecast();
        assertTrue(forecast.optimal());
        assertTrue(last == null || forecast.cost().compareTo(last) <= 0);
        last = forecast.cost();
      }
    }
  }

  @Test
  void theLargestProblemsArePlannedAndStartAtOnce() {
    for (long slots : new long[] {10, 1_000, 1_000_000, CheckpointSchedule.MAX_STEPS}) {
      var schedule =
          RevolveCheckpointSchedule.of(
              CheckpointSchedule.MAX_STEPS, slots, slots, writeCost(2), readCost(2));
      var actions = schedule.iterator();
      for (int i = 0; i < 10_000; i++) {
        actions.next();
      }
      var opened = schedule.open(slots == 10 ? 123_456_789_012_345_678L : 1_000);
      assertFalse(opened.held().isEmpty());
      opened.next();
    }
  }

  @Test
  void refusesWhatCannotBe() {
    var none = Problem.steps(2).level(RAM, 0).level(DISK, 0);
    var refused = assertThrows(InvalidArgumentException.class, none::plan);
    assertEquals("slots", refused.argument());
    assertThrows(InvalidArgumentException.class, () -> Problem.steps(2).plan());
    assertThrows(InvalidArgumentException.class, () -> RevolveCheckpointSchedule.of(2, 0));
    assertEquals(1, Problem.steps(1).plan().forecast().adjointSteps());
    var limited = Problem.steps(9).level(RAM, 1).level(DISK, 3);
    assertThrows(
        InvalidArgumentException.class, () -> RevolveCheckpointSchedule.diskRevolve(limited));
    var huge =
        Problem.steps(9)
            .level(RAM, 1)
            .level(new Level(DISK, 3, new BigDecimal("1e40"), BigDecimal.ONE));
    refused = assertThrows(InvalidArgumentException.class, huge::plan);
    assertEquals("DISK write cost", refused.argument());
  }

  private static Problem levels(
      String n, String slots, String write, String read, java.util.Map<String, String> row) {
    var problem =
        Problem.steps(Long.parseLong(n))
            .costs(new StepCosts(decimal(row, "uf"), decimal(row, "ub")));
    String[] c = slots.split(" ");
    String[] w = write.split(" ");
    String[] r = read.split(" ");
    for (int k = 0; k < c.length; k++) {
      problem =
          problem.level(
              new Level(
                  org.checkpointschedules.StorageLocation.level("L" + k),
                  Long.parseLong(c[k]),
                  new BigDecimal(w[k]),
                  new BigDecimal(r[k])));
    }
    return problem;
  }

  private static boolean nonDecreasing(String numbers) {
    String[] parts = numbers.split(" ");
    for (int i = 1; i < parts.length; i++) {
      if (new BigDecimal(parts[i]).compareTo(new BigDecimal(parts[i - 1])) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void equal(String cost, CheckpointSchedule schedule, String row) {
    assertEquals(0, new BigDecimal(cost).compareTo(schedule.forecast().cost()), row);
    assertTrue(schedule.forecast().optimal(), row);
  }

  private static BigDecimal decimal(java.util.Map<String, String> row, String column) {
    return new BigDecimal(row.get(column));
  }
}
