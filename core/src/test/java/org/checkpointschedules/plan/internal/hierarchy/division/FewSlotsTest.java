package org.checkpointschedules.plan.internal.hierarchy.division;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.checkpointschedules.plan.Instance;
import org.checkpointschedules.plan.Laws;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.HierarchyPlan;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.junit.jupiter.api.Test;

/// Segments with few slots left: their closed forms against the tables.
class FewSlotsTest {
  private static final long SEED = 141421;

  @Test
  void dividesAndCountsAsTheTablesDo() {
    var random = new SplittableRandom(SEED);
    var met = new EnumMap<FewSlots, Integer>(FewSlots.class);
    for (int i = 0; i < 1_200; i++) {
      Problem problem = Instance.random(random, 3, i % 30 == 0 ? 1_500 : 80, 2).problem();
      if (LevelOrder.plan(problem) instanceof HierarchyPlan plan
          && plan.optimum().writes().length > 1) {
        check(plan, met, "seed %d instance %d: %s".formatted(SEED, i, problem));
      }
    }
    for (FewSlots tail : FewSlots.values()) {
      assertTrue(met.getOrDefault(tail, 0) > 400, met.toString());
    }
  }

  private static void check(HierarchyPlan plan, EnumMap<FewSlots, Integer> met, String name) {
    Hierarchy hierarchy = plan.hierarchy();
    var splitter = new Splitter(hierarchy);
    var figures = new SegmentFigures(hierarchy);
    var seen = new HashSet<Segment>();
    var open = new ArrayDeque<Segment>();
    open.add(Segment.whole(hierarchy, plan.optimum()));
    while (!open.isEmpty()) {
      Segment segment = open.remove().settled(hierarchy);
      if (segment.tier == 0 || !seen.add(segment)) {
        continue;
      }
      FewSlots tail = FewSlots.of(hierarchy, segment);
      met.merge(tail, 1, Integer::sum);
      Division division = splitter.split(segment);
      if (tail != FewSlots.CHAIN) {
        assertEquals(splitter.byTables(segment), division, name);
      }
      Segment left = division.left().settled(hierarchy);
      Segment right = division.right().settled(hierarchy);
      BigInteger advance = BigInteger.valueOf(right.steps);
      assertEquals(
          advance.add(figures.forwardSteps(left)).add(figures.forwardSteps(right)),
          figures.forwardSteps(segment),
          () -> name + ", " + segment);
      assertEquals(
          figures.baseWrites(left) + figures.baseWrites(right),
          figures.baseWrites(segment),
          () -> name + ", " + segment);
      open.add(left);
      open.add(right);
    }
  }

  /// Writes that no optimal plan has are divided as the tables do, too.
  @Test
  void dividesAnyWritesAsTheTablesDo() {
    var random = new SplittableRandom(SEED);
    Hierarchy one = hierarchy(0, 2);
    Hierarchy two = hierarchy(0, 1, 1);
    for (int i = 0; i < 3_000; i++) {
      long n = 3 + random.nextLong(random.nextBoolean() ? 12 : 200);
      boolean stored = random.nextBoolean();
      long writes = 1 + random.nextLong(random.nextBoolean() ? 10 : n);
      var reads = new long[] {0, n - 1};
      compare(one, FewSlots.TWO, new Segment(stored, 1, 2, n, new long[] {0, writes}, reads));
      long dear = 1 + random.nextLong(n - 2);
      long cheap = 1 + random.nextLong(dear + 1);
      compare(
          two,
          FewSlots.ONE_ABOVE_ONE,
          new Segment(
              stored, 2, 1, n, new long[] {0, cheap, 1}, new long[] {0, n - 1 - dear, dear}));
    }
  }

  private static void compare(Hierarchy hierarchy, FewSlots tail, Segment segment) {
    assertEquals(tail, FewSlots.of(hierarchy, segment), segment.toString());
    assertEquals(
        new Splitter(hierarchy).byTables(segment),
        tail.split(hierarchy, segment),
        segment.toString());
    checkReloads(hierarchy, tail.reloads(segment), segment);
  }

  private static void checkReloads(Hierarchy hierarchy, Reloads reloads, Segment segment) {
    Segment right = segment;
    long loads = 0;
    while (right.reads[segment.tier] > 0) {
      FewSlots tail = FewSlots.of(hierarchy, right);
      right = tail.split(hierarchy, right).right();
      loads++;
      assertEquals(right, reloads.after(loads), segment::toString);
      assertEquals(right.steps, reloads.steps(loads));
    }
    assertEquals(loads, reloads.most(), segment::toString);
  }

  private static Hierarchy hierarchy(long... slots) {
    var prices = new long[slots.length];
    Arrays.setAll(prices, tier -> tier);
    Problem problem = new Instance(1_000, slots, prices, prices, 1, 0).problem();
    return new Hierarchy(
        1_000, problem.levels().stream().map(Hierarchy.Priced::asIs).toList(), problem.costs());
  }

  @Test
  void streamsAreAsForecastAndOpenAnywhere() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 150; i++) {
      Problem problem = Instance.random(random, 3, 120, 2).problem();
      Laws.forecastIsCounted(problem.plan());
      if (problem.steps() <= 60) {
        Laws.opensAsReplayed(problem.plan());
      }
    }
  }
}
