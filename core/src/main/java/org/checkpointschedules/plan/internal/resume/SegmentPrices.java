package org.checkpointschedules.plan.internal.resume;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.hierarchy.HierarchyPlan;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;

// A segment is reversed from an entry of its first step, its base, that has been loaded and lies in
// a level of write cost w. What does that cost at least? Let Opt be the least cost from nothing,
// with the base's slot among the free ones.
//
//   w = 0           Opt: storing the first step again is free, so the entry is worth nothing.
//   dearest level   min over W >= 1, R of the objective of the theorem at Planner, less w: the
//                   recurrence for P in docs/planning.md section 1, whose first column is free.
//                   Plans that have no use for the base are among them, as W = 1 and R = 0.
//   between         at most Opt, less w where that stores the first step in the base's level, and
//                   what the levels up to the base's give.

/// Least costs of segments that are reversed from an entry of their first step. Each is planned
/// once. Not thread safe.
final class SegmentPrices {
  /// No entry: the forward stands at the first step.
  static final int OPEN = -1;

  private final List<Level> levels;
  private final StepCosts costs;
  private final Map<Key, Price> known = new HashMap<>();

  private record Key(long steps, int base, List<Long> free) {}

  /// A plan for a segment.
  ///
  /// @param cost what it costs once its base is loaded
  /// @param plan the plan from nothing, whose first write is spared where it is the base's; null
  ///   where all steps are recorded at once
  /// @param levels what is free to it
  /// @param sparedAdvance how far the plan advances first, where its first write is spared; else 0
  record Price(BigDecimal cost, Plan plan, List<Level> levels, long sparedAdvance) {}

  SegmentPrices(List<Level> levels, StepCosts costs) {
    this.levels = levels;
    this.costs = costs;
  }

  /// @param free slots by level, the base's own among them
  /// @param base the level that the base lies in, or [#OPEN]
  Price of(long steps, long[] free, int base) {
    var slots = new ArrayList<Long>();
    for (long count : free) {
      slots.add(Math.min(count, steps));
    }
    var key = new Key(steps, base, slots);
    Price price = known.get(key);
    if (price == null) {
      price = plan(key);
      known.put(key, price);
    }
    return price;
  }

  private Price plan(Key key) {
    var free = new ArrayList<Level>();
    for (int k = 0; k < levels.size(); k++) {
      Level level = levels.get(k);
      // Of levels of equal costs the base's own comes first, where the plan stores first.
      free.add(
          k == key.base ? 0 : free.size(),
          new Level(level.location(), key.free.get(k), level.writeCost(), level.readCost()));
    }
    if (key.steps == 1 || free.stream().allMatch(level -> level.slots() == 0)) {
      BigDecimal cost =
          costs.forward().add(costs.adjoint()).multiply(BigDecimal.valueOf(key.steps));
      return new Price(cost, null, free, 0);
    }
    var problem = new Problem(key.steps, free, costs);
    if (key.base == OPEN || levels.get(key.base).writeCost().signum() == 0) {
      return price(LevelOrder.plan(problem), free, key.base == OPEN ? null : free.getFirst());
    }
    Level base = free.getFirst();
    List<Priced> sorted = LevelOrder.sorted(free);
    Price best = null;
    if (!sorted.isEmpty() && costs.forward().signum() > 0) {
      List<Priced> upToBase = sorted.stream().filter(p -> compare(p.level(), base) <= 0).toList();
      best = price(HierarchyPlan.stored(problem, upToBase), free, base);
      if (upToBase.size() == sorted.size()) {
        return best;
      }
    }
    Price open = price(LevelOrder.plan(problem), free, base);
    return best == null || open.cost.compareTo(best.cost) < 0 ? open : best;
  }

  private static int compare(Level a, Level b) {
    int order = a.writeCost().compareTo(b.writeCost());
    return order != 0 ? order : a.readCost().compareTo(b.readCost());
  }

  private static Price price(Plan plan, List<Level> free, Level base) {
    Forecast forecast = plan.forecast();
    if (base != null
        && plan.iterator().next() instanceof Forward f
        && f.writeIcs()
        && f.storage().equals(base.location())) {
      return new Price(forecast.cost().subtract(base.writeCost()), plan, free, f.n1());
    }
    return new Price(forecast.cost(), plan, free, 0);
  }
}
