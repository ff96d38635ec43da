package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.internal.mixed.MixedSplit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MixedCheckpointScheduleTest {

  @Test
  void closedFormsAreTheRecurrencesTieRuleIncluded() {
    assertEqualsRecurrence(600, 12);
    assertEqualsRecurrence(250, 60);
    assertEqualsRecurrence(2_500, 2);
  }

  @Test
  @Tag("heavy")
  void closedFormsAreTheRecurrencesFarther() {
    assertEqualsRecurrence(3_000, 40);
    assertEqualsRecurrence(12_000, 6);
  }

  // T(n, s) = min( 1 + T(n-1, s-1), min over i of i + T(i, s) + T(n-i, s-1) ); of equal i the last,
  // and adjoint data only where they are strictly better.
  private static void assertEqualsRecurrence(int most, int units) {
    long[] below = new long[most + 1];
    for (int n = 2; n <= most; n++) {
      below[n] = Long.MAX_VALUE / 4;
    }
    below[1] = 1;
    for (int s = 1; s <= units; s++) {
      long[] least = new long[most + 1];
      least[1] = 1;
      for (int n = 2; n <= most; n++) {
        long best = Long.MAX_VALUE;
        int last = 0;
        for (int i = 2; i < n; i++) {
          long steps = i + least[i] + below[n - i];
          if (steps <= best) {
            best = steps;
            last = i;
          }
        }
        boolean adjointData = 1 + below[n - 1] < best;
        least[n] = Math.min(best, 1 + below[n - 1]);
        String where = n + " steps, " + s + " units";
        assertEquals(n - 1 <= s, adjointData, where);
        assertEquals(BigInteger.valueOf(least[n]), MixedSplit.forwardSteps(n, s), where);
        if (!adjointData) {
          assertEquals(last, MixedSplit.advance(n, s), where);
        }
      }
      below = least;
    }
  }

  @Test
  void splitsAddUpAtAnyScale() {
    long seed = 20240601;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      long s = 1 + random.nextLong(1L << random.nextInt(1, 20));
      long n = s + 2 + random.nextLong(1L << random.nextInt(1, 59));
      String where = "seed " + seed + ": " + n + " steps, " + s + " units";
      BigInteger least = MixedSplit.forwardSteps(n, s);
      long advance = MixedSplit.advance(n, s);
      assertEquals(least, split(n, s, advance), where);
      long other = 2 + random.nextLong(n - 2);
      int comparison = split(n, s, other).compareTo(least);
      assertTrue(comparison >= 0, where + ": " + other);
      assertTrue(comparison > 0 || other <= advance, where + ": " + other);
      for (long next = advance + 1; next < Math.min(n, advance + 4); next++) {
        assertTrue(split(n, s, next).compareTo(least) > 0, where + ": " + next);
      }
    }
  }

  private static BigInteger split(long n, long s, long advance) {
    if (s == 1 && advance < n - 1) {
      return BigInteger.TWO.pow(200);
    }
    return BigInteger.valueOf(advance)
        .add(MixedSplit.forwardSteps(advance, s))
        .add(s == 1 ? BigInteger.ONE : MixedSplit.forwardSteps(n - advance, s - 1));
  }

  @Test
  void forecastIsCounted() {
    for (int s = 1; s <= 8; s++) {
      for (int n = 1; n <= 130; n++) {
        Laws.forecastIsCounted(MixedCheckpointSchedule.of(n, s, RAM));
      }
    }
    for (int n : new int[] {3_000, 4_321, 5_005, 5_006, 5_007}) {
      for (int s : new int[] {1, 2, 3, 4, 9, 40, 100, 3_000, 9_999}) {
        Laws.forecastIsCounted(MixedCheckpointSchedule.of(s == 1 ? 300 : n, s, DISK));
      }
    }
  }

  @Test
  void opensAnywhere() {
    for (int s = 1; s <= 6; s++) {
      for (int n = 1; n <= 45; n++) {
        Laws.opensAsReplayed(MixedCheckpointSchedule.of(n, s, RAM));
      }
    }
    Laws.opensAsReplayed(MixedCheckpointSchedule.of(1, 0, RAM));
    Laws.opensAsReplayed(MixedCheckpointSchedule.of(300, 9, RAM));
  }

  @Test
  void plansAndStartsAtAnyScale() {
    long n = 1_000_000_000_000L;
    for (long s : List.of(1L, 2L, 3L, 10L, 1000L, 2 * n)) {
      var schedule = MixedCheckpointSchedule.of(n, s, RAM);
      assertEquals(0, ((Forward) schedule.iterator().next()).n0());
      assertEquals(n, schedule.forecast().adjointSteps());
      var opened = schedule.open(n / 3);
      opened.next();
      assertEquals(n / 3, opened.remaining().adjointSteps());
    }
  }

  @Test
  void optimalWhereWritingIsFree() {
    assertTrue(MixedCheckpointSchedule.of(50, 3, RAM).forecast().optimal());
    var dear = Problem.steps(50).level(DISK, 3, Problem.writeCost(1), Problem.readCost(1));
    assertFalse(MixedCheckpointSchedule.of(dear).forecast().optimal());
    assertTrue(MixedCheckpointSchedule.of(dear).forecast().lowerBound().isPresent());
  }

  @Test
  void refusesBadInputByName() {
    assertRefused("steps", () -> MixedCheckpointSchedule.of(0, 1, RAM));
    assertRefused("RAM slots", () -> MixedCheckpointSchedule.of(2, 0, RAM));
    assertRefused("DISK slots", () -> MixedCheckpointSchedule.of(2, -1, DISK));
    assertRefused("mixed levels", () -> MixedCheckpointSchedule.of(Problem.steps(2)));
  }

  private static void assertRefused(String argument, Runnable make) {
    assertEquals(argument, assertThrows(InvalidArgumentException.class, make::run).argument());
  }
}
