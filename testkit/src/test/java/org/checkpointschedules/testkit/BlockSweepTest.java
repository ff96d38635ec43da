package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.testkit.RefereeAssertions.assertLegal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.ReadOnceDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.junit.jupiter.api.Test;

/// Schedules of blocks, and Mixed, against their recurrences written out plainly.
class BlockSweepTest {
  private static final int STEPS = 60;
  private static final long INFINITE = Long.MAX_VALUE / 4;
  private static final long[][] FORWARD = PlainRecurrence.binomial(STEPS, STEPS);

  /// Costs of a forward step, an adjoint step, a disk write and a disk read.
  private static final int[][] COSTS = {{1, 1, 2, 2}, {2, 1, 1, 0}, {1, 3, 0, 5}, {1, 1, 20, 3}};

  @Test
  void twoLevelTakesTheForwardStepsOfItsBlocks() {
    for (int n = 1; n <= 40; n++) {
      for (int period = 1; period <= n + 1; period++) {
        for (int slots = 0; slots <= 5; slots++) {
          long expected = n;
          for (int start = 0; start < n; start += period) {
            expected += FORWARD[Math.min(period, n - start)][slots + 1];
          }
          StorageLocation place = (n + period) % 2 == 0 ? RAM : DISK;
          var schedule = TwoLevelCheckpointSchedule.of(n, period, slots, place);
          assertEquals(expected, counted(schedule).forwardSteps(), n + ", " + period);
        }
      }
    }
  }

  @Test
  void twoLevelKeepsItsPromises() {
    for (int n = 1; n <= 12; n++) {
      for (int period = 1; period <= n + 1; period++) {
        for (int slots = 0; slots <= 3; slots++) {
          for (Trajectory trajectory : Trajectory.values()) {
            var apart =
                Problem.steps(n)
                    .level(Level.free(RAM, slots))
                    .level(Level.of(DISK, Level.UNBOUNDED, 2, 1));
            var together = Problem.steps(n).level(Level.of(DISK, Level.UNBOUNDED, 2, 1));
            assertLegal(
                TwoLevelCheckpointSchedule.of(apart, period, slots, RAM, trajectory),
                StepCosts.UNIT);
            assertLegal(
                TwoLevelCheckpointSchedule.of(together, period, slots, DISK, trajectory),
                StepCosts.UNIT);
          }
        }
      }
    }
  }

  @Test
  void whatIsKeptServesAnyNumberOfAdjoints() {
    for (int n = 1; n <= 20; n++) {
      anotherAdjoint(SingleDiskCheckpointSchedule.copying(n));
      anotherAdjoint(TwoLevelCheckpointSchedule.of(n, 4, 1, RAM));
      anotherAdjoint(TwoLevelCheckpointSchedule.of(n, 7, 2, DISK));
    }
  }

  private static void anotherAdjoint(CheckpointSchedule schedule) {
    assertTrue(schedule.keepsCheckpoints());
    var referee = ScheduleReferee.of(schedule.steps(), schedule.levels());
    schedule.forEach(referee::accept);
    var kept = referee.kept();
    for (int adjoint = 2; adjoint <= 3; adjoint++) {
      schedule.open(schedule.steps()).forEachRemaining(referee::accept);
      referee.finish(false);
      assertEquals(kept, referee.kept());
      assertEquals(adjoint * schedule.steps(), referee.counts().adjointSteps());
    }
  }

  @Test
  void mixedTakesTheLeastForwardSteps() {
    long[][] least = PlainRecurrence.mixed(STEPS, STEPS);
    for (int n = 1; n <= STEPS; n++) {
      for (int slots = n == 1 ? 0 : 1; slots <= n; slots++) {
        var schedule = MixedCheckpointSchedule.of(n, slots, slots % 2 == 0 ? RAM : DISK);
        assertEquals(least[n][slots], counted(schedule).forwardSteps(), n + ", " + slots);
      }
    }
  }

  @Test
  void mixedKeepsItsPromises() {
    for (int n = 1; n <= 16; n++) {
      for (int slots = n == 1 ? 0 : 1; slots <= n; slots++) {
        var problem = Problem.steps(n).level(Level.of(DISK, slots, 2, 0.5));
        assertLegal(MixedCheckpointSchedule.of(problem), StepCosts.UNIT);
      }
    }
  }

  @Test
  void periodicHasTheLeastCostOfItsPeriod() {
    for (int[] c : COSTS) {
      for (int ram = 0; ram <= 4; ram++) {
        long[] memory = memory(c, ram);
        long[] reread = rereading(c, memory);
        for (int n = 1; n <= 30; n++) {
          for (int period = 1; period <= n + 1; period++) {
            int blocks = Math.max(0, (n - 1 + period - 1) / period - 1);
            int last = n - blocks * period;
            long block = (long) c[2] + (long) period * c[0] + c[3] + reread[period - 1];
            long cost = blocks * block + Math.min(memory[last - 1], c[2] + reread[last - 1]);
            var problem = problem(n, ram, c);
            var schedule = PeriodicDiskRevolveCheckpointSchedule.of(problem, period);
            costs(cost, schedule, n + " steps, period " + period + ", " + ram);
            if (n <= 12) {
              assertLegal(schedule, problem.costs());
            }
          }
        }
      }
    }
  }

  @Test
  void readOnceDiskRevolveHasTheLeastCostOfItsKind() {
    for (int[] c : COSTS) {
      for (int ram = 0; ram <= 5; ram++) {
        long[] memory = memory(c, ram);
        long[] least = memory.clone();
        for (int l = 1; l < STEPS; l++) {
          for (int j = 1; j <= l; j++) {
            long split = c[2] + (long) j * c[0] + least[l - j] + c[3] + memory[j - 1];
            least[l] = Math.min(least[l], split);
          }
        }
        for (int n = 1; n <= STEPS; n++) {
          var problem = problem(n, ram, c);
          var schedule = ReadOnceDiskRevolveCheckpointSchedule.of(problem);
          costs(least[n - 1], schedule, n + " steps, " + ram);
          if (n <= 16) {
            assertLegal(schedule, problem.costs());
          }
        }
      }
    }
  }

  /// Least cost of `l + 1` steps from memory alone, by `l`.
  private static long[] memory(int[] c, int slots) {
    long[] memory = new long[STEPS];
    for (int l = 0; l < STEPS; l++) {
      long steps = FORWARD[l + 1][slots];
      memory[l] = steps >= INFINITE ? INFINITE : c[0] * steps + (long) c[1] * (l + 1);
    }
    return memory;
  }

  /// Least cost of `l + 1` steps whose first state lies on disk and has been read once, by `l`.
  private static long[] rereading(int[] c, long[] memory) {
    long[] least = memory.clone();
    for (int l = 1; l < STEPS; l++) {
      for (int j = 1; j <= l; j++) {
        long split = (long) j * c[0] + memory[l - j] + c[3] + least[j - 1];
        least[l] = Math.min(least[l], split);
      }
    }
    return least;
  }

  private static Problem problem(int steps, int ram, int[] c) {
    return Problem.steps(steps)
        .level(Level.free(RAM, ram))
        .level(Level.of(DISK, Level.UNBOUNDED, c[2], c[3]))
        .costs(StepCosts.of(c[0], c[1]));
  }

  private static void costs(long expected, CheckpointSchedule schedule, String where) {
    assertEquals(BigDecimal.valueOf(expected), schedule.forecast().cost(), where);
    counted(schedule);
  }

  private static Counts counted(CheckpointSchedule schedule) {
    Counts counts = ScheduleReferee.check(schedule);
    assertEquals(List.of(), schedule.forecast().differences(counts), schedule.name());
    return counts;
  }
}
