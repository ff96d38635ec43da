package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// The leaves of tier 1 in layers, by depth, below a given profile of the tiers above: how many
/// steps full layers reach, how many of them suffice, and what a number of writes and leaves costs.
final class TierOneProfile {
  private final Coefficients coefficients;
  private final long steps;
  private final long forward;
  private final long write;
  private final long read;
  private final boolean unitLeaves;
  private final int depth;
  final int kappa;
  final long leafSize;

  /// Plans with more layers than this sweep some step more often than the tables reach.
  final int lastLayer;

  /// Where leaves may hang, by depth.
  long[] places;

  final long[] reach;
  private final double[] reachSumHigh;
  private final double[] reachSumLow;
  private final DoubleDouble before = new DoubleDouble();

  /// The layer that sufficed last; only to begin there.
  int hint;

  private final DoubleDouble sum = new DoubleDouble();
  private final DoubleDouble term = new DoubleDouble();

  TierOneProfile(Coefficients coefficients, int depth) {
    this.coefficients = coefficients;
    this.depth = depth;
    Hierarchy hierarchy = coefficients.hierarchy;
    steps = hierarchy.steps;
    forward = hierarchy.forward;
    write = hierarchy.write(1);
    read = hierarchy.read(1);
    unitLeaves = hierarchy.slots(0) == 0;
    int k = 0;
    while (k < depth
        && coefficients.steps[k] < steps
        && coefficients.sweepsHigh[k] * forward <= read) {
      k++;
    }
    kappa = k;
    leafSize = coefficients.steps[kappa];
    lastLayer = depth - kappa;
    reach = new long[depth + 1];
    reachSumHigh = new double[depth + 1];
    reachSumLow = new double[depth + 1];
  }

  /// Begins below a profile, the tiers above costing so much.
  void below(long[] profile, long[] places, DoubleDouble cost) {
    before.set(cost);
    this.places = places;
    coefficients.reach(profile, reach);
    sum.zero();
    for (int t = 0; t <= depth; t++) {
      sum.addProduct(reach[t], 1L);
      reachSumHigh[t] = sum.hi;
      reachSumLow[t] = sum.lo;
    }
    hint = 1;
  }

  /// The number of writes between `writes` and `end`, and next to `end`, up to which the first
  /// sufficient layer stays the same; it falls as the writes rise.
  long lastWithLayer(long writes, long end, int layer) {
    long good = writes;
    if (firstSufficientLayer(end) == layer) {
      good = end;
    } else {
      long bad = end;
      while (Math.abs(bad - good) > 1) {
        long middle = good + (bad - good) / 2;
        if (firstSufficientLayer(middle) == layer) {
          good = middle;
        } else {
          bad = middle;
        }
      }
    }
    hint = layer;
    return good;
  }

  /// The least layer `E >= 1` such that `E` full layers reach all steps with `E + kappa` sweeps;
  /// one more than the last if none does.
  int firstSufficientLayer(long writes) {
    int low = 1;
    int high = lastLayer + 1;
    int stride = 1;
    if (hint <= lastLayer && suffices(hint, writes)) {
      high = hint;
      while (high - stride >= 1 && suffices(high - stride, writes)) {
        high -= stride;
        stride *= 2;
      }
      low = Math.max(1, high - stride);
    } else {
      low = hint + 1;
      while (low + stride <= lastLayer && !suffices(low + stride, writes)) {
        low += stride + 1;
        stride *= 2;
      }
      high = Math.min(high, low + stride);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (suffices(middle, writes)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    hint = Math.clamp(high, 1, Math.max(1, lastLayer));
    return high;
  }

  private boolean suffices(int layers, long writes) {
    return covered(layers, layers + kappa, writes) >= steps;
  }

  /// Steps within reach of so many sweeps when so many layers are full, capped at [#steps].
  long covered(int layers, int sweeps, long writes) {
    long covered = reach[sweeps];
    for (int j = layers; j >= 1 && covered < steps; j--) {
      long size = unitLeaves ? 1 : coefficients.steps[sweeps - j];
      covered =
          SaturatingLong.sum(covered, SaturatingLong.product(Math.min(writes, places[j]), size));
    }
    return covered;
  }

  long cumulative(int full, long more, long writes, int sweeps) {
    long covered = covered(Math.min(full, sweeps), sweeps, writes);
    if (more > 0 && sweeps > full) {
      covered =
          SaturatingLong.sum(
              covered, SaturatingLong.product(more, coefficients.steps[sweeps - full - 1]));
    }
    return covered;
  }

  /// The last number of sweeps, from `start` down, that does not reach all steps; -1 if none.
  int lastShort(int full, long more, long writes, int start) {
    int sweeps = Math.min(start, depth);
    while (sweeps >= 0 && cumulative(full, more, writes, sweeps) >= steps) {
      sweeps--;
    }
    return sweeps;
  }

  /// Sets `cost` to that of `full` layers and `more` leaves, where `sweeps` is the last number of
  /// sweeps that does not reach all steps.
  void cost(int full, long more, long writes, int sweeps, DoubleDouble cost) {
    cost.set(before).addProduct(write, writes);
    spent(full, writes, sweeps, cost);
    cost.addProduct(read, more);
    if (more > 0 && sweeps > full) {
      term.set(
          coefficients.sweepsHigh[sweeps - full - 1], coefficients.sweepsLow[sweeps - full - 1]);
      term.times(-more);
      cost.addProduct(term.hi, term.lo, forward);
    }
  }

  /// Adds the reads and the forward cost of the full layers.
  private void spent(int full, long writes, int sweeps, DoubleDouble total) {
    long reads = 0;
    sum.zero();
    if (sweeps >= 0) {
      sum.addProduct(sweeps + 1, steps).add(-reachSumHigh[sweeps], -reachSumLow[sweeps]);
    }
    for (int j = 1; j <= full; j++) {
      long leaves = Math.min(writes, places[j]);
      reads += leaves;
      if (j <= sweeps) {
        sum.addProduct(
            coefficients.sweepsHigh[sweeps - j], coefficients.sweepsLow[sweeps - j], -leaves);
      }
    }
    total.addProduct(sum.hi, sum.lo, forward).addProduct(read, reads);
  }

  /// Sets `relaxed` to the cost at exactly `need / leafSize` leaves in the layer after the full
  /// ones.
  void relaxedCost(int full, long need, long writes, DoubleDouble relaxed) {
    int sweeps = full + kappa;
    relaxed.set(before).addProduct(write, writes);
    spent(full, writes, sweeps, relaxed);
    // need / leafSize leaves, each r - f sweeps(kappa - 1)
    term.set(read, read - (long) (double) read);
    if (kappa > 0) {
      term.addProduct(
          coefficients.sweepsHigh[kappa - 1], coefficients.sweepsLow[kappa - 1], -forward);
    }
    term.times(need);
    divide(term, leafSize);
    relaxed.add(term);
  }

  private static void divide(DoubleDouble value, long divisor) {
    if (divisor < 1L << 53) {
      value.divide(divisor);
      return;
    }
    // A leaf that large: lower the value by more than the rounding of the divisor.
    value.divide(divisor);
    value.add(-Math.abs(value.hi) * 0x1p-52, 0);
  }
}
