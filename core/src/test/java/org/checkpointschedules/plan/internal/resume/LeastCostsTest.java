package org.checkpointschedules.plan.internal.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.checkpointschedules.plan.Instance;
import org.checkpointschedules.plan.PlainRecurrence;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.junit.jupiter.api.Test;

/// Convex, never above the least cost, near it, and equal to it where only tier 0 has slots.
class LeastCostsTest {

  @Test
  void neverAboveTheRecurrence() {
    long seed = 20_280;
    var random = new SplittableRandom(seed);
    double all = 0;
    double found = 0;
    for (int i = 0; i < 400; i++) {
      int steps = 3 + random.nextInt(150);
      int levels = 1 + random.nextInt(3);
      long forward = 1 + random.nextInt(3);
      var slots = new long[levels];
      var write = new long[levels];
      var read = new long[levels];
      for (int k = 0; k < levels; k++) {
        slots[k] = (k == 0 ? 1 : 0) + random.nextInt(6);
        write[k] = k == 0 ? 0 : write[k - 1] + 1 + random.nextInt(30);
        read[k] = k == 0 ? 0 : read[k - 1] + random.nextInt(30);
      }
      var instance = new Instance(steps, slots, write, read, forward, 0);
      var hierarchy = hierarchy(instance);
      var free = new long[hierarchy.top + 1];
      for (int tier = 0; tier < free.length; tier++) {
        free[tier] = random.nextInt(5) == 0 ? 0 : hierarchy.slots(tier);
      }
      if (Arrays.stream(free).sum() == 0) {
        continue;
      }
      var costs = new LeastCosts(hierarchy, free);
      var left = new long[free.length];
      var writes = new long[free.length];
      var reads = new long[free.length];
      boolean alone = true;
      long unit = forward / hierarchy.forward;
      for (int tier = 0; tier < free.length; tier++) {
        left[tier] = free[tier];
        writes[tier] = hierarchy.write(tier) * unit;
        reads[tier] = hierarchy.read(tier) * unit;
        alone &= tier == 0 || free[tier] == 0;
      }
      double slope = 0;
      for (int n = 1; n <= steps; n++) {
        String which = "seed %d, %s, free %s, n %d".formatted(seed, instance, hierarchy, n);
        double step = costs.of(n) - costs.of(n - 1);
        assertTrue(n == 1 || step >= slope * (1 - 1e-9) - 1e-9, which);
        slope = n == 1 ? 0 : step;
      }
      for (int n : new int[] {1, 2, steps / 2 + 1, steps}) {
        long least = PlainRecurrence.excess(n, left, writes, reads, forward);
        String which = "seed %d, %s, n %d".formatted(seed, instance, n);
        assertTrue(costs.of(n) * unit <= least + 1e-9, which);
        if (alone) {
          assertEquals(least, costs.of(n) * unit, 1e-9, which);
        }
        all += least;
        found += costs.of(n) * unit;
      }
    }
    assertTrue(found >= 0.97 * all, found + " of " + all);
  }

  private static Hierarchy hierarchy(Instance instance) {
    Problem problem = instance.problem();
    return new Hierarchy(problem.steps(), LevelOrder.sorted(problem.levels()), problem.costs());
  }
}
