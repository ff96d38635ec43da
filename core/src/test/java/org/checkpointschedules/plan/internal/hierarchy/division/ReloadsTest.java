package org.checkpointschedules.plan.internal.hierarchy.division;

import static org.checkpointschedules.StorageLocation.level;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.Instance;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.HierarchyPlan;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.checkpointschedules.plan.internal.hierarchy.search.Planner;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.junit.jupiter.api.Test;

/// Parts of a segment after any number of loads of its entry, against one division after the other
/// by the plain rule.
class ReloadsTest {
  private static final long SEED = 271828;

  private int divided;
  private int reloaded;

  @Test
  void plansAreDividedByThePlainRule() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 400; i++) {
      Problem problem = Instance.random(random, 4, i % 20 == 0 ? 20_000 : 300, 3).problem();
      if (LevelOrder.plan(problem) instanceof HierarchyPlan plan
          && plan.optimum().writes().length > 1) {
        check(
            plan.hierarchy(),
            Segment.whole(plan.hierarchy(), plan.optimum()),
            "seed %d instance %d: %s".formatted(SEED, i, problem));
      }
    }
    assertTrue(divided > 3_000 && reloaded > 10_000, divided + ", " + reloaded);
  }

  /// Writes, reads and steps that no optimal plan has.
  @Test
  void anySegmentIsDividedByThePlainRule() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 3_000; i++) {
      Problem problem = Instance.random(random, 4, 300, i % 10 == 0 ? 60 : 4).problem();
      if (problem.steps() > 1
          && LevelOrder.plan(problem) instanceof HierarchyPlan plan
          && plan.hierarchy().top > 0) {
        Segment segment = any(random, plan.hierarchy());
        if (segment != null) {
          check(plan.hierarchy(), segment, "seed %d instance %d".formatted(SEED, i));
        }
      }
    }
    assertTrue(divided > 3_000 && reloaded > 10_000, divided + ", " + reloaded);
  }

  /// Continuations through long plans, of some slots or of very many.
  @Test
  void longPlansAreDividedByThePlainRule() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 300; i++) {
      long n = (long) Math.pow(10, 3 + 15 * random.nextDouble());
      int levels = 2 + random.nextInt(3);
      var slots = new long[levels];
      var prices = new long[levels];
      boolean many = random.nextInt(3) == 0;
      for (int k = 0; k < levels; k++) {
        slots[k] = 2 + (long) Math.pow(10, (many ? 9 : 2) * random.nextDouble());
        prices[k] = k + random.nextLong(k + 1);
      }
      Arrays.sort(prices);
      Problem problem = Problem.steps(n);
      for (int k = 0; k < levels; k++) {
        var price = BigDecimal.valueOf(prices[k]);
        problem = problem.level(new Level(level("L" + k), slots[k], price, price));
      }
      var hierarchy =
          new Hierarchy(
              n, problem.levels().stream().map(Hierarchy.Priced::asIs).toList(), problem.costs());
      if (hierarchy.top > 0) {
        Segment whole = Segment.whole(hierarchy, Planner.plan(hierarchy, 5_000));
        descend(random, hierarchy, whole, "seed %d instance %d: %s".formatted(SEED, i, problem));
      }
    }
    assertTrue(divided > 3_000 && reloaded > 10_000, divided + ", " + reloaded);
  }

  private void descend(SplittableRandom random, Hierarchy hierarchy, Segment segment, String name) {
    var splitter = new Splitter(hierarchy);
    var plain = new PlainDivision(hierarchy);
    for (int i = 0; i < 40; i++) {
      segment = segment.settled(hierarchy);
      if (segment.tier == 0) {
        return;
      }
      Division division = plain.split(segment);
      assertEquals(division, splitter.byTables(segment), name);
      divided++;
      checkRun(splitter.reloadsByTables(segment), segment, plain, name);
      segment = random.nextBoolean() ? division.left() : division.right();
    }
  }

  private static Segment any(SplittableRandom random, Hierarchy hierarchy) {
    int tier = 1 + random.nextInt(hierarchy.top);
    long slots = 1 + random.nextLong(hierarchy.slots(tier));
    var writes = new long[tier + 1];
    var reads = new long[tier + 1];
    long most = 1L << random.nextInt(9);
    for (int k = 1; k <= tier; k++) {
      if (k == tier || random.nextBoolean()) {
        reads[k] = 1 + random.nextLong(most);
        writes[k] = 1 + random.nextLong(random.nextBoolean() ? reads[k] : most);
      }
    }
    // Without slots in tier 0 a leaf takes one step.
    long leaves = 1 + Arrays.stream(reads).sum();
    boolean base = hierarchy.slots(0) > 0;
    long steps = base ? leaves + random.nextLong(2 * leaves) : leaves;
    return new Segment(random.nextBoolean(), tier, slots, steps, writes, reads);
  }

  private void check(Hierarchy hierarchy, Segment whole, String name) {
    var splitter = new Splitter(hierarchy);
    var plain = new PlainDivision(hierarchy);
    var seen = new HashSet<Segment>();
    var open = new ArrayDeque<Segment>();
    open.add(whole);
    while (!open.isEmpty()) {
      Segment segment = open.remove().settled(hierarchy);
      if (segment.tier == 0
          || FewSlots.of(hierarchy, segment) == FewSlots.CHAIN
          || segment.steps < leaves(segment)
          || !seen.add(segment)) {
        continue;
      }
      String what = name + ", " + segment;
      Division division = plain.split(segment);
      assertEquals(division, splitter.byTables(segment), what);
      divided++;
      open.add(division.left());
      open.add(division.right());
      if (!segment.stored || seen.size() % 7 == 0) {
        checkRun(splitter.reloadsByTables(segment), segment, plain, what);
      }
    }
  }

  private void checkRun(Reloads reloads, Segment segment, PlainDivision plain, String name) {
    Segment right = segment;
    int loads = 0;
    while (right.reads[segment.tier] > 0 && right.steps >= leaves(right)) {
      right = plain.split(right).right();
      loads++;
      assertEquals(right, reloads.after(loads), () -> name);
      assertEquals(right.steps, reloads.steps(loads), name);
      if (loads > 1 && right.steps > 0) {
        assertEquals(right, reloads.leaving(right.steps - 1), name);
      }
      reloaded++;
    }
    if (right.reads[segment.tier] == 0) {
      assertEquals(loads, reloads.most(), name);
    }
  }

  /// A plan has no leaf without a step.
  private static long leaves(Segment segment) {
    return 1 + Arrays.stream(segment.reads).sum();
  }
}
