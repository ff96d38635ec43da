package org.checkpointschedules.plan.internal.hierarchy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.checkpointschedules.plan.Instance;
import org.checkpointschedules.plan.Laws;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;
import org.junit.jupiter.api.Test;

/// The closed forms for two slots in all, against the search.
class TwoSlotsTest {
  private static final long SEED = 2718;

  @Test
  void costsWhatTheSearchFinds() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 3_000; i++) {
      long n = 2 + random.nextLong((long) Math.pow(10, 1 + random.nextInt(5)));
      int fast = random.nextInt(2);
      long[] slots = {fast, 2 - fast};
      int scale = new int[] {3, 30, 3_000}[random.nextInt(3)];
      long write = random.nextInt(scale);
      long read = random.nextInt(scale) + (write == 0 ? 1 : 0);
      long forward = 1 + random.nextInt(4);
      String name =
          "seed %d instance %d: n=%d slots=%s write=%d read=%d forward=%d"
              .formatted(SEED, i, n, Arrays.toString(slots), write, read, forward);
      var problem =
          new Instance((int) n, slots, new long[] {0, write}, new long[] {0, read}, forward, 0)
              .problem();
      var hierarchy =
          new Hierarchy(
              n, problem.levels().stream().map(Hierarchy.Priced::asIs).toList(), problem.costs());
      assertTrue(TwoSlots.suits(hierarchy), name);
      Optimum closed = TwoSlots.plan(hierarchy);
      Optimum searched = Planner.searched(hierarchy, 1_000_000, 0);
      assertTrue(searched.proved(), name);
      assertEquals(searched.excess(), closed.excess(), name);
      if (n <= 1_000) {
        var tables = new Coefficients(hierarchy, (int) n, true);
        assertEquals(
            new ExactCost(tables, (int) n).of(closed.writes(), closed.reads()),
            closed.excess(),
            name);
      }
    }
  }

  @Test
  void slotAboveSlotCostsWhatTheSearchFinds() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 1_500; i++) {
      long n = 2 + random.nextLong((long) Math.pow(10, 1 + random.nextInt(4)));
      int scale = new int[] {3, 30, 3_000}[random.nextInt(3)];
      long write = random.nextInt(scale);
      long read = random.nextInt(scale) + (write == 0 ? 1 : 0);
      long dearer = random.nextInt(scale);
      long readMore = random.nextInt(scale) + (dearer == 0 ? 1 : 0);
      var instance =
          new Instance(
              (int) n,
              new long[] {1, 1},
              new long[] {write, write + dearer},
              new long[] {read, read + readMore},
              1 + random.nextInt(4),
              0);
      Problem problem = instance.problem();
      String name = "seed %d instance %d: %s".formatted(SEED, i, problem);
      var hierarchy =
          new Hierarchy(
              n, problem.levels().stream().map(Hierarchy.Priced::asIs).toList(), problem.costs());
      assertTrue(SlotAboveSlot.suits(hierarchy), name);
      Optimum closed = SlotAboveSlot.plan(hierarchy);
      Optimum searched = Planner.searched(hierarchy, 1_000_000, 0);
      assertTrue(searched.proved(), name);
      assertEquals(searched.excess(), closed.excess(), name);
      if (n <= 1_000) {
        var tables = new Coefficients(hierarchy, (int) n, true);
        assertEquals(
            new ExactCost(tables, (int) n).of(closed.writes(), closed.reads()),
            closed.excess(),
            name);
      }
      if (n <= 200) {
        Laws.forecastIsCounted(problem.plan());
      }
    }
  }
}
