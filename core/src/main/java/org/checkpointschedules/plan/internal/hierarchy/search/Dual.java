package org.checkpointschedules.plan.internal.hierarchy.search;

import java.util.Arrays;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

/// What a step is worth: the best value of every part of a plan when each step taken earns the
/// price `lambda` (docs/planning.md section 4). For a part of tiers `0 .. k` whose root lies at
/// depth `x`:
///
/// ```
/// v_0(x) = sum over t with t f < mu of (mu - t f) C(c_0 + t - 1, t),   mu = lambda - x f
///        = mu C(c_0 + T, T) - f c_0 C(c_0 + T, T - 1),                 T = ceil(mu / f) - 1
/// p_k(i) = max(0, v_{k-1}(i) - r_k)                   what a leaf at depth i earns
/// H_k(j) = max(0, sum over i >= j of p_k(i) - w_k)    what a column from depth j on earns
/// v_k(x) = v_{k-1}(x) + sum over d >= 1 of chains_k(d) H_k(x + d)
/// ```
///
/// By weak duality `lambda n - v_K(0)` is a lower bound on the cost for every `lambda`; the
/// greatest one is the convex hull of the cost in `n`. Slopes (the steps taken) come along in
/// doubles; they only steer the search.
final class Dual {
  double high;
  double low;

  /// The number of depths at which a step may still earn something.
  int depths;

  /// How many brackets keep it ([Duals]).
  int users;

  private final Coefficients coefficients;
  private final Scratch scratch;
  private final double[][] valueHigh;
  private final double[][] valueLow;
  private final double[][] slope;
  private final int[] lastColumn;

  // The whole plan stands at depth 0 only: the top tier is valued nowhere else.
  private final DoubleDouble whole = new DoubleDouble();
  private double wholeSlope;
  private final DoubleDouble net = new DoubleDouble();

  /// Room for the columns of one tier, and for their repeated sums.
  static final class Scratch {
    private double[] high = {};
    private double[] low = {};
    private double[] slope = {};
    private double[] sumHigh = {};
    private double[] sumLow = {};
    private double[] sumSlope = {};

    private void clear(int length) {
      if (high.length < length) {
        high = new double[length];
        low = new double[length];
        slope = new double[length];
        sumHigh = new double[length];
        sumLow = new double[length];
        sumSlope = new double[length];
      }
      Arrays.fill(high, 0, length, 0);
      Arrays.fill(low, 0, length, 0);
      Arrays.fill(slope, 0, length, 0);
    }

    private void copy(int length) {
      System.arraycopy(high, 0, sumHigh, 0, length);
      System.arraycopy(low, 0, sumLow, 0, length);
      System.arraycopy(slope, 0, sumSlope, 0, length);
    }
  }

  Dual(Coefficients coefficients, Scratch scratch) {
    this.coefficients = coefficients;
    this.scratch = scratch;
    int top = coefficients.hierarchy.top;
    valueHigh = new double[top][0];
    valueLow = new double[top][0];
    slope = new double[top][0];
    lastColumn = new int[top + 1];
  }

  /// Values everything at this price.
  void set(DoubleDouble lambda) {
    Hierarchy hierarchy = coefficients.hierarchy;
    high = lambda.hi;
    low = lambda.lo;
    long forward = hierarchy.forward;
    long last = (long) Math.floor(high / forward);
    while (last >= 0 && above(last, forward).hi <= 0) {
      last--;
    }
    while (above(last + 1, forward).hi > 0) {
      last++;
    }
    coefficients.ensure(last + 1);
    depths = (int) last + 1;
    if (valueHigh[0].length <= depths) {
      makeRoom(depths + depths / 8 + 1);
    }
    base(forward, hierarchy.slots(0));
    for (int tier = 1; tier <= hierarchy.top; tier++) {
      tier(tier);
    }
  }

  private void makeRoom(int length) {
    for (int tier = 0; tier < valueHigh.length; tier++) {
      valueHigh[tier] = new double[length];
      valueLow[tier] = new double[length];
      slope[tier] = new double[length];
    }
  }

  private DoubleDouble above(long depth, long forward) {
    return new DoubleDouble().set(high, low).addProduct(-depth, forward);
  }

  private void base(long forward, long slots) {
    var value = new DoubleDouble();
    var rest = new DoubleDouble();
    for (int x = 0; x < depths; x++) {
      int sweeps = depths - 1 - x;
      rest.set(high, low).addProduct(-x, forward);
      double stepsHigh = coefficients.stepsHigh[sweeps];
      value.zero().addProduct(rest.hi, rest.lo, stepsHigh, coefficients.stepsLow[sweeps]);
      if (sweeps > 0 && slots > 0) {
        rest.zero();
        rest.addProduct(
            coefficients.sweepsHigh[sweeps - 1], coefficients.sweepsLow[sweeps - 1], forward);
        value.add(rest.times(-slots));
      }
      valueHigh[0][x] = value.hi;
      valueLow[0][x] = value.lo;
      slope[0][x] = stepsHigh;
    }
  }

  private void tier(int tier) {
    int lastStart = columns(tier);
    lastColumn[tier] = lastStart;
    if (tier == coefficients.hierarchy.top) {
      top(lastStart);
      return;
    }
    long slots = coefficients.hierarchy.slots(tier);
    System.arraycopy(valueHigh[tier - 1], 0, valueHigh[tier], 0, depths);
    System.arraycopy(valueLow[tier - 1], 0, valueLow[tier], 0, depths);
    System.arraycopy(slope[tier - 1], 0, slope[tier], 0, depths);
    if (slots - 1 < lastStart / 2) {
      fold(tier, slots - 1, lastStart);
    } else {
      convolve(tier, lastStart);
    }
  }

  /// What a column earns, by the depth at which it begins, into the scratch; returns the last depth
  /// at which one earns anything.
  private int columns(int tier) {
    scratch.clear(depths + 1);
    double write = coefficients.hierarchy.write(tier);
    double writeLow = coefficients.hierarchy.write(tier) - (long) write;
    var sum = new DoubleDouble();
    double sumSlope = 0;
    int lastStart = 0;
    for (int j = depths - 1; j >= 1; j--) {
      if (earns(tier, j)) {
        sum.add(net);
        sumSlope += slope[tier - 1][j];
      }
      net.set(sum).add(-write, -writeLow);
      if (net.hi > 0) {
        scratch.high[j] = net.hi;
        scratch.low[j] = net.lo;
        scratch.slope[j] = sumSlope;
        lastStart = Math.max(lastStart, j);
      }
    }
    return lastStart;
  }

  private void top(int lastStart) {
    int tier = coefficients.hierarchy.top;
    whole.set(valueHigh[tier - 1][0], valueLow[tier - 1][0]);
    wholeSlope = slope[tier - 1][0];
    for (int d = 1; d <= lastStart; d++) {
      long places = coefficients.chains(tier, d);
      if (places == 0) {
        break;
      }
      whole.addProduct(scratch.high[d], scratch.low[d], places);
      wholeSlope += scratch.slope[d] * places;
    }
  }

  private void convolve(int tier, int lastStart) {
    var value = new DoubleDouble();
    for (int x = 0; x < lastStart; x++) {
      value.set(valueHigh[tier][x], valueLow[tier][x]);
      double steps = slope[tier][x];
      for (int d = 1; x + d <= lastStart; d++) {
        long places = coefficients.chains(tier, d);
        if (places == 0) {
          break;
        }
        value.addProduct(scratch.high[x + d], scratch.low[x + d], places);
        steps += scratch.slope[x + d] * places;
      }
      valueHigh[tier][x] = value.hi;
      valueLow[tier][x] = value.lo;
      slope[tier][x] = steps;
    }
  }

  /// The same by repeated suffix sums, since the chains are the coefficients of `(1 - z)^-folds`
  /// but for the first two: `slots` places in all instead of one a depth and depth.
  private void fold(int tier, long folds, int lastStart) {
    scratch.copy(lastStart + 1);
    double[] highs = scratch.sumHigh;
    double[] lows = scratch.sumLow;
    double[] slopes = scratch.sumSlope;
    var sum = new DoubleDouble();
    // Depth 0 starts no column of its own, but its suffix sum is wanted.
    for (long fold = 0; fold < folds; fold++) {
      sum.zero();
      double steps = 0;
      for (int j = lastStart; j >= 0; j--) {
        sum.add(highs[j], lows[j]);
        steps += slopes[j];
        highs[j] = sum.hi;
        lows[j] = sum.lo;
        slopes[j] = steps;
      }
    }
    for (int x = 0; x < lastStart; x++) {
      sum.set(highs[x], lows[x]).add(-scratch.high[x], -scratch.low[x]);
      sum.add(scratch.high[x + 1], scratch.low[x + 1]);
      sum.add(valueHigh[tier][x], valueLow[tier][x]);
      valueHigh[tier][x] = sum.hi;
      valueLow[tier][x] = sum.lo;
      slope[tier][x] += slopes[x] - scratch.slope[x] + scratch.slope[x + 1];
    }
  }

  /// Sets `into` to `v_tier(depth)`, of a tier below the top.
  DoubleDouble value(int tier, int depth, DoubleDouble into) {
    return depth < depths ? into.set(valueHigh[tier][depth], valueLow[tier][depth]) : into.zero();
  }

  /// Subtracts `factor v_tier(depth)` from `sum`; returns `factor` times its slope.
  double subtractValue(DoubleDouble sum, int tier, int depth, long factor) {
    if (depth >= depths) {
      return 0;
    }
    if (tier == coefficients.hierarchy.top) {
      sum.addProduct(whole.hi, whole.lo, -factor);
      return factor * wholeSlope;
    }
    sum.addProduct(valueHigh[tier][depth], valueLow[tier][depth], -factor);
    return factor * slope[tier][depth];
  }

  /// Subtracts `factor p_tier(depth)` from `sum`; returns `factor` times its slope.
  double subtractLeaf(DoubleDouble sum, int tier, int depth, long factor) {
    if (!earns(tier, depth)) {
      return 0;
    }
    sum.addProduct(net.hi, net.lo, -factor);
    return factor * slope[tier - 1][depth];
  }

  /// Whether a leaf of the tier at that depth earns its load; then [#net] is what it earns.
  boolean earns(int tier, int depth) {
    if (depth >= depths) {
      return false;
    }
    long read = coefficients.hierarchy.read(tier);
    double high = read;
    net.set(valueHigh[tier - 1][depth], valueLow[tier - 1][depth]);
    net.add(-high, -(read - (long) high));
    return net.hi > 0;
  }

  /// The deepest depth at which a column of the tier that begins there earns its write; 0 if none.
  int lastColumn(int tier) {
    return lastColumn[tier];
  }
}
