package org.checkpointschedules.plan.internal.hierarchy.search;

import static org.checkpointschedules.plan.internal.hierarchy.search.Pyramids.pyramid;
import static org.checkpointschedules.plan.internal.hierarchy.search.Pyramids.triangle;

import java.math.BigInteger;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;

// One slot each in tiers 1 and 2 over a tier 0 without slots: memory of one entry that costs
// something, and a disk of one. Sweeps number some sqrt(2 n), so that tables are long; but the
// theorem of docs/planning.md section 3 leaves two unknowns, and no table is needed.
//
// Tier 2 is either not used, and one slot does everything, or written once and read a times: one
// leaf at each depth 0 .. a. Below these S_j = min(j, a+1), so tier 1 is written 1 <= k <= a+1
// times (more serve nothing) and read for all that is left, n - 1 - a times. All leaves are single
// steps:
//
//     Cum_t = min(t, a) + 1 + sum over 1 <= j <= t of min(k, j)
//           = (t+1)(t+2)/2                         t <= k-1
//           = (k+1)(t+1) - k(k+1)/2                k-1 <= t <= a
//           = a + 1 + k t - k(k-1)/2               t >= a
//     cost  = w_2 + w_1 k + r_1 (n-1) + (r_2 - r_1) a + f sum over t of max(0, n - Cum_t)
//
// Given k, the next leaf of tier 2 saves f for each t > a with Cum_t < n. These are T - a, T =
// floor((n - 2 - a + k(k-1)/2) / k), so with p = floor((r_2 - r_1) / f) the best a is the least
// with T - a <= p, that is (k+1) a > n - 2 + k(k-1)/2 - k(p+1).
//
// Least over a, the cost is convex in k: Cum_t is jointly concave in real (a, k) if sum min(k, j)
// is joined by lines, and a <= k-1 bounds a convex set; so the cost is jointly convex, and its
// least value over real a convex in k. For a whole k it is linear between whole a, since Cum_t - n
// changes its sign at whole a only; so the least value over whole a is the same. The best k is
// found by bisection.

/// The best plan of two tiers of one slot each, neither of them free.
public final class SlotAboveSlot {
  private final Hierarchy hierarchy;
  private final BigInteger steps;
  private final BigInteger forward;

  private SlotAboveSlot(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    steps = BigInteger.valueOf(hierarchy.steps);
    forward = BigInteger.valueOf(hierarchy.forward);
  }

  static boolean suits(Hierarchy hierarchy) {
    return hierarchy.top == 2 && hierarchy.allSlots() == 2;
  }

  static Optimum plan(Hierarchy hierarchy) {
    return new SlotAboveSlot(hierarchy).plan();
  }

  private Optimum plan() {
    long n = hierarchy.steps;
    long low = 1;
    long high = n;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (cost(middle + 1).compareTo(cost(middle)) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    BigInteger both = cost(low);
    BigInteger alone = price(hierarchy.write(1)).add(forward.multiply(triangle(less(steps))));
    boolean lone = alone.compareTo(both) <= 0;
    long dear = lone ? 0 : reads(low).longValueExact();
    BigInteger excess = (lone ? alone : both).add(price(hierarchy.read(1)).multiply(less(steps)));
    return new Optimum(
        new long[] {0, lone ? 1 : low, lone ? 0 : 1},
        new long[] {0, n - 1 - dear, dear},
        excess,
        excess);
  }

  /// The best number of reads of tier 2, at most `n - 2`.
  private BigInteger reads(long columns) {
    BigInteger k = price(columns);
    long dearer = hierarchy.read(2) - hierarchy.read(1);
    BigInteger patience = price(dearer / hierarchy.forward + 1);
    BigInteger enough =
        steps.subtract(BigInteger.TWO).add(triangle(less(k))).subtract(k.multiply(patience));
    BigInteger least = less(k);
    if (enough.signum() >= 0) {
      least = least.max(enough.divide(k.add(BigInteger.ONE)).add(BigInteger.ONE));
    }
    return least;
  }

  /// The least cost with tier 2, so many writes of tier 1, and its reads left out.
  private BigInteger cost(long columns) {
    BigInteger k = price(columns);
    BigInteger a = reads(columns);
    BigInteger access =
        price(hierarchy.write(2))
            .add(price(hierarchy.write(1)).multiply(k))
            .add(price(hierarchy.read(2) - hierarchy.read(1)).multiply(a));
    return access.add(forward.multiply(repeats(steps, k, a)));
  }

  /// `sum over t of max(0, n - Cum_t)`, for `1 <= k <= a + 1`.
  public static BigInteger repeats(BigInteger steps, BigInteger k, BigInteger a) {
    BigInteger most = steps.shiftLeft(1).sqrt();
    BigInteger growing = less(k).min(most);
    while (triangle(growing.add(BigInteger.ONE)).compareTo(steps) > 0) {
      growing = less(growing);
    }
    // Cum_t <= n for t <= growing.
    BigInteger total =
        steps.multiply(growing.add(BigInteger.ONE)).subtract(pyramid(growing.add(BigInteger.ONE)));
    if (growing.compareTo(less(k)) < 0) {
      return total;
    }
    BigInteger missing = steps.subtract(triangle(k));
    BigInteger each = k.add(BigInteger.ONE);
    BigInteger longest = a.subtract(less(k));
    BigInteger terms = longest.min(missing.divide(each));
    total = total.add(falling(missing, each, terms));
    missing = missing.subtract(each.multiply(terms));
    if (terms.compareTo(longest) < 0) {
      return total;
    }
    return total.add(falling(missing, k, missing.divide(k)));
  }

  /// `(missing - each) + (missing - 2 each) + ...`, so many terms.
  private static BigInteger falling(BigInteger missing, BigInteger each, BigInteger terms) {
    return missing.multiply(terms).subtract(each.multiply(triangle(terms)));
  }

  private static BigInteger less(BigInteger x) {
    return x.subtract(BigInteger.ONE);
  }

  private static BigInteger price(long value) {
    return BigInteger.valueOf(value);
  }
}
