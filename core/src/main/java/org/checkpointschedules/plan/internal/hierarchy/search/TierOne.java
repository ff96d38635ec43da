package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// The best use of tier 1 below a given profile of leaves, exactly (docs/planning.md section 5).
///
/// With `W` columns the number of leaves that the relaxed problem wants has a closed form: layer by
/// layer from the top, a leaf at depth `j` saves `f C(c_0 + 1 + T - j, T - j)` forward cost, which
/// exceeds its read while `T - j >= kappa = min {k : f C(c_0 + 1 + k, k) > r}`. So `D` layers are
/// full and the next holds `need / m` leaves, `m = C(c_0 + kappa, kappa)` steps each; in whole
/// leaves it is the number above or the one below, since the cost is convex in the leaves. The
/// relaxed cost is convex in `W`: its least value is found by galloping, and from there `W` is
/// scanned outward for as long as the relaxed cost leaves room for a better plan.
final class TierOne {
  private final Coefficients coefficients;
  private final Incumbent incumbent;
  private final long steps;
  private final long forward;
  private final long write;
  private final long read;
  private final int depth;
  private final TierOneProfile layers;
  private final int kappa;
  private final long leafSize;
  private final int lastLayer;

  private long[] places;
  private long lastNeed;
  private final long limit;

  /// The evaluations so far, a measure of work: deep ones, which take longer, count as more.
  long evaluations;

  private final DoubleDouble relaxed = new DoubleDouble();
  private final DoubleDouble best = new DoubleDouble();
  private long bestReads;

  TierOne(Coefficients coefficients, Incumbent incumbent, int depth, long limit) {
    this.limit = limit;
    this.coefficients = coefficients;
    this.incumbent = incumbent;
    this.depth = depth;
    Hierarchy hierarchy = coefficients.hierarchy;
    steps = hierarchy.steps;
    forward = hierarchy.forward;
    write = hierarchy.write(1);
    read = hierarchy.read(1);
    layers = new TierOneProfile(coefficients, depth);
    kappa = layers.kappa;
    leafSize = layers.leafSize;
    lastLayer = layers.lastLayer;
  }

  /// Offers the best plans with this profile above tier 1 to the incumbent; every plan that could
  /// be better has been looked at when this returns.
  ///
  /// @param profile leaves by depth that the tiers above leave to this one
  /// @param places where leaves of this tier may hang below it, by depth
  /// @param cost the cost of the tiers above
  /// @param hint a guess of the best number of writes
  /// @param fewest the least number of writes allowed, 0 or 1
  void solve(long[] profile, long[] places, DoubleDouble cost, long hint, long fewest) {
    this.places = places;
    layers.below(profile, places, cost);
    if (lastLayer < 1) {
      evaluate(0);
      return;
    }
    long most = Math.min(steps, places[depth]);
    if (write == 0) {
      evaluate(most);
      return;
    }
    long middle = leastRelaxed(Math.clamp(hint, fewest, most), fewest, most);
    for (long writes = middle; writes <= most; writes = skip(writes, most, 1)) {
      evaluate(writes);
      if (hopeless() || evaluations > limit) {
        break;
      }
    }
    for (long writes = middle - 1; writes >= fewest; writes = skip(writes, fewest, -1)) {
      evaluate(writes);
      if (hopeless() || evaluations > limit) {
        break;
      }
    }
  }

  private boolean hopeless() {
    return relaxed.hi == Double.POSITIVE_INFINITY || incumbent.rulesOut(relaxed);
  }

  /// The next number of writes, in the direction `sign`, that could be better than the incumbent;
  /// or one before it. Needs [#evaluate] at `writes`.
  ///
  /// Whole leaves cost more than the relaxed number `need / m` of them. The cost is convex in the
  /// leaves, with slope `r - f sweeps(kappa - 1)` above and `r - f sweeps(kappa)` below that
  /// number, so with `rho = -need mod m`
  ///
  /// ```
  /// cost >= relaxed + min(rho (r - f sweeps(kappa-1)), (m - rho) (f sweeps(kappa) - r)) / m
  /// ```
  ///
  /// As long as `W` crosses no `S_j` and no other layer becomes the first sufficient one, relaxed
  /// cost and need are affine in `W`. So the writes that could be better are those whose `rho` lies
  /// in a window around 0, and the next of them is found by [Residues#first].
  private long skip(long writes, long last, int sign) {
    long next = writes + sign;
    if (leafSize == 1 || lastNeed <= 0 || writes == 0 || next == last || writes == last) {
      return next;
    }
    int layer = layers.hint;
    long need = lastNeed;
    double from = relaxed.minus(incumbent.cost);
    int small = 0;
    while (small < layer && (sign > 0 ? places[small + 1] <= writes : places[small + 1] < writes)) {
      small++;
    }
    long perWrite = 0;
    for (int j = small + 1; j < layer; j++) {
      perWrite = SaturatingLong.sum(perWrite, coefficients.steps[layer + kappa - j]);
    }
    long end = sign > 0 ? last : Math.max(1, last);
    if (sign > 0 && small < layer) {
      end = Math.min(end, places[small + 1]);
    }
    if (sign < 0 && small > 0) {
      end = Math.max(end, places[small]);
    }
    if (sign > 0 && perWrite > 0) {
      end = Math.min(end, writes + (need - 1) / perWrite);
    }
    end = layers.lastWithLayer(writes, end, layer);
    if (end == writes || end == next) {
      return next;
    }
    evaluate(end);
    double room = incumbent.guard - 1 - Math.min(from, relaxed.minus(incumbent.cost));
    if (room < 0) {
      return end;
    }
    long step = perWrite % leafSize;
    step = sign > 0 ? step : (leafSize - step) % leafSize;
    double above = read - (kappa == 0 ? 0 : forward * coefficients.sweepsHigh[kappa - 1]);
    double below = forward * coefficients.sweepsHigh[kappa] - read;
    // Rounded so that neither slope is too steep.
    above -= 0x1p-50 * read;
    below -= 0x1p-50 * read;
    double window = window(room, above) + window(room, below);
    if (window >= leafSize - 1) {
      return next;
    }
    // rho(x) = (step x - need) mod m is wanted in [-window(below), window(above)].
    long lowest = Math.floorMod(need - (long) window(room, below) - step, leafSize);
    long width = (long) window;
    if (lowest == 0 || lowest + width >= leafSize) {
      return next;
    }
    long more = Residues.first(step, leafSize, lowest, lowest + width);
    return more < 0 || more >= Math.abs(end - next) ? end : next + sign * more;
  }

  /// How far `rho` may be from 0 on one side: rounded up.
  private double window(double room, double slope) {
    if (slope <= 0) {
      return leafSize;
    }
    return Math.min(leafSize, Math.floor(room * leafSize / slope * (1 + 0x1p-40)) + 1);
  }

  /// The least `W` from which the relaxed cost does not fall any more.
  private long leastRelaxed(long hint, long fewest, long most) {
    long low = fewest;
    long high = most;
    long stride = 1;
    if (falls(hint, most)) {
      low = hint + 1;
      while (low + stride < most && falls(low + stride, most)) {
        low += stride + 1;
        stride *= 2;
      }
      high = Math.min(most, low + stride);
    } else {
      high = hint;
      while (high - stride > fewest && !falls(high - stride, most)) {
        high -= stride;
        stride *= 2;
      }
      low = Math.max(fewest, high - stride);
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (falls(middle, most)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean falls(long writes, long most) {
    if (writes >= most) {
      return false;
    }
    evaluate(writes);
    double high = relaxed.hi;
    double low = relaxed.lo;
    if (high == Double.POSITIVE_INFINITY) {
      return true;
    }
    evaluate(writes + 1);
    return relaxed.hi < high || relaxed.hi == high && relaxed.lo < low;
  }

  /// Sets [#relaxed] for so many writes and offers the best whole numbers of reads.
  private void evaluate(long writes) {
    evaluations += 1 + depth / 100;
    if (writes == 0) {
      withoutReads();
      return;
    }
    int layer = layers.firstSufficientLayer(writes);
    if (layer > lastLayer) {
      // Every plan with so few writes that is not dearer than need be goes beyond the tables.
      relaxed.set(Double.POSITIVE_INFINITY, 0);
      return;
    }
    int full = layer - 1;
    long covered = layers.covered(full, full + 1 + kappa, writes);
    long need = steps - covered;
    lastNeed = need;
    if (need <= 0) {
      int sweeps =
          layers.lastShort(full, 0, writes, full == 0 ? Math.min(kappa, depth) : full + kappa);
      layers.cost(full, 0, writes, sweeps, best);
      offer(writes, full, 0);
      relaxed.set(best);
      return;
    }
    long above = (need + leafSize - 1) / leafSize;
    int sweeps = layers.lastShort(full, above, writes, full + kappa);
    layers.cost(full, above, writes, sweeps, best);
    offer(writes, full, above);
    if (above * leafSize == need) {
      relaxed.set(best);
      return;
    }
    layers.relaxedCost(full, need, writes, relaxed);
    sweeps = layer + kappa;
    while (sweeps < depth && layers.cumulative(full, above - 1, writes, sweeps + 1) < steps) {
      sweeps++;
    }
    if (sweeps == depth) {
      return;
    }
    layers.cost(full, above - 1, writes, sweeps, best);
    offer(writes, full, above - 1);
  }

  private void withoutReads() {
    int sweeps = depth;
    if (layers.reach[sweeps] < steps) {
      // Infeasible, or deeper than the tables: Planner makes sure that such plans are dearer.
      relaxed.set(Double.POSITIVE_INFINITY, 0);
      return;
    }
    while (sweeps >= 0 && layers.reach[sweeps] >= steps) {
      sweeps--;
    }
    layers.cost(0, 0, 0, sweeps, best);
    relaxed.set(best);
    bestReads = 0;
    incumbent.offer(best, 0, 0);
  }

  private void offer(long writes, int full, long more) {
    bestReads = more;
    for (int j = 1; j <= full; j++) {
      bestReads += Math.min(writes, places[j]);
    }
    incumbent.offer(best, writes, bestReads);
  }
}
