package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.binomial.SlotTraffic;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultistageCheckpointScheduleTest {

  private static MultistageCheckpointSchedule schedule(
      long n, long ram, long disk, Trajectory trajectory) {
    return MultistageCheckpointSchedule.of(
        Problem.steps(n).level(RAM, ram).level(DISK, disk), trajectory);
  }

  @Test
  void readsLikeThis() {
    var lines = new ArrayList<String>();
    MultistageCheckpointSchedule.of(4, 1, 1).forEach(action -> lines.add(action.toString()));
    assertEquals(
        """
        Forward(0, 2, writeIcs=true, writeAdjDeps=false, RAM)
        Forward(2, 3, writeIcs=true, writeAdjDeps=false, DISK)
        Forward(3, 4, writeIcs=false, writeAdjDeps=true, TAPE)
        EndForward()
        Reverse(4, 3, clearAdjDeps=true)
        Copy(2, DISK, TAPE, delete=true)
        Forward(2, 3, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(3, 2, clearAdjDeps=true)
        Copy(0, RAM, TAPE, delete=false)
        Forward(0, 1, writeIcs=false, writeAdjDeps=false, NONE)
        Forward(1, 2, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(2, 1, clearAdjDeps=true)
        Copy(0, RAM, TAPE, delete=true)
        Forward(0, 1, writeIcs=false, writeAdjDeps=true, TAPE)
        Reverse(1, 0, clearAdjDeps=true)
        EndReverse()\
        """,
        String.join("\n", lines));
  }

  @ParameterizedTest
  @EnumSource
  void forecastIsCountedForEveryNumberOfSlots(Trajectory trajectory) {
    for (int n = 1; n <= 30; n++) {
      for (int ram = 0; ram <= n; ram++) {
        for (int disk = ram == 0 && n > 1 ? 1 : 0; disk <= n - ram + 1; disk++) {
          Laws.forecastIsCounted(schedule(n, ram, disk, trajectory));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensAnywhere(Trajectory trajectory) {
    for (int n = 1; n <= 18; n++) {
      for (int ram = 0; ram <= 5; ram++) {
        for (int disk = ram == 0 && n > 1 ? 1 : 0; disk <= 4; disk++) {
          Laws.opensAsReplayed(schedule(n, ram, disk, trajectory));
        }
      }
    }
    Laws.opensAsReplayed(schedule(150, 2, 2, trajectory));
    Laws.opensAsReplayed(schedule(200, 1, 1, trajectory));
    Laws.opensAsReplayed(schedule(60, 30, 30, trajectory));
  }

  @ParameterizedTest
  @EnumSource
  void accessesOfEachSlotAreThoseOfTheWalk(Trajectory trajectory) {
    for (int s = 1; s <= 9; s++) {
      for (int n = s + 1; n <= 400; n += n < 120 ? 1 : 7) {
        assertAccessesAreWalked(n, s, trajectory);
      }
    }
    assertAccessesAreWalked(30_000, 12, trajectory);
    assertAccessesAreWalked(20_000, 150, trajectory);
    assertAccessesAreWalked(5_000, 2, trajectory);
    assertAccessesAreWalked(5_000, 4_000, trajectory);
  }

  private static void assertAccessesAreWalked(int n, int s, Trajectory trajectory) {
    var traffic = new SlotTraffic(s, trajectory);
    traffic.add(n, 0, false);
    long[] writes = new long[s];
    long[] reads = new long[s];
    // The slot of a checkpoint is the number of checkpoints below it.
    Map<Long, Integer> slotOf = new HashMap<>();
    for (Action action : schedule(n, s, 0, trajectory)) {
      if (action instanceof Forward f && f.writeIcs()) {
        int slot = slotOf.size();
        slotOf.put(f.n0(), slot);
        writes[slot]++;
      } else if (action instanceof Copy c) {
        reads[slotOf.get(c.n())]++;
        if (c.delete()) {
          slotOf.remove(c.n());
        }
      }
    }
    assertArrayEquals(writes, traffic.writes(), "writes of " + n + " steps, " + s + " slots");
    assertArrayEquals(reads, traffic.reads(), "reads of " + n + " steps, " + s + " slots");
  }

  @Test
  void leastForwardStepsAndWritesByRecurrence() {
    int most = 60;
    for (int s = 1; s <= 7; s++) {
      long[][] best = leastForwardThenWrites(most, s);
      for (int n = 2; n <= most; n++) {
        for (Trajectory trajectory : Trajectory.values()) {
          CheckpointSchedule schedule = schedule(n, s, 0, trajectory);
          long forward = best[n][s] / PAIR;
          assertEquals(BigInteger.valueOf(forward + n), schedule.forecast().forwardSteps());
          assertEquals(
              best[n][s] % PAIR,
              schedule.forecast().levels().get(RAM).writes().getAsLong(),
              n + " steps, " + s + " slots, " + trajectory);
        }
      }
    }
  }

  private static final long PAIR = 1_000_000;

  // Forward steps that do not record, then checkpoints written, by the plain recurrence. The part
  // that stays with the restart point does not write it again.
  private static long[][] leastForwardThenWrites(int most, int slots) {
    long[][] best = new long[most + 1][slots + 1];
    for (int n = 2; n <= most; n++) {
      best[n][0] = Long.MAX_VALUE / 4;
    }
    for (int n = 2; n <= most; n++) {
      for (int s = 1; s <= slots; s++) {
        long least = Long.MAX_VALUE;
        for (int k = 1; k < n; k++) {
          long first = k == 1 ? 0 : best[k][s] - 1;
          least = Math.min(least, k * PAIR + 1 + best[n - k][s - 1] + first);
        }
        best[n][s] = least;
      }
    }
    return best;
  }

  @Test
  void revolveProgramTakesAsManyStepsAndWrites() {
    for (Map<String, String> row : Reference.table("revolve_cpp.csv")) {
      if (!row.get("status").equals("ok")) {
        continue;
      }
      long n = Long.parseLong(row.get("steps"));
      long s = Long.parseLong(row.get("snaps"));
      assertEquals(
          Long.parseLong(row.get("repetition_r")), Binomial.repetition(n, Math.min(s, n - 1)));
      var forecast = schedule(n, s, 0, Trajectory.REVOLVE).forecast();
      assertEquals(
          new BigInteger(row.get("numforw")).add(BigInteger.valueOf(n)), forecast.forwardSteps());
      assertEquals(
          Long.parseLong(row.get("takeshots")),
          forecast.levels().get(RAM).writes().getAsLong(),
          row.toString());
    }
  }

  @Test
  void firstAdvanceIsWithinTheOptimalRange() {
    for (Map<String, String> row : Reference.table("binomial.csv")) {
      long n = Long.parseLong(row.get("n"));
      long s = Long.parseLong(row.get("s"));
      assertEquals(Long.parseLong(row.get("r")), Binomial.repetition(n, s), row.toString());
      assertEquals(new BigInteger(row.get("total")), Binomial.forwardSteps(n, s), row.toString());
      for (Trajectory trajectory : Trajectory.values()) {
        var first = (Forward) schedule(n, s, 0, trajectory).iterator().next();
        assertTrue(first.n1() >= Long.parseLong(row.get("step_min")), row.toString());
        assertTrue(first.n1() <= Long.parseLong(row.get("step_max")), row.toString());
      }
    }
  }

  @Test
  void plansAndStartsAtAnyScale() {
    long n = 1_000_000_000_000L;
    for (long[] slots : new long[][] {{1, 1}, {1, 2}, {10, 10}, {100, 1000}, {0, 2}, {1, 0}}) {
      for (Trajectory trajectory : Trajectory.values()) {
        var schedule = schedule(n, slots[0], slots[1], trajectory);
        assertEquals(0, ((Forward) schedule.iterator().next()).n0());
        var opened = schedule.open(n / 2 + 1);
        var load = (Copy) opened.next();
        assertEquals(opened.held().getLast().step(), load.n());
        assertEquals(n / 2 + 1, opened.remaining().adjointSteps());
      }
    }
    assertEquals(
        Binomial.forwardSteps(CheckpointSchedule.MAX_STEPS, 2),
        schedule(CheckpointSchedule.MAX_STEPS, 1, 1, Trajectory.MAXIMUM).forecast().forwardSteps());
  }

  @Test
  void optimalWhereTheBoundIsMet() {
    assertTrue(MultistageCheckpointSchedule.of(100, 3, 4).forecast().optimal());
    var dear =
        Problem.steps(100).level(RAM, 3).level(DISK, 4, Problem.writeCost(2), Problem.readCost(2));
    var forecast = MultistageCheckpointSchedule.of(dear, Trajectory.MAXIMUM).forecast();
    assertEquals(false, forecast.optimal());
    assertTrue(forecast.lowerBound().orElseThrow().compareTo(forecast.cost()) < 0);
  }

  @Test
  void refusesBadInputByName() {
    assertRefused("steps", () -> MultistageCheckpointSchedule.of(0, 1, 1));
    assertRefused("steps", () -> MultistageCheckpointSchedule.of(-3, 1, 1));
    assertRefused("RAM slots", () -> MultistageCheckpointSchedule.of(3, -1, 1));
    assertRefused("DISK slots", () -> MultistageCheckpointSchedule.of(3, 1, -1));
    assertRefused("slots", () -> MultistageCheckpointSchedule.of(2, 0, 0));
    assertRefused(
        "multistage levels",
        () ->
            MultistageCheckpointSchedule.of(
                Problem.steps(3)
                    .level(RAM, 1)
                    .level(DISK, 1)
                    .level(Level.free(StorageLocation.of("SSD"), 1)),
                Trajectory.MAXIMUM));
    assertEquals(4, MultistageCheckpointSchedule.of(1, 0, 0).forecast().actions().getAsLong());
  }

  private static void assertRefused(String argument, Runnable make) {
    assertEquals(argument, assertThrows(InvalidArgumentException.class, make::run).argument());
  }
}
