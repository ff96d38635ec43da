package org.checkpointschedules.plan.internal.resume;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.internal.resume.SegmentPrices.Price;

// The bases x_1 = 0 < x_2 < ... < x_m of a continuation split the steps below the adjoint, at N,
// into segments that are reversed one after the other, the topmost first, each from its base, with
// the slots that the bases below leave free. Let b be how many of them lie below in each level,
// c the slots, and S(n, c - b, k) the least cost of n steps from a base in level k (SegmentPrices).
// The least cost of all from base i up, with b below, is
//
//   U(i, b) = min( r_i + S(N - x_i, c - b, k_i),
//                  min over j > i of  r_i + S(x_j - x_i, c - b, k_i) + U(j, b + e_i) )
//
// and the whole is U(base of step 0, 0). A base has survived, or the forward stores it on a first
// run from step 0, where it stands: at its write cost. That run ends one step beyond the last base
// that it stores, or goes on to the highest base of all, which then is not loaded. So U comes in
// two: without such a run above, or with its forward steps paid for.
//
// A survivor that is no base can still serve the topmost segment once: where the plan's first
// advance passes it, the forward starts from it instead of the base.

/// The least cost of a continuation over the choice of its bases. Not thread safe.
final class BaseSearch {
  private final List<Base> bases;
  private final List<Level> levels;
  private final BigDecimal forward;
  private final long top;
  private final boolean runs;
  private final SegmentPrices prices;
  private final long[] slots;
  private final Map<State, Ways> known = new HashMap<>();

  private record State(int base, List<Long> below) {}

  /// The best way up from a base: to the next, or to the top.
  ///
  /// @param next the next base's index; -1 where this is the highest
  /// @param run whether the way above has the first run paid for; of the highest: whether the
  ///   forward stands there
  /// @param boost of the highest: what is loaded instead of it; null if it is loaded itself
  private record Way(BigDecimal cost, int next, boolean run, Base boost) {
    private static Way better(Way one, Way other) {
      return one == null || other != null && other.cost.compareTo(one.cost) < 0 ? other : one;
    }
  }

  /// @param loaded the best where no first run has been paid for; null if none
  /// @param run the best where it has; null if none
  private record Ways(Way loaded, Way run) {}

  /// @param bases by step
  /// @param runs whether the forward stands at step 0
  BaseSearch(
      List<Base> bases,
      List<Level> levels,
      StepCosts costs,
      long top,
      boolean runs,
      SegmentPrices prices) {
    this.bases = bases;
    this.levels = levels;
    forward = costs.forward();
    this.top = top;
    this.runs = runs;
    this.prices = prices;
    slots = levels.stream().mapToLong(Level::slots).toArray();
  }

  /// The best continuation; empty if there is none.
  Optional<Continuation> best() {
    Way best = null;
    int first = -1;
    var nothing = new long[slots.length];
    for (int i = 0; i < bases.size() && bases.get(i).step() == 0; i++) {
      Ways ways = ways(i, nothing);
      Way way = Way.better(ways.loaded, ways.run);
      if (way != null && Way.better(best, way) == way) {
        best = way;
        first = i;
      }
    }
    if (runs) {
      Price open = prices.of(top, slots, SegmentPrices.OPEN);
      if (best == null || open.cost().compareTo(best.cost) < 0) {
        Leg leg = new Leg.Segment(null, null, false, 0, top, open);
        return Optional.of(new Continuation(List.of(), 0, List.of(leg), open.cost()));
      }
    }
    return best == null ? Optional.empty() : Optional.of(continuation(first, best));
  }

  private Ways ways(int i, long[] below) {
    var state = new State(i, java.util.Arrays.stream(below).boxed().toList());
    Ways ways = known.get(state);
    if (ways == null) {
      ways = search(i, below);
      known.put(state, ways);
    }
    return ways;
  }

  private Ways search(int i, long[] below) {
    Base base = bases.get(i);
    int level = base.level();
    if (below[level] + base.slots() > slots[level]) {
      return new Ways(null, null);
    }
    long[] more = below.clone();
    more[level] += base.slots();
    long[] free = free(below);
    BigDecimal read = levels.get(level).readCost();
    BigDecimal write = levels.get(level).writeCost();
    Price highest = prices.of(top - base.step(), free, level);
    BigDecimal all = highest.cost();
    Base boost = boost(base, highest, more);
    BigDecimal start = boost == null ? read : boosted(base, boost);
    if (start.compareTo(read) >= 0) {
      boost = null;
      start = read;
    }
    // Without a run, what has not survived is stored before all else.
    boolean lies = base.survived() || !runs;
    Way loaded = null;
    Way run = null;
    if (lies) {
      loaded = new Way(all.add(start), -1, false, boost);
      run = runs ? new Way(all.add(run(base.step())), -1, true, null) : null;
    } else if (runs && base.step() + 1 < top) {
      run = new Way(all.add(start).add(write).add(run(base.step() + 1)), -1, false, boost);
    }
    for (int j = i + 1; j < bases.size(); j++) {
      long steps = bases.get(j).step() - base.step();
      if (steps == 0) {
        continue;
      }
      Ways above = ways(j, more);
      if (above.loaded == null && above.run == null) {
        continue;
      }
      BigDecimal here = prices.of(steps, free, level).cost().add(read);
      if (lies) {
        loaded = Way.better(loaded, onward(above.loaded, here, j, false));
        run = Way.better(run, onward(above.run, here, j, true));
      } else if (runs) {
        here = here.add(write);
        run = Way.better(run, onward(above.run, here, j, true));
        run = Way.better(run, onward(above.loaded, here.add(run(base.step() + 1)), j, false));
      }
    }
    return new Ways(loaded, run);
  }

  /// The highest survivor above the base that the first advance of the topmost segment passes: to
  /// start from there spares the steps up to it. It is dropped at once. Null if there is none.
  private Base boost(Base base, Price price, long[] taken) {
    Base boost = null;
    for (Base other : bases) {
      boolean passed =
          other.step() > base.step() && other.step() <= base.step() + price.sparedAdvance();
      long room = slots[other.level()] - taken[other.level()];
      if (other.survived() && passed && other.slots() <= room) {
        boost = other;
      }
    }
    return boost;
  }

  private BigDecimal boosted(Base base, Base boost) {
    return levels.get(boost.level()).readCost().subtract(run(boost.step() - base.step()));
  }

  private static Way onward(Way above, BigDecimal here, int next, boolean run) {
    return above == null ? null : new Way(above.cost.add(here), next, run, null);
  }

  private BigDecimal run(long steps) {
    return forward.multiply(BigDecimal.valueOf(steps));
  }

  private long[] free(long[] below) {
    long[] free = slots.clone();
    for (int k = 0; k < free.length; k++) {
      free[k] = levels.get(k).unbounded() ? free[k] : free[k] - below[k];
    }
    return free;
  }

  private Continuation continuation(int first, Way way) {
    var stored = new ArrayList<Base>();
    var legs = new ArrayList<Leg>();
    var below = new long[slots.length];
    long runTo = 0;
    int i = first;
    Way at = way;
    while (true) {
      Base base = bases.get(i);
      boolean highest = at.next < 0;
      boolean stands = highest && at.run;
      long end = highest ? top : bases.get(at.next).step();
      Price price = prices.of(end - base.step(), free(below), base.level());
      legs.addFirst(new Leg.Segment(base, at.boost, !stands, base.step(), end, price));
      if (!base.survived()) {
        stored.add(base);
        runTo = base.step() + 1;
      }
      if (highest) {
        runTo = stands ? base.step() : runTo;
        return new Continuation(stored, runTo, legs, way.cost);
      }
      below[base.level()] += base.slots();
      Ways above = ways(at.next, below);
      i = at.next;
      at = at.run ? above.run : above.loaded;
    }
  }
}
