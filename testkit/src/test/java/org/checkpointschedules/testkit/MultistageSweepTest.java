package org.checkpointschedules.testkit;

import static org.checkpointschedules.testkit.RefereeAssertions.assertLegal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.NoneCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.junit.jupiter.api.Test;

/// Every schedule with a fixed trajectory, at every size up to 60 steps and with every number of
/// slots that matters; up to 30 steps with every division of the slots between the levels.
class MultistageSweepTest {
  private static final int STEPS = 60;

  @Test
  void schedulesWithoutRecomputationAreLegal() {
    for (int n = 1; n <= STEPS; n++) {
      assertLegal(NoneCheckpointSchedule.of(n), StepCosts.UNIT);
      assertLegal(SingleMemoryCheckpointSchedule.of(n), StepCosts.UNIT);
      assertLegal(SingleDiskCheckpointSchedule.copying(n), StepCosts.UNIT);
      assertLegal(SingleDiskCheckpointSchedule.moving(n), StepCosts.UNIT);
    }
  }

  @Test
  void multistageKeepsItsPromises() {
    for (int n = 1; n <= 14; n++) {
      for (int ram = 0; ram <= n; ram++) {
        for (int disk = n == 1 || ram > 0 ? 0 : 1; disk <= n; disk++) {
          for (Trajectory trajectory : Trajectory.values()) {
            assertLegal(multistage(n, ram, disk, trajectory), StepCosts.UNIT);
          }
        }
      }
    }
  }

  @Test
  void multistageTakesTheLeastForwardSteps() {
    long[][] least = PlainRecurrence.binomial(STEPS, STEPS);
    for (int n = 2; n <= STEPS; n++) {
      for (int slots = 1; slots < n; slots++) {
        int stride = n <= 30 ? 1 : Math.max(1, slots / 3);
        for (int ram = 0; ram <= slots; ram += stride) {
          for (Trajectory trajectory : Trajectory.values()) {
            CheckpointSchedule schedule = multistage(n, ram, slots - ram, trajectory);
            Counts counts = ScheduleReferee.check(schedule);
            assertTrue(
                schedule.forecast().differences(counts).isEmpty(), "multistage " + n + " " + ram);
            assertEquals(
                BigInteger.valueOf(least[n][slots]), BigInteger.valueOf(counts.forwardSteps()));
          }
        }
      }
    }
  }

  private static CheckpointSchedule multistage(
      int steps, int ram, int disk, Trajectory trajectory) {
    return MultistageCheckpointSchedule.of(
        Problem.steps(steps)
            .level(Level.free(StorageLocation.RAM, ram))
            .level(Level.of(StorageLocation.DISK, disk, 2, 0.5)),
        trajectory);
  }
}
