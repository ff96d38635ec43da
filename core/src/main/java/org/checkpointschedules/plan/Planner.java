package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Finds the best plan of a [Hierarchy].
///
/// **Theorem** (docs/planning.md section 3). Let `W_k` and `R_k` be the writes and reads of tier
/// `k`. Start from one leaf at depth 0, `M = (1, 0, 0, ...)`. For `k` from the top tier down to 1
/// hang `R_k` leaves below, shallowest first, at most `min(W_k, S_j)` at depth `j`, where
///
/// ```
/// S_j = sum over i < j of M_i C(c_k + j - i - 1, j - i).     Then with
/// Cum_t = sum over i of M_i C(c_0 + t - i, t - i)
/// cost = min over W, R of  sum_k (w_k W_k + r_k R_k) + f sum over t >= 0 of max(0, n - Cum_t)
/// ```
///
/// is the least cost of reversing `n` steps, beyond the `n (f + b)` of recording and reversing each
/// step once, among the schedules of the recurrence of section 1.
final class Planner {
  private final Hierarchy hierarchy;
  private final Coefficients coefficients;
  private final long workLimit;

  /// The least number of writes of the top tier, 0 or 1.
  private final long fewest;

  private Planner(Hierarchy hierarchy, long workLimit, long fewest) {
    this.hierarchy = hierarchy;
    this.workLimit = workLimit;
    this.fewest = fewest;
    coefficients = new Coefficients(hierarchy, 32, true);
  }

  /// @param workLimit when to give up proving: about the number of parts looked at, times ten
  static Optimum plan(Hierarchy hierarchy, long workLimit) {
    int tiers = hierarchy.top + 1;
    long steps = hierarchy.steps;
    if (steps == 1) {
      return proved(new long[tiers], new long[tiers], BigInteger.ZERO);
    }
    if (tiers == 1) {
      BigInteger repeats = Binomial.forwardSteps(steps, hierarchy.slots(0));
      repeats = repeats.subtract(BigInteger.valueOf(steps));
      return proved(
          new long[1], new long[1], repeats.multiply(BigInteger.valueOf(hierarchy.forward)));
    }
    if (hierarchy.allSlots() == 1) {
      return oneSlot(hierarchy);
    }
    if (TwoSlots.suits(hierarchy)) {
      return TwoSlots.plan(hierarchy);
    }
    return searched(hierarchy, workLimit, 0);
  }

  /// The best plan where an entry of the first step lies in the top tier already: what is least is
  /// the cost without the first write of that tier. The plan is none of those that have no use for
  /// the entry only if they are no cheaper: then it writes nothing to that tier.
  ///
  /// @param hierarchy two tiers or more, two steps or more
  static Optimum planStored(Hierarchy hierarchy, long workLimit) {
    return hierarchy.allSlots() == 1
        ? oneSlot(hierarchy)
        : searched(hierarchy, workLimit, 1).withoutIdleWrite(hierarchy);
  }

  /// By search alone; two tiers or more, two slots or more.
  static Optimum searched(Hierarchy hierarchy, long workLimit, long fewest) {
    if (hierarchy.slots(0) > 0 || hierarchy.read(1) == 0) {
      return new Planner(hierarchy, workLimit, fewest).search();
    }
    // Dear reads that cannot be avoided would make for high prices, and for deep tables.
    Optimum found = new Planner(hierarchy.withoutLeastRead(), workLimit, fewest).search();
    return found.dearer(
        BigInteger.valueOf(hierarchy.read(1)).multiply(BigInteger.valueOf(hierarchy.steps - 1)));
  }

  private static Optimum proved(long[] writes, long[] reads, BigInteger excess) {
    return new Optimum(writes, reads, excess, excess);
  }

  /// All there is to do: store x_0, load it for every step but the last.
  private static Optimum oneSlot(Hierarchy hierarchy) {
    int top = hierarchy.top;
    var writes = new long[top + 1];
    var reads = new long[top + 1];
    writes[top] = 1;
    reads[top] = hierarchy.steps - 1;
    BigInteger less = BigInteger.valueOf(hierarchy.steps - 1);
    BigInteger sweeps = BigInteger.valueOf(hierarchy.steps).multiply(less).shiftRight(1);
    BigInteger excess =
        sweeps
            .multiply(BigInteger.valueOf(hierarchy.forward))
            .add(BigInteger.valueOf(hierarchy.read(top)).multiply(less))
            .add(BigInteger.valueOf(hierarchy.write(top)));
    return proved(writes, reads, excess);
  }

  private Optimum search() {
    int tiers = hierarchy.top + 1;
    var root = new Bracket();
    var start = new Incumbent(tiers);
    var whole = Part.below(hierarchy.top, new long[] {1}, new Wide());
    root.search(whole, coefficients, start, null);
    double price = root.high.high;
    long depth = (long) (1.5 * price / hierarchy.forward) + 16;
    while (true) {
      coefficients.ensure(depth);
      var incumbent = new Incumbent(tiers);
      // Double-double errs by 2^-102 of an operand, in sums of some 2^20 terms at most.
      incumbent.guard = 0x1p-78 * 4 * price * hierarchy.steps;
      try {
        boolean proved =
            new Search(coefficients, incumbent, (int) depth, workLimit, fewest).run(root);
        // A plan that sweeps some step deeper than the tables costs more than this; none sweeps a
        // step more often than there are steps.
        double deep = hierarchy.forward * (double) depth - price;
        if (!proved || depth > hierarchy.steps || deep >= incumbent.cost.minus(root.bound)) {
          return optimum(incumbent, root, proved);
        }
      } catch (DepthExceeded _) {
        // with deeper tables, then
      }
      depth *= 2;
    }
  }

  private Optimum optimum(Incumbent incumbent, Bracket root, boolean proved) {
    long[] writes = incumbent.writes;
    long[] reads = incumbent.reads;
    BigInteger excess = Excess.of(coefficients, writes, reads);
    new Trim(coefficients, excess).apply(writes, reads);
    if (proved && incumbent.guard < 0.125) {
      return proved(writes, reads, excess);
    }
    BigInteger bound =
        new BigDecimal(root.bound.hi)
            .add(new BigDecimal(root.bound.lo))
            .subtract(new BigDecimal(incumbent.guard))
            .setScale(0, java.math.RoundingMode.CEILING)
            .toBigInteger();
    return new Optimum(writes, reads, excess, bound.min(excess));
  }
}
