package org.checkpointschedules.plan;

import java.math.BigInteger;

/// Takes out of an optimal plan what costs nothing and serves nothing, so that every write and read
/// of the plan happens. The cost is convex in each unknown, so the least value that keeps it is
/// found by bisection.
final class Trim {
  private final Coefficients coefficients;
  private final BigInteger excess;

  Trim(Coefficients coefficients, BigInteger excess) {
    this.coefficients = coefficients;
    this.excess = excess;
  }

  void apply(long[] writes, long[] reads) {
    Hierarchy hierarchy = coefficients.hierarchy;
    for (int tier = hierarchy.top; tier >= 1; tier--) {
      if (reads[tier] == 0) {
        writes[tier] = 0;
      }
      if (hierarchy.read(tier) == 0) {
        lower(reads, tier, writes, reads);
      }
      if (hierarchy.write(tier) == 0) {
        lower(writes, tier, writes, reads);
      }
    }
  }

  private void lower(long[] unknown, int tier, long[] writes, long[] reads) {
    long low = 0;
    long high = unknown[tier];
    while (low < high) {
      long middle = (low + high) >>> 1;
      unknown[tier] = middle;
      if (excess.equals(Excess.of(coefficients, writes, reads))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    unknown[tier] = high;
  }
}
