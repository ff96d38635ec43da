package org.checkpointschedules.plan.internal.hierarchy.vector;

import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// The recurrence that keeps no order of the levels in time (docs/planning.md section 8). With `M =
/// (M_0, M_1, ...)` the slots free on each tier, the one of the first step's entry included, and
/// `S` the tier of that entry, or none:
///
/// ```
/// base[M, k](n) = min over j of  j f + G[M - e_k, none](n - j) + r_k + G[M, k](j)     if M_k >= 1
/// G[M, S](n)    = min over k of  base[M, k](n) + (w_k unless S = k)
/// ```
///
/// An entry may so be given up for one on another tier, on either side. Exact in all cases
/// searched, which is no proof. Time `O(K n^2 prod(c_k + 1))`, memory `O(K n prod(c_k + 1))`.
public final class VectorTable {
  /// The most comparisons that building a table may take.
  private static final double MOST_WORK = 1e8;

  /// The most numbers that a table may hold.
  private static final double MOST_NUMBERS = 6e6;

  private final Hierarchy hierarchy;
  private final int tiers;
  private final int steps;
  private final int[] strides;
  private final long[][][] base;
  private final int[][][] advance;
  private final int full;

  private VectorTable(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    tiers = hierarchy.top + 1;
    steps = (int) hierarchy.steps;
    strides = new int[tiers + 1];
    strides[0] = 1;
    for (int k = 0; k < tiers; k++) {
      strides[k + 1] = strides[k] * (int) (hierarchy.slots(k) + 1);
    }
    full = strides[tiers] - 1;
    base = new long[strides[tiers]][tiers][];
    advance = new int[strides[tiers]][tiers][];
    for (int free = 1; free <= full; free++) {
      fill(free);
    }
  }

  /// The table, or null if it would be too large.
  public static VectorTable of(Hierarchy hierarchy) {
    double n = hierarchy.steps;
    double vectors = 1;
    double dearest = hierarchy.forward * n;
    for (int k = 0; k <= hierarchy.top; k++) {
      vectors *= hierarchy.slots(k) + 1.0;
      dearest += (double) hierarchy.write(k) + hierarchy.read(k);
    }
    double tiers = hierarchy.top + 1;
    boolean affordable =
        vectors * tiers * n * n / 2 <= MOST_WORK
            && vectors * tiers * n * 1.5 <= MOST_NUMBERS
            && dearest * n < 0x1p61
            && !hierarchy.forwardIsFree();
    return affordable ? new VectorTable(hierarchy) : null;
  }

  private void fill(int free) {
    for (int k = 0; k < tiers; k++) {
      if (free(free, k) > 0) {
        base[free][k] = new long[steps + 1];
        advance[free][k] = new int[steps + 1];
      }
    }
    for (int n = 2; n <= steps; n++) {
      for (int k = 0; k < tiers; k++) {
        if (base[free][k] != null) {
          split(free, k, n);
        }
      }
    }
  }

  private void split(int free, int tier, int n) {
    int less = free - strides[tier];
    long least = Long.MAX_VALUE;
    int best = 0;
    // With no slot left, only one step can be reversed on the far side.
    for (int j = less == 0 ? n - 1 : 1; j < n; j++) {
      long cost = j * hierarchy.forward + value(less, -1, n - j) + value(free, tier, j);
      if (cost < least) {
        least = cost;
        best = j;
      }
    }
    base[free][tier][n] = least + hierarchy.read(tier);
    advance[free][tier][n] = best;
  }

  /// All slots free.
  public int full() {
    return full;
  }

  /// How many slots of the tier are free.
  public long free(int free, int tier) {
    return free / strides[tier] % (hierarchy.slots(tier) + 1);
  }

  /// The slots free once one of the tier is taken.
  public int without(int free, int tier) {
    return free - strides[tier];
  }

  /// `G[free, stored](n)`; `stored` is -1 for none.
  public long value(int free, int stored, int n) {
    if (n == 1) {
      return 0;
    }
    int tier = tier(free, stored, n);
    return base[free][tier][n] + (tier == stored ? 0 : hierarchy.write(tier));
  }

  /// The tier that holds the first step's entry while `n >= 2` steps are split; `stored` if it is
  /// as good as any.
  int tier(int free, int stored, int n) {
    int best = stored;
    long least = stored < 0 ? Long.MAX_VALUE : base[free][stored][n];
    for (int k = 0; k < tiers; k++) {
      if (k != stored && base[free][k] != null && base[free][k][n] + hierarchy.write(k) < least) {
        least = base[free][k][n] + hierarchy.write(k);
        best = k;
      }
    }
    return best;
  }

  /// How far to advance from an entry on the tier.
  int advance(int free, int tier, int n) {
    return advance[free][tier][n];
  }
}
