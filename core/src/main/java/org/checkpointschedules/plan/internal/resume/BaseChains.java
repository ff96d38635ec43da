package org.checkpointschedules.plan.internal.resume;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.plan.internal.resume.SegmentPrices.Price;

// A chain: bases x_1 = 0 < x_2 < .. < x_m, all held from the first on, each serving the segment up
// to the next one and the last serving all that is left, the topmost segment first, with the slots
// that the bases below leave free. With S as in BaseSearch it costs
//
//   sum over i of  r_i + S(x_(i+1) - x_i, slots left by x_1 .. x_(i-1), level of x_i)
//
// All chains that drop some uppermost bases share their lower segments, so one pass prices them.

/// Continuations by chains of segments between many survivors.
final class BaseChains {
  /// Survivors of a choice that are evenly spread, at most.
  private static final int MOST_SPREAD = 512;

  private final ContinuationTask task;
  private final SegmentPrices prices;

  BaseChains(ContinuationTask task, SegmentPrices prices) {
    this.task = task;
    this.prices = prices;
  }

  /// The best chain of each choice of survivors that fits.
  List<Continuation> all() {
    return choices().stream().flatMap(choice -> chained(choice).stream()).toList();
  }

  /// All survivors; powers of two of them, evenly spread, the highest among them; none.
  private List<List<Base>> choices() {
    List<Base> above = task.survivors().stream().filter(f -> f.step() > 0).toList();
    var origins = new ArrayList<>(task.survivors().stream().filter(f -> f.step() == 0).toList());
    if (origins.isEmpty() && task.runs()) {
      int level = task.room();
      origins.add(task.stored(0, level < 0 ? task.survivors().getFirst().level() : level));
    }
    var choices = new ArrayList<List<Base>>();
    for (Base origin : origins) {
      choices.add(chain(origin, above, above.size()));
      for (int kept = Integer.highestOneBit(Math.min(above.size(), MOST_SPREAD));
          kept > 0;
          kept /= 2) {
        choices.add(chain(origin, above, kept));
      }
      choices.add(List.of(origin));
    }
    return choices;
  }

  private static List<Base> chain(Base origin, List<Base> above, int kept) {
    var chain = new ArrayList<Base>();
    chain.add(origin);
    for (int i = 1; i <= kept; i++) {
      Base next = above.get((int) ((long) i * above.size() / kept) - 1);
      if (next.step() > chain.getLast().step()) {
        chain.add(next);
      }
    }
    return chain;
  }

  /// One segment from each of these to the next, the uppermost of which may be dropped: up to
  /// eight, and any number of three leading bits. Empty if they do not fit.
  ///
  /// @param bases of different steps, by step, the first of step 0
  private Optional<Continuation> chained(List<Base> bases) {
    long[] free = task.slots();
    boolean stores = !bases.getFirst().survived();
    BigDecimal cost = BigDecimal.ZERO;
    if (stores && task.runs()) {
      cost = task.run(1).add(task.levels().get(bases.getFirst().level()).writeCost());
    }
    var segments = new ArrayList<Leg>();
    Continuation best = null;
    for (int i = 0; i < bases.size(); i++) {
      Base base = bases.get(i);
      if (free[base.level()] < base.slots()) {
        return Optional.empty();
      }
      long[] own = bases.size() > ContinuationTask.FEW ? task.rounded(free) : free;
      cost = cost.add(task.levels().get(base.level()).readCost());
      int dropped = bases.size() - 1 - i;
      if (dropped == BaseRow.rounded(dropped, 0)) {
        Price last = prices.of(task.top() - base.step(), own, base.level());
        BigDecimal all = cost.add(last.cost());
        if (best == null || all.compareTo(best.cost()) < 0) {
          var legs = new ArrayList<>(segments);
          legs.add(new Leg.Segment(base, null, true, base.step(), task.top(), last));
          List<Base> stored = stores ? bases.subList(0, 1) : List.of();
          best = new Continuation(stored, stores ? 1 : 0, legs.reversed(), all);
        }
      }
      if (dropped > 0) {
        long end = bases.get(i + 1).step();
        Price price = prices.of(end - base.step(), own, base.level());
        cost = cost.add(price.cost());
        segments.add(new Leg.Segment(base, null, true, base.step(), end, price));
      }
      task.take(free, base, -1);
    }
    return Optional.of(best);
  }
}
