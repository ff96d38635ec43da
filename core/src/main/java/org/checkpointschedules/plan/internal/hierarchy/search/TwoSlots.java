package org.checkpointschedules.plan.internal.hierarchy.search;

import static org.checkpointschedules.plan.internal.hierarchy.search.Pyramids.pyramid;
import static org.checkpointschedules.plan.internal.hierarchy.search.Pyramids.triangle;

import java.math.BigInteger;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;

// Two slots are where planning by tables is dearest: some sqrt(2 n) depths. With a tier 1 of one
// slot over a tier 0 of one slot, or a tier 1 of two slots over none, the theorem of
// docs/planning.md section 3 has one unknown left, a number k of columns, and
//
//     Cum_t = (t+1)(t+2)/2           for t < k
//     Cum_t = k (t+1) - k (k-1)/2    for t >= k - 1
//
// 1 + 1: of the depths 1, 2, ... each has one place, so W = 1, and R = k - 1 leaves of t - i + 1
//        steps hang below the root's own: w + r (k-1); for k = 1 nothing is stored in tier 1.
// 0 + 2: leaves are single steps, so R = n - 1, and depth j has j + 1 places, k = W of them used:
//        w k + r (n-1).
//
// In both, the cost is convex in k (section 3), except that the first step from k = 1 of 1 + 1 pays
// the write; so the least k >= 2 is found by bisection and compared with k = 1.

/// The best plan of two tiers that have two slots in all.
public final class TwoSlots {
  private final BigInteger steps;
  private final BigInteger forward;
  private final BigInteger write;
  private final BigInteger read;
  private final boolean oneEach;

  private TwoSlots(Hierarchy hierarchy) {
    steps = BigInteger.valueOf(hierarchy.steps);
    forward = BigInteger.valueOf(hierarchy.forward);
    write = BigInteger.valueOf(hierarchy.write(1));
    read = BigInteger.valueOf(hierarchy.read(1));
    oneEach = hierarchy.slots(0) == 1;
  }

  static boolean suits(Hierarchy hierarchy) {
    return hierarchy.top == 1 && hierarchy.allSlots() == 2;
  }

  static Optimum plan(Hierarchy hierarchy) {
    return new TwoSlots(hierarchy).plan();
  }

  private Optimum plan() {
    long n = steps.longValueExact();
    long low = 2;
    long high = Math.max(2, n);
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (cost(middle + 1).compareTo(cost(middle)) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    long columns = cost(1).compareTo(cost(low)) <= 0 ? 1 : low;
    long writes = !oneEach ? columns : columns == 1 ? 0 : 1;
    long reads = oneEach ? columns - 1 : n - 1;
    BigInteger excess = cost(columns);
    return new Optimum(new long[] {0, writes}, new long[] {0, reads}, excess, excess);
  }

  private BigInteger cost(long columns) {
    BigInteger more = BigInteger.valueOf(columns - 1);
    BigInteger access =
        oneEach
            ? read.multiply(more).add(write.multiply(more.min(BigInteger.ONE)))
            : write.multiply(BigInteger.valueOf(columns)).add(read.multiply(less(steps)));
    return access.add(forward.multiply(repeats(steps, columns)));
  }

  /// `sum over t of max(0, n - Cum_t)`.
  public static BigInteger repeats(BigInteger steps, long columns) {
    BigInteger k = BigInteger.valueOf(columns);
    BigInteger growing = triangle(k);
    if (growing.compareTo(steps) >= 0) {
      // The least T with (T+1)(T+2)/2 >= n; the sum of Cum_t for t < T is C(T+2, 3).
      BigInteger last = steps.shiftLeft(1).sqrt();
      while (triangle(last).compareTo(steps) >= 0) {
        last = less(last);
      }
      return steps.multiply(last).subtract(pyramid(last));
    }
    // As many sweeps again, each for k steps more, as do not reach all steps.
    BigInteger further = less(steps.subtract(growing).add(less(k)).divide(k));
    BigInteger missing = steps.subtract(growing);
    return steps
        .multiply(k)
        .subtract(pyramid(k))
        .add(missing.multiply(further))
        .subtract(k.multiply(triangle(further)));
  }

  private static BigInteger less(BigInteger x) {
    return x.subtract(BigInteger.ONE);
  }
}
