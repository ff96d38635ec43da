package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

/// Finds the price that bounds a part best: the bound is concave and piecewise linear in the price,
/// so the lines at two prices on either side of its peak meet above it, and where the bound reaches
/// that point it is the peak. Seen from afar the bound is smooth and its slope nearly linear: every
/// other step goes to where the slope would vanish, and every sixth bisects.
final class Bracket {
  /// A bound this close to its peak will do: costs are whole numbers.
  private static final double CLOSE = 1.0 / 64;

  Dual low;
  Dual high;
  Dual best;
  final DoubleDouble bound = new DoubleDouble();
  double slopeLow;
  double slopeHigh;

  /// Whether all parts with more writes, whatever their reads, are ruled out with this one's.
  boolean closedRight;

  /// Whether all parts with fewer writes are.
  boolean closedLeft;

  private final DoubleDouble lowBound = new DoubleDouble();
  private final DoubleDouble highBound = new DoubleDouble();
  private final DoubleDouble trial = new DoubleDouble();
  private final Duals duals;
  private final Hierarchy hierarchy;

  Bracket(Duals duals, Hierarchy hierarchy) {
    this.duals = duals;
    this.hierarchy = hierarchy;
  }

  /// Gives the prices back; the bound stays.
  void release() {
    low = duals.use(null, low);
    high = duals.use(null, high);
    best = duals.use(null, best);
  }

  /// @param hint a bracket of a similar part, or null
  /// @return whether the incumbent rules the part out; then the rest of this bracket may be rough
  boolean search(Part part, Incumbent incumbent, Bracket hint) {
    long steps = hierarchy.steps;
    bound.set(Double.NEGATIVE_INFINITY, 0);
    if (hint != null) {
      if (take(part, steps, hint.best, incumbent)
          || low == null && take(part, steps, hint.low, incumbent)
          || high == null && take(part, steps, hint.high, incumbent)) {
        return true;
      }
    }
    if (hint == null) {
      // What a sweep would be worth if all slots were free.
      long sweeps = Binomial.repetition(steps, Math.min(steps, hierarchy.allSlots()));
      var free = DoubleDouble.of((double) hierarchy.forward * sweeps);
      if (take(part, steps, duals.at(free), incumbent)) {
        return true;
      }
    }
    double stride = hierarchy.forward;
    while (low == null) {
      double from = Math.max(0, high.high - stride);
      if (take(part, steps, duals.at(DoubleDouble.of(from)), incumbent)) {
        return true;
      }
      stride *= 2;
    }
    stride = hierarchy.forward;
    while (high == null) {
      if (take(part, steps, duals.at(DoubleDouble.of(low.high + stride)), incumbent)) {
        return true;
      }
      stride *= 2;
    }
    for (int round = 1; slopeHigh < 0 && round < 400; round++) {
      double width = (high.high - low.high) + (high.low - low.low);
      double advance = (highBound.minus(lowBound) - slopeHigh * width) / (slopeLow - slopeHigh);
      double peak = lowBound.minus(bound) + slopeLow * advance;
      if (peak <= CLOSE && slopeHigh != Double.NEGATIVE_INFINITY) {
        break;
      }
      if (round % 6 == 0 || slopeHigh == Double.NEGATIVE_INFINITY) {
        advance = width / 2;
      } else if (round % 2 == 1) {
        advance = width * (slopeLow / (slopeLow - slopeHigh));
      }
      if (!(advance > 0 && advance < width)) {
        break;
      }
      var price = new DoubleDouble().set(low.high, low.low).add(advance, 0);
      if (take(part, steps, duals.at(price), incumbent)) {
        return true;
      }
    }
    return false;
  }

  private boolean take(Part part, long steps, Dual dual, Incumbent incumbent) {
    double slope = part.bound(dual, steps, trial);
    if (!Double.isFinite(slope) || !Double.isFinite(trial.hi + trial.lo)) {
      // So many steps earn so much that their number overflows: far above the peak.
      slope = Double.NEGATIVE_INFINITY;
      trial.set(Double.NEGATIVE_INFINITY, 0);
    }
    if (slope > 0) {
      low = duals.use(dual, low);
      slopeLow = slope;
      lowBound.set(trial);
    } else {
      high = duals.use(dual, high);
      slopeHigh = slope;
      highBound.set(trial);
    }
    if (trial.compare(bound) > 0) {
      bound.set(trial);
      best = duals.use(dual, best);
    }
    return incumbent.rulesOut(bound);
  }

  /// Between what is wanted at the lower and at the upper price, in proportion to the steps missed.
  long between(long atLow, long atHigh) {
    if (high == null || slopeHigh == 0) {
      return atHigh;
    }
    if (low == null) {
      return atHigh;
    }
    double share = slopeLow / (slopeLow - slopeHigh);
    return Math.round(atLow + share * ((double) atHigh - atLow));
  }
}
