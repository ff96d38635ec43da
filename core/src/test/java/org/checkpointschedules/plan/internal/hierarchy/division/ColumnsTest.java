package org.checkpointschedules.plan.internal.hierarchy.division;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.checkpointschedules.Action;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.Laws;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.HierarchyPlan;
import org.checkpointschedules.plan.internal.hierarchy.HierarchyWalk;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The blocks of a plan that has a slot for every write, against the splits one by one.
///
/// Wrong blocks may have no end; the limit is a hundred times what the tests need.
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ColumnsTest {
  private static final long SEED = 20261122;
  private static final double[] COSTS = {0, 0.5, 1, 2, 3, 7, 20, 100, 1000};

  @Test
  void blocksAreTheSplits() {
    var random = new SplittableRandom(SEED);
    int columns = 0;
    for (int i = 0; i < 2_000; i++) {
      long steps = 1 + random.nextLong(random.nextBoolean() ? 60 : 1_500);
      long slots = random.nextBoolean() ? Level.UNBOUNDED : 1 + random.nextLong(steps);
      Problem problem =
          Problem.steps(steps)
              .level(RAM, random.nextInt(6))
              .level(DISK, slots, writeCost(any(random)), readCost(any(random)));
      var plan = (HierarchyPlan) LevelOrder.plan(problem);
      if (Columns.suits(plan.hierarchy(), plan.optimum())) {
        columns++;
        compare(plan, "seed " + SEED + " instance " + i + ": " + problem);
      }
    }
    assertTrue(columns > 1_000, "only " + columns);
  }

  @Test
  void opensAsReplayed() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 200; i++) {
      Laws.opensAsReplayed(
          Problem.steps(1 + random.nextLong(120))
              .level(RAM, random.nextInt(4))
              .level(DISK, Level.UNBOUNDED, writeCost(any(random)), readCost(any(random)))
              .plan());
    }
  }

  /// Reads that are dear and cannot be avoided do not make planning deep.
  @Test
  void dearReadsWithoutMemory() {
    for (long steps : new long[] {2, 50, 1_765}) {
      Problem problem =
          Problem.steps(steps).level(DISK, Level.UNBOUNDED, writeCost(1_000), readCost(1_000_000));
      Laws.forecastIsCounted(problem.plan());
      assertTrue(problem.plan().forecast().optimal());
    }
  }

  private static double any(SplittableRandom random) {
    return COSTS[random.nextInt(COSTS.length)];
  }

  private static void compare(HierarchyPlan plan, String name) {
    var walk = new HierarchyWalk(plan.hierarchy());
    walk.begin(Segment.whole(plan.hierarchy(), plan.optimum()));
    Iterator<Action> blocks = plan.iterator();
    while (walk.hasNext()) {
      assertTrue(blocks.hasNext(), name);
      assertEquals(walk.next(), blocks.next(), name);
    }
    assertTrue(!blocks.hasNext(), name);
  }
}
