package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.binomial.BlockSweep;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoLevelCheckpointScheduleTest {

  private static TwoLevelCheckpointSchedule schedule(
      long n, long period, long snapshots, StorageLocation storage, Trajectory trajectory) {
    Problem problem = Problem.steps(n);
    if (!storage.equals(DISK)) {
      problem = problem.level(storage, snapshots);
    }
    return TwoLevelCheckpointSchedule.of(
        problem.level(DISK, Level.UNBOUNDED), period, snapshots, storage, trajectory);
  }

  @ParameterizedTest
  @EnumSource
  void forecastIsCounted(Trajectory trajectory) {
    for (int n = 1; n <= 30; n++) {
      for (int period = 1; period <= n + 1; period++) {
        for (int snapshots = 0; snapshots <= Math.min(period, 6); snapshots++) {
          Laws.forecastIsCounted(schedule(n, period, snapshots, RAM, trajectory));
          Laws.forecastIsCounted(schedule(n, period, snapshots, DISK, trajectory));
        }
      }
    }
    for (int snapshots = 1; snapshots <= 12; snapshots++) {
      Laws.forecastIsCounted(schedule(2_000, 300, snapshots, RAM, trajectory));
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensAnywhere(Trajectory trajectory) {
    for (int n = 1; n <= 16; n++) {
      for (int period : List.of(1, 2, 3, 7, 20)) {
        for (int snapshots = 0; snapshots <= 3; snapshots++) {
          Laws.opensAsReplayed(schedule(n, period, snapshots, RAM, trajectory));
          Laws.opensAsReplayed(schedule(n, period, snapshots, DISK, trajectory));
        }
      }
    }
  }

  @Test
  void forwardSweepDoesNotDependOnTheEnd() {
    var sweep = new BlockSweep(4, DISK);
    assertEquals(new Forward(8, 12, true, false, DISK), sweep.from(8, Long.MAX_VALUE));
    assertEquals(new Forward(8, 10, true, false, DISK), sweep.from(8, 10));
    assertEquals(new Forward(8, 12, true, false, DISK), sweep.from(8, 12));
  }

  @Test
  void plansAndStartsAtAnyScale() {
    long n = 1_000_000_000_000L;
    for (long[] options : new long[][] {{1_000_000, 3}, {n, 1}, {n, 0}, {1, 0}, {8, 100}}) {
      var schedule = schedule(n, options[0], options[1], RAM, Trajectory.MAXIMUM);
      schedule.iterator().next();
      long blocks = n / options[0];
      assertEquals(
          BigInteger.valueOf(n)
              .add(
                  Binomial.forwardSteps(options[0], options[1] + 1)
                      .multiply(BigInteger.valueOf(blocks))),
          schedule.forecast().forwardSteps());
      schedule.open(n / 2 + 1).next();
    }
  }

  @Test
  void refusesBadInputByName() {
    assertRefused("steps", () -> TwoLevelCheckpointSchedule.of(0, 1, 1, RAM));
    assertRefused("period", () -> TwoLevelCheckpointSchedule.of(5, 0, 1, RAM));
    assertRefused("binomial snapshots", () -> TwoLevelCheckpointSchedule.of(5, 1, -1, RAM));
    assertRefused("DISK slots", () -> on(Problem.steps(5).level(DISK, 2), 2, 0, DISK));
    assertRefused("DISK slots", () -> on(Problem.steps(6).level(DISK, 2), 3, 2, DISK));
    assertRefused("RAM slots", () -> on(Problem.steps(6).level(RAM, 0).level(DISK, 2), 3, 1, RAM));
    assertRefused("two-level levels", () -> on(Problem.steps(6), 3, 1, RAM));
    assertRefused("two-level levels", () -> on(Problem.steps(6).level(DISK, 9), 3, 1, RAM));
    assertRefused("two-level levels", () -> on(Problem.steps(6).level(RAM, 9), 3, 1, DISK));
    assertRefused(
        "two-level levels", () -> on(Problem.steps(6).level(RAM, 1).level(DISK, 9), 3, 1, DISK));
  }

  private static void on(Problem problem, long period, long snapshots, StorageLocation storage) {
    TwoLevelCheckpointSchedule.of(problem, period, snapshots, storage, Trajectory.MAXIMUM);
  }

  private static void assertRefused(String argument, Runnable make) {
    assertEquals(argument, assertThrows(InvalidArgumentException.class, make::run).argument());
  }
}
