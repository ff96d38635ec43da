package org.checkpointschedules.plan.internal.resume;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.Binomial;

// By weak duality lambda n - v(lambda) bounds the least cost of n steps from below for every price
// lambda (docs/planning.md section 4, whose recurrence for v stands at Dual). The maximum over some
// prices is convex in n, and where a price has one best plan it is the cost of that plan. Prices
// begin at one sweep, go up by an eighth of a sweep, or by a 128th where they are high, and end
// where the line at the longest stretch of the table goes down.
//
// Where tier 0 has no slot, each of the n - 1 later turns begins with a load, and the least read is
// taken off all reads first, so that prices stay low. With free slots in tier 0 only, the cost is
// convex itself and known without prices: the n-th step costs f t, where
// beta(c_0, t - 1) < n <= beta(c_0, t).

/// A convex function that is nowhere above the least cost of `n` steps from nothing beyond that of
/// recording and reversing each step once. In doubles: it serves to choose plans, not to price
/// them.
final class LeastCosts {
  /// Stretches in the table, at most; beyond, the function is a straight line.
  private static final int MOST = 1 << 16;

  /// Depth of tables, at most; prices end there, too.
  private static final int DEEPEST = 1 << 12;

  /// What a second step costs without a slot: more than any plan.
  private static final double NEVER = 1e300;

  private final double[] cost;
  private final double slope;

  /// @param free slots by tier; may be fewer than the hierarchy's
  LeastCosts(Hierarchy hierarchy, long[] free) {
    int length = (int) Math.min(hierarchy.steps, MOST);
    cost = new double[length + 1];
    int dear = 1;
    while (dear < free.length && free[dear] == 0) {
      dear++;
    }
    if (dear < free.length) {
      double readLess = free[0] == 0 ? hierarchy.read(dear) : 0;
      fill(lines(hierarchy, free, readLess, length), readLess);
    } else if (free[0] > 0) {
      fill(hierarchy.forward, free[0]);
    } else {
      for (int n = 2; n <= length; n++) {
        cost[n] = NEVER * (n - 1);
      }
    }
    slope = length == 0 ? 0 : cost[length] - cost[length - 1];
  }

  double of(int steps) {
    int last = cost.length - 1;
    return steps <= last ? cost[steps] : cost[last] + slope * (steps - last);
  }

  private void fill(double forward, long slots) {
    long sweeps = 0;
    int n = 1;
    while (n + 1 < cost.length) {
      sweeps++;
      for (long end = Math.min(cost.length - 1, Binomial.beta(slots, sweeps)); n < end; n++) {
        cost[n + 1] = cost[n] + sweeps * forward;
      }
    }
  }

  private void fill(List<double[]> lines, double read) {
    int at = 0;
    for (int n = 2; n < cost.length; n++) {
      while (at + 1 < lines.size() && on(lines.get(at + 1), n) >= on(lines.get(at), n)) {
        at++;
      }
      cost[n] = on(lines.get(at), n) + read * (n - 1);
    }
  }

  private static double on(double[] line, int n) {
    return line[0] * n - line[1];
  }

  private static List<double[]> lines(
      Hierarchy hierarchy, long[] free, double readLess, int length) {
    var lines = new ArrayList<double[]>();
    double price = hierarchy.forward;
    double most = Double.NEGATIVE_INFINITY;
    while (true) {
      var line = new double[] {price, value(hierarchy, free, readLess, price, length)};
      lines.add(line);
      if (!(on(line, length) >= most) || price > DEEPEST * (double) hierarchy.forward) {
        return lines;
      }
      most = on(line, length);
      price += Math.max(hierarchy.forward / 8.0, price / 128);
    }
  }

  /// `v(lambda)` at depth 0.
  private static double value(
      Hierarchy hierarchy, long[] free, double readLess, double price, int length) {
    double forward = hierarchy.forward;
    int depths = (int) Math.ceil(price / forward);
    var value = new double[depths];
    double steps = 1;
    double share = forward * free[0] / (free[0] + 1.0);
    for (int t = 0; t < depths; t++) {
      // C(c_0 + t, t) steps; C(c_0 + t, t - 1) of them is t / (c_0 + 1) times that.
      int depth = depths - 1 - t;
      value[depth] = (price - depth * forward - share * t) * steps;
      steps *= (free[0] + t + 1.0) / (t + 1);
    }
    var columns = new double[depths];
    for (int tier = 1; tier < free.length; tier++) {
      if (free[tier] == 0) {
        continue;
      }
      double sum = 0;
      for (int j = depths - 1; j >= 1; j--) {
        sum += Math.max(0, value[j] - hierarchy.read(tier) + readLess);
        columns[j] = Math.max(0, sum - hierarchy.write(tier));
      }
      for (int x = 0; x < (tier == free.length - 1 ? 1 : depths); x++) {
        double places = Math.min(free[tier], length);
        double next = places - 1;
        for (int d = 1; x + d < depths; d++) {
          value[x] += Math.min(places, length) * columns[x + d];
          next = next * (free[tier] + d - 1) / (d + 1);
          places = next;
        }
      }
    }
    return value[0];
  }
}
