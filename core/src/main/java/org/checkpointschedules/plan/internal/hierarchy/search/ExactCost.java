package org.checkpointschedules.plan.internal.hierarchy.search;

import java.math.BigInteger;
import java.util.Arrays;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// The exact cost of given writes and reads: the objective of the theorem at [Planner]. Not thread
/// safe.
public final class ExactCost {
  private final Coefficients coefficients;
  private final long[] profile;
  private final long[] places;
  private final long[] reach;

  /// @param depth as many sweeps as are looked at, within the tables
  ExactCost(Coefficients coefficients, int depth) {
    this.coefficients = coefficients;
    profile = new long[depth + 1];
    places = new long[depth + 1];
    reach = new long[depth + 1];
  }

  /// The cost, or null if the leaves cannot be hung so deep or do not reach all steps.
  BigInteger of(long[] writes, long[] reads) {
    Hierarchy hierarchy = coefficients.hierarchy;
    Arrays.fill(profile, 0);
    profile[0] = 1;
    BigInteger total = BigInteger.ZERO;
    for (int tier = hierarchy.top; tier >= 1; tier--) {
      total = total.add(product(hierarchy.write(tier), writes[tier]));
      total = total.add(product(hierarchy.read(tier), reads[tier]));
      if (reads[tier] > 0) {
        coefficients.places(tier, profile, places);
        var part = new Part(tier, profile, writes[tier], places, null);
        if (part.room() < reads[tier]) {
          return null;
        }
        part.with(reads[tier], profile);
      }
    }
    coefficients.reach(profile, reach);
    BigInteger sweeps = repeats(reach, hierarchy.steps);
    return sweeps == null
        ? null
        : total.add(sweeps.multiply(BigInteger.valueOf(hierarchy.forward)));
  }

  /// `sum over t of max(0, n - Cum_t)`, or null if that has no end within the table.
  public static BigInteger repeats(long[] reach, long steps) {
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
