package org.checkpointschedules.plan.internal.hierarchy.search;

import java.util.Arrays;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// The binomial coefficients of a [Hierarchy] by depth, as capped whole numbers for counting leaves
/// and steps, and uncapped in double-double for pricing them. With `c` the slots of the tier:
///
/// ```
/// steps[t]        = C(c_0 + t, t)          steps that a leaf takes with t sweeps
/// sweeps[t]       = C(c_0 + 1 + t, t)      = sum of steps[0..t]
/// columns[k][d]   = C(c_k + d - 1, d)      places for a leaf d deeper than the entry's owner
/// chains(k, d)    = C(c_k + d - 2, d)      columns that may begin d deeper; c_k for d = 1
/// ```
public final class Coefficients {
  /// Above this depth planning would need gigabytes. It is reached where an access costs as much as
  /// 10^12 steps.
  public static final int DEEPEST = 1 << 22;

  public final Hierarchy hierarchy;
  int depth;
  public long[] steps;
  double[] stepsHigh;
  double[] stepsLow;
  double[] sweepsHigh;
  double[] sweepsLow;
  public long[][] columns;

  private final boolean priced;

  /// @param priced whether the double-double tables are wanted as well
  public Coefficients(Hierarchy hierarchy, int depth, boolean priced) {
    this.hierarchy = hierarchy;
    this.priced = priced;
    int tiers = hierarchy.top + 1;
    columns = new long[tiers][];
    fill(depth);
  }

  /// Makes room for depths up to `needed`.
  public void ensure(long needed) {
    if (needed > depth) {
      if (needed > DEEPEST) {
        throw new InvalidArgumentException(
            "slots",
            hierarchy.allSlots(),
            "more, for " + hierarchy.steps + " steps: planning would take too much memory");
      }
      fill((int) Math.min(DEEPEST, Math.max(needed, depth + depth / 2L)));
    }
  }

  private void fill(int newDepth) {
    depth = newDepth;
    int length = depth + 1;
    long base = hierarchy.slots(0);
    steps = SaturatingLong.multisets(base + 1, length);
    for (int tier = 1; tier <= hierarchy.top; tier++) {
      columns[tier] = SaturatingLong.multisets(hierarchy.slots(tier), length);
    }
    if (priced) {
      fillPriced(base, length);
    }
  }

  private void fillPriced(long base, int length) {
    stepsHigh = new double[length];
    stepsLow = new double[length];
    sweepsHigh = new double[length];
    sweepsLow = new double[length];
    multisets(base + 1, stepsHigh, stepsLow);
    multisets(base + 2, sweepsHigh, sweepsLow);
  }

  /// How many columns may begin `d >= 1` deeper than their owner. No plan writes more often than
  /// there are steps, so no more than so many columns are counted in all: that bounds no less, and
  /// keeps a tier without limit from earning what no number can hold.
  long chains(int tier, int d) {
    long[] column = columns[tier];
    long most = hierarchy.steps;
    return Math.min(most, column[d]) - (d == 1 ? 0 : Math.min(most, column[d - 1]));
  }

  private static void multisets(long slots, double[] high, double[] low) {
    var value = DoubleDouble.of(1);
    var product = new DoubleDouble();
    for (int d = 0; d < high.length; d++) {
      if (d > 0) {
        product.zero().addProduct(value.hi, value.lo, slots + d - 1);
        value.set(product.divide(d));
      }
      high[d] = value.hi;
      low[d] = value.lo;
    }
  }

  /// Where leaves of the tier may be hung below the leaves of a profile: `S_j = sum over i < j of
  /// profile[i] C(c + j - i - 1, j - i)`, capped, for `j = 0 .. length - 1`.
  public long[] places(int tier, long[] profile, int length) {
    var places = new long[length];
    places(tier, profile, places);
    return places;
  }

  /// Fills in the same.
  public void places(int tier, long[] profile, long[] places) {
    long slots = hierarchy.slots(tier);
    int length = places.length;
    int used = used(profile, length);
    if (slots < used / 2) {
      System.arraycopy(profile, 0, places, 0, used);
      Arrays.fill(places, used, length, 0);
      for (long fold = 0; fold < slots; fold++) {
        for (int j = 1; j < length; j++) {
          places[j] = SaturatingLong.sum(places[j], places[j - 1]);
        }
      }
      // Saturated sums stay saturated: the owners themselves are below any capped count.
      for (int j = 0; j < length; j++) {
        places[j] -= j < profile.length && places[j] < SaturatingLong.CAP ? profile[j] : 0;
      }
      return;
    }
    long[] column = columns[tier];
    places[0] = 0;
    for (int j = 1; j < length; j++) {
      long sum = 0;
      for (int i = Math.min(j, used) - 1; i >= 0 && sum < SaturatingLong.CAP; i--) {
        if (profile[i] != 0) {
          sum = SaturatingLong.sum(sum, SaturatingLong.product(profile[i], column[j - i]));
        }
      }
      places[j] = sum;
    }
  }

  /// The steps that a leaf takes with `t` sweeps and not with `t - 1`.
  public long lastSweep(int t) {
    return t == 0 ? 1 : steps[t] - steps[t - 1];
  }

  private static int used(long[] profile, int length) {
    int used = Math.min(profile.length, length);
    while (used > 0 && profile[used - 1] == 0) {
      used--;
    }
    return used;
  }

  /// Steps within reach of each number of sweeps: `Cum_t = sum over i of profile[i] C(c_0 + t - i,
  /// t - i)`, capped.
  public long[] reach(long[] profile, int length) {
    var reach = new long[length];
    reach(profile, reach);
    return reach;
  }

  /// Fills in the same.
  public void reach(long[] profile, long[] reach) {
    int length = reach.length;
    long folds = hierarchy.slots(0) + 1;
    int used = used(profile, length);
    if (folds < used / 2) {
      System.arraycopy(profile, 0, reach, 0, used);
      Arrays.fill(reach, used, length, 0);
      for (long fold = 0; fold < folds; fold++) {
        for (int t = 1; t < length; t++) {
          reach[t] = SaturatingLong.sum(reach[t], reach[t - 1]);
        }
      }
      return;
    }
    for (int t = 0; t < length; t++) {
      long sum = 0;
      for (int i = Math.min(t, used - 1); i >= 0 && sum < SaturatingLong.CAP; i--) {
        sum = SaturatingLong.sum(sum, SaturatingLong.product(profile[i], steps[t - i]));
      }
      reach[t] = sum;
    }
  }
}
