package org.checkpointschedules.plan;

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
  final double high;
  final double low;

  /// The number of depths at which a step may still earn something.
  final int depths;

  private final double[][] valueHigh;
  private final double[][] valueLow;
  private final double[][] slope;
  private final double[][] leafHigh;
  private final double[][] leafLow;
  private final int[] lastColumn;

  Dual(Coefficients coefficients, Wide lambda) {
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
    int tiers = hierarchy.top + 1;
    valueHigh = new double[tiers][depths + 1];
    valueLow = new double[tiers][depths + 1];
    slope = new double[tiers][depths + 1];
    leafHigh = new double[tiers][];
    leafLow = new double[tiers][];
    lastColumn = new int[tiers];
    base(coefficients, forward, hierarchy.slots(0));
    for (int tier = 1; tier < tiers; tier++) {
      tier(coefficients, tier);
    }
  }

  private Wide above(long depth, long forward) {
    return new Wide().set(high, low).addProduct(-depth, forward);
  }

  private void base(Coefficients coefficients, long forward, long slots) {
    var value = new Wide();
    var rest = new Wide();
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

  private void tier(Coefficients coefficients, int tier) {
    long slots = coefficients.hierarchy.slots(tier);
    var leafHighs = new double[depths + 1];
    var leafLows = new double[depths + 1];
    var columnHigh = new double[depths + 1];
    var columnLow = new double[depths + 1];
    var columnSlope = new double[depths + 1];
    double read = coefficients.hierarchy.read(tier);
    double write = coefficients.hierarchy.write(tier);
    double readLow = coefficients.hierarchy.read(tier) - (long) read;
    double writeLow = coefficients.hierarchy.write(tier) - (long) write;
    var sum = new Wide();
    var net = new Wide();
    double sumSlope = 0;
    int lastStart = 0;
    for (int j = depths - 1; j >= 1; j--) {
      net.set(valueHigh[tier - 1][j], valueLow[tier - 1][j]).add(-read, -readLow);
      if (net.hi > 0) {
        leafHighs[j] = net.hi;
        leafLows[j] = net.lo;
        sum.add(net);
        sumSlope += slope[tier - 1][j];
      }
      net.set(sum).add(-write, -writeLow);
      if (net.hi > 0) {
        columnHigh[j] = net.hi;
        columnLow[j] = net.lo;
        columnSlope[j] = sumSlope;
        lastStart = Math.max(lastStart, j);
      }
    }
    leafHigh[tier] = leafHighs;
    leafLow[tier] = leafLows;
    lastColumn[tier] = lastStart;
    System.arraycopy(valueHigh[tier - 1], 0, valueHigh[tier], 0, depths);
    System.arraycopy(valueLow[tier - 1], 0, valueLow[tier], 0, depths);
    System.arraycopy(slope[tier - 1], 0, slope[tier], 0, depths);
    if (slots - 1 < lastStart / 2) {
      fold(tier, slots - 1, lastStart, columnHigh, columnLow, columnSlope);
    } else {
      convolve(coefficients, tier, lastStart, columnHigh, columnLow, columnSlope);
    }
  }

  private void convolve(
      Coefficients coefficients,
      int tier,
      int lastStart,
      double[] columnHigh,
      double[] columnLow,
      double[] columnSlope) {
    double[] chainHigh = coefficients.chainsHigh[tier];
    double[] chainLow = coefficients.chainsLow[tier];
    var value = new Wide();
    for (int x = 0; x < lastStart; x++) {
      value.set(valueHigh[tier][x], valueLow[tier][x]);
      double steps = slope[tier][x];
      for (int d = 1; x + d <= lastStart && chainHigh[d] != 0; d++) {
        value.addProduct(columnHigh[x + d], columnLow[x + d], chainHigh[d], chainLow[d]);
        steps += columnSlope[x + d] * chainHigh[d];
      }
      valueHigh[tier][x] = value.hi;
      valueLow[tier][x] = value.lo;
      slope[tier][x] = steps;
    }
  }

  /// The same by repeated suffix sums, since the chains are the coefficients of `(1 - z)^-folds`
  /// but for the first two: `slots` places in all instead of one a depth and depth.
  private void fold(
      int tier,
      long folds,
      int lastStart,
      double[] columnHigh,
      double[] columnLow,
      double[] columnSlope) {
    var highs = columnHigh.clone();
    var lows = columnLow.clone();
    var slopes = columnSlope.clone();
    var sum = new Wide();
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
      sum.set(highs[x], lows[x]).add(-columnHigh[x], -columnLow[x]);
      sum.add(columnHigh[x + 1], columnLow[x + 1]);
      sum.add(valueHigh[tier][x], valueLow[tier][x]);
      valueHigh[tier][x] = sum.hi;
      valueLow[tier][x] = sum.lo;
      slope[tier][x] += slopes[x] - columnSlope[x] + columnSlope[x + 1];
    }
  }

  /// `v_tier(depth)`.
  Wide value(int tier, int depth) {
    return depth < depths
        ? new Wide().set(valueHigh[tier][depth], valueLow[tier][depth])
        : new Wide();
  }

  /// Subtracts `factor v_tier(depth)` from `sum`; returns `factor` times its slope.
  double subtractValue(Wide sum, int tier, int depth, long factor) {
    if (depth >= depths) {
      return 0;
    }
    sum.addProduct(valueHigh[tier][depth], valueLow[tier][depth], -factor);
    return factor * slope[tier][depth];
  }

  /// Subtracts `factor p_tier(depth)` from `sum`; returns `factor` times its slope.
  double subtractLeaf(Wide sum, int tier, int depth, long factor) {
    if (depth >= depths || leafHigh[tier][depth] == 0) {
      return 0;
    }
    sum.addProduct(leafHigh[tier][depth], leafLow[tier][depth], -factor);
    return factor * slope[tier - 1][depth];
  }

  /// Whether a leaf of the tier at that depth earns its load.
  boolean earns(int tier, int depth) {
    return depth < depths && leafHigh[tier][depth] > 0;
  }

  /// The deepest depth at which a column of the tier that begins there earns its write; 0 if none.
  int lastColumn(int tier) {
    return lastColumn[tier];
  }
}
