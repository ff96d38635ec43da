package org.checkpointschedules.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Segments with few slots left: their closed forms against the tables.
class TailTest {
  private static final long SEED = 141421;

  @Test
  void dividesAndCountsAsTheTablesDo() {
    var random = new SplittableRandom(SEED);
    var met = new EnumMap<Tail, Integer>(Tail.class);
    for (int i = 0; i < 1_200; i++) {
      Problem problem = Instance.random(random, 3, i % 30 == 0 ? 1_500 : 80, 2).problem();
      if (LevelOrder.plan(problem) instanceof HierarchyPlan plan
          && plan.optimum().writes().length > 1) {
        check(plan, met, "seed %d instance %d: %s".formatted(SEED, i, problem));
      }
    }
    for (Tail tail : Tail.values()) {
      assertTrue(met.getOrDefault(tail, 0) > 400, met.toString());
    }
  }

  private static void check(HierarchyPlan plan, EnumMap<Tail, Integer> met, String name) {
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
      Tail tail = Tail.of(hierarchy, segment);
      met.merge(tail, 1, Integer::sum);
      Division division = splitter.split(segment);
      if (tail != Tail.CHAIN) {
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
