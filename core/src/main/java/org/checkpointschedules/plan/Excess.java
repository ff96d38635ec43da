package org.checkpointschedules.plan;

import java.math.BigInteger;

/// The exact cost of given writes and reads: the objective of the theorem at [Planner].
final class Excess {
  private Excess() {}

  /// The cost, or null if the leaves cannot be hung within the tables or do not reach all steps.
  static BigInteger of(Coefficients coefficients, long[] writes, long[] reads) {
    Hierarchy hierarchy = coefficients.hierarchy;
    int depth = coefficients.depth;
    var profile = new long[depth + 1];
    profile[0] = 1;
    BigInteger total = BigInteger.ZERO;
    for (int tier = hierarchy.top; tier >= 1; tier--) {
      total = total.add(product(hierarchy.write(tier), writes[tier]));
      total = total.add(product(hierarchy.read(tier), reads[tier]));
      if (reads[tier] > 0) {
        long[] places = coefficients.places(tier, profile, depth + 1);
        var part = new Part(tier, profile, writes[tier], places, null);
        if (part.room() < reads[tier]) {
          return null;
        }
        profile = part.with(reads[tier]);
      }
    }
    BigInteger sweeps = repeats(coefficients.reach(profile, depth + 1), hierarchy.steps);
    return sweeps == null
        ? null
        : total.add(sweeps.multiply(BigInteger.valueOf(hierarchy.forward)));
  }

  /// `sum over t of max(0, n - Cum_t)`, or null if that has no end within the table.
  static BigInteger repeats(long[] reach, long steps) {
    BigInteger total = BigInteger.ZERO;
    long part = 0;
    for (long within : reach) {
      if (within >= steps) {
        return total.add(BigInteger.valueOf(part));
      }
      part += steps - within;
      if (part > 1L << 62) {
        total = total.add(BigInteger.valueOf(part));
        part = 0;
      }
    }
    return null;
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }
}
