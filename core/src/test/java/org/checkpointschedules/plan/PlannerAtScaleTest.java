package org.checkpointschedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.hierarchy.division.Division;
import org.checkpointschedules.plan.internal.hierarchy.division.Segment;
import org.checkpointschedules.plan.internal.hierarchy.division.SegmentFigures;
import org.checkpointschedules.plan.internal.hierarchy.division.Splitter;
import org.checkpointschedules.plan.internal.hierarchy.search.Planner;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Consistency at sizes that no table reaches: the recurrence's own equation, with the parts
/// planned afresh.
class PlannerAtScaleTest {
  private static final long SEED = 4711;
  private static final long WORK = 200_000;

  /// Steps, slots, write and read cost, forward cost in the hierarchy's units, and the least excess
  /// as a scan of every number of writes finds it: plateaus on which a skip that is too bold errs.
  private static final long[][] PLATEAUS = {
    {685352, 1, 9, 31, 216, 2, 30958114L},
    {1668999, 2, 11, 121, 294, 3, 72614673L},
    {60960, 4, 6, 279, 300, 2, 1149232L}
  };

  @Test
  void plateausAreSkippedWithoutLoss() {
    for (long[] row : PLATEAUS) {
      var whole =
          new Whole(
              new long[] {row[1], row[2]}, new long[] {0, row[3]}, new long[] {0, row[4]}, row[5]);
      Optimum optimum = Planner.plan(whole.of(row[0], 0), WORK);
      assertEquals(BigInteger.valueOf(row[6]), optimum.excess());
      assertTrue(optimum.proved());
    }
  }

  @Test
  void theRecurrenceHoldsAtScale() {
    check(SEED, 150);
  }

  @Test
  @Tag("heavy")
  void theRecurrenceHoldsAtScaleWidely() {
    check(SEED + 1, 20_000);
  }

  private static void check(long seed, int instances) {
    var random = new SplittableRandom(seed);
    int unproved = 0;
    for (int i = 0; i < instances; i++) {
      long n = (long) Math.pow(10, 1 + 11 * random.nextDouble());
      int levels = 2 + random.nextInt(3);
      var slots = new long[levels];
      var write = new long[levels];
      var read = new long[levels];
      int scale = new int[] {3, 20, 100}[random.nextInt(3)];
      for (int k = 0; k < levels; k++) {
        slots[k] = 1 + random.nextInt(k == 0 ? 39 : 20);
        write[k] = k == 0 ? 0 : write[k - 1] + 1 + random.nextInt(scale);
        read[k] = k == 0 ? 0 : read[k - 1] + random.nextInt(scale);
      }
      long forward = 1 + random.nextInt(3);
      String name =
          "seed %d instance %d: n=%d slots=%s write=%s read=%s forward=%d"
              .formatted(
                  seed,
                  i,
                  n,
                  Arrays.toString(slots),
                  Arrays.toString(write),
                  Arrays.toString(read),
                  forward);
      var whole = new Whole(slots, write, read, forward);
      Optimum optimum = Planner.plan(whole.of(n, 0), WORK);
      unproved += optimum.proved() ? 0 : 1;
      splitsIntoOptimalParts(whole, whole.of(n, 0), optimum, name);
      // No other advance is better: P(j) <= O(j), so the right side is what some schedule costs.
      for (int sample = 0; sample < 4; sample++) {
        long j = 1 + random.nextLong(n - 1);
        BigInteger other =
            whole
                .excess(n - j, 1)
                .add(whole.excess(j, 0))
                .add(whole.price(BigInteger.valueOf(j), write[levels - 1] + read[levels - 1]));
        assertTrue(whole.scaled(optimum.bound(), n).compareTo(other) <= 0, name);
      }
    }
    assertTrue(unproved <= instances / 50, "unproved " + unproved + ", seed " + seed);
  }

  /// Where the plan uses its top level: the parts of its first split are as good as planned afresh,
  /// and with the split they cost what the whole does.
  private static void splitsIntoOptimalParts(
      Whole whole, Hierarchy hierarchy, Optimum optimum, String name) {
    Segment segment = Segment.whole(hierarchy, optimum);
    if (!optimum.proved() || segment.settled(hierarchy).tier < hierarchy.top) {
      return;
    }
    Division division = new Splitter(hierarchy).split(segment);
    BigInteger left = cost(hierarchy, division.left());
    // The right part's entry is already written.
    BigInteger right =
        cost(hierarchy, division.right())
            .subtract(BigInteger.valueOf(hierarchy.write(hierarchy.top)));
    BigInteger split =
        BigInteger.valueOf(hierarchy.forward)
            .multiply(BigInteger.valueOf(division.right().steps))
            .add(BigInteger.valueOf(hierarchy.write(hierarchy.top)))
            .add(BigInteger.valueOf(hierarchy.read(hierarchy.top)));
    assertEquals(optimum.excess(), split.add(left).add(right), name);
    Optimum afresh = Planner.plan(whole.of(division.left().steps, 1), WORK);
    if (afresh.proved()) {
      assertEquals(
          whole.scaled(afresh.excess(), division.left().steps, 1),
          left.multiply(whole.unit(hierarchy)),
          name);
    }
  }

  private static BigInteger cost(Hierarchy hierarchy, Segment segment) {
    BigInteger sum = BigInteger.ZERO;
    for (int tier = 1; tier <= segment.tier; tier++) {
      sum = sum.add(product(hierarchy.write(tier), segment.writes[tier]));
      sum = sum.add(product(hierarchy.read(tier), segment.reads[tier]));
    }
    BigInteger repeats =
        new SegmentFigures(hierarchy)
            .forwardSteps(segment.settled(hierarchy))
            .subtract(BigInteger.valueOf(segment.steps));
    return sum.add(repeats.multiply(BigInteger.valueOf(hierarchy.forward)));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  /// Levels and costs, planned for any number of steps and with slots of the last level taken.
  private record Whole(long[] slots, long[] write, long[] read, long forward) {
    Hierarchy of(long n, int taken) {
      long[] left = slots.clone();
      left[left.length - 1] -= taken;
      var problem = new Instance(1, left, write, read, forward, 0).problem();
      return new Hierarchy(
          n, problem.levels().stream().map(Hierarchy.Priced::asIs).toList(), problem.costs());
    }

    BigInteger excess(long n, int taken) {
      return scaled(Planner.plan(of(n, taken), WORK).excess(), n, taken);
    }

    BigInteger scaled(BigInteger excess, long n) {
      return scaled(excess, n, 0);
    }

    BigInteger scaled(BigInteger excess, long n, int taken) {
      return excess.multiply(unit(of(n, taken)));
    }

    BigInteger unit(Hierarchy hierarchy) {
      return hierarchy.unit.toBigIntegerExact();
    }

    BigInteger price(BigInteger steps, long access) {
      return steps.multiply(BigInteger.valueOf(forward)).add(BigInteger.valueOf(access));
    }
  }

  /// Accesses a million times as dear as a step leave a wide gap below the best plan, and prices so
  /// high on the way that the number of steps overflows.
  @Test
  void dearLevelsAreProvedToo() {
    for (long memory : new long[] {0, 1, 2}) {
      for (long disk : new long[] {2, 1_000, 100_000}) {
        Problem problem =
            Problem.steps(1_000_000_000)
                .level(Level.free(StorageLocation.RAM, memory))
                .level(
                    StorageLocation.DISK,
                    disk,
                    Problem.writeCost(1_000_000),
                    Problem.readCost(1_000_000));
        assertTrue(problem.plan().forecast().optimal(), problem::toString);
      }
    }
  }

  /// Slots and prices of memory and disk where dear accesses make for long tables, for thousands of
  /// writes that bounds alone hardly tell apart, or for more columns than a number can count.
  @Test
  void noPlanOfTwoLevelsAllocatesMoreThanAFewMegabytes() {
    String[][] rows = {
      {"1", "2", "0", "10000", "1000000", "1000000"},
      {"2", "1", "1000000", "1000000", "1000000", "0.1"},
      {"1", "3", "0.1", "0.1", "0.1", "1000000"},
      {"1", "2", "0.1", "0.1", "1000000", "1000000"},
      {"1", "1000000000", "100", "100", "10000", "10000"}
    };
    var thread =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    for (String[] row : rows) {
      Problem problem =
          Problem.steps(1_000_000_000)
              .level(level(StorageLocation.RAM, row[0], row[2], row[3]))
              .level(level(StorageLocation.DISK, row[1], row[4], row[5]));
      long before = thread.getCurrentThreadAllocatedBytes();
      assertTrue(problem.plan().forecast().optimal(), problem::toString);
      long bytes = thread.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < 6_000_000, () -> problem + " allocates " + bytes);
    }
  }

  private static Level level(StorageLocation location, String slots, String write, String read) {
    return new Level(location, Long.parseLong(slots), new BigDecimal(write), new BigDecimal(read));
  }
}
