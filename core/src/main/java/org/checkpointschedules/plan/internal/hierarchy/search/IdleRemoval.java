package org.checkpointschedules.plan.internal.hierarchy.search;

import java.math.BigInteger;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// Takes out of an optimal plan what costs nothing and serves nothing, so that every write and read
/// of the plan happens. The cost is convex in each unknown, so the least value that keeps it is
/// found by bisection.
final class IdleRemoval {
  private final Hierarchy hierarchy;
  private final ExactCost cost;
  private final BigInteger least;

  /// @param cost of plans as deep as the optimal one
  IdleRemoval(Hierarchy hierarchy, ExactCost cost, BigInteger least) {
    this.hierarchy = hierarchy;
    this.cost = cost;
    this.least = least;
  }

  void apply(long[] writes, long[] reads) {
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
    long high = unknown[tier];
    long low = unknown == reads ? Math.min(high, needed(tier, reads)) : 0;
    unknown[tier] = low;
    if (keepsCost(writes, reads)) {
      return;
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      unknown[tier] = middle;
      if (keepsCost(writes, reads)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    unknown[tier] = high;
  }

  private boolean keepsCost(long[] writes, long[] reads) {
    return least.equals(cost.of(writes, reads));
  }

  /// No fewer reads will do: where tier 0 has no slots every leaf is a single step, and tier 1
  /// gives those that the tiers above do not.
  private long needed(int tier, long[] reads) {
    if (tier > 1 || hierarchy.slots(0) > 0) {
      return 0;
    }
    long leaves = hierarchy.steps - 1;
    for (int upper = 2; upper <= hierarchy.top; upper++) {
      leaves -= reads[upper];
    }
    return Math.max(0, leaves);
  }
}
