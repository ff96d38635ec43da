package org.checkpointschedules.plan.internal.hierarchy.search;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

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
public final class Planner {
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
  public static Optimum plan(Hierarchy hierarchy, long workLimit) {
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
    if (SlotAboveSlot.suits(hierarchy)) {
      return SlotAboveSlot.plan(hierarchy);
    }
    return searched(hierarchy, workLimit, 0);
  }

  /// The best plan where an entry of the first step lies in the top tier already: what is least is
  /// the cost without the first write of that tier. The plan is none of those that have no use for
  /// the entry only if they are no cheaper: then it writes nothing to that tier.
  ///
  /// @param hierarchy two tiers or more, two steps or more
  public static Optimum planStored(Hierarchy hierarchy, long workLimit) {
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
    var duals = new Duals(coefficients);
    var root = new Bracket(duals, hierarchy);
    var start = new Incumbent(tiers);
    var whole = Part.below(hierarchy.top, new long[] {1}, new DoubleDouble());
    root.search(whole, start, null);
    double price = root.high.high;
    long depth = firstDepth(price / hierarchy.forward);
    while (true) {
      coefficients.ensure(depth);
      var incumbent = new Incumbent(tiers);
      // Double-double errs by 2^-102 of an operand, in sums of some 2^20 terms at most.
      incumbent.guard = 0x1p-78 * 4 * price * hierarchy.steps;
      boolean proved =
          new Search(coefficients, duals, incumbent, (int) depth, workLimit, fewest).run(root);
      long needed = 2 * depth;
      if (incumbent.writes != null) {
        needed = enough(price, incumbent.cost.minus(root.bound));
        if (!proved || depth >= needed || depth > hierarchy.steps) {
          return optimum(incumbent, root, proved, (int) depth);
        }
      }
      depth = Math.min(needed, 2 * depth);
    }
  }

  /// Where to begin: half as deep again as the price pays for, or as far beyond as the top tier's
  /// access can be worth.
  private long firstDepth(double price) {
    double access = hierarchy.write(hierarchy.top) + (double) hierarchy.read(hierarchy.top);
    double beyond = Math.sqrt(2 * access / hierarchy.forward);
    return (long) (price + Math.min(price / 2, beyond)) + 16;
  }

  /// The least depth of tables that cannot miss a better plan, where the best plan within them
  /// costs `gap` more than the bound at the price: a plan that sweeps some step `T` times costs at
  /// least the bound and what its dear steps cost beyond the price,
  ///
  /// ```
  /// f T - lambda  +  sum over lambda / f < t < T of (f t - lambda) C(c + t - 1, t),   c = max(1, c_0)
  /// ```
  ///
  /// since all that can be swept less than `T` times is, below the leaf at depth 0 alone so many
  /// steps. Where tier 0 has no slots the reads of tier 1 are free ([#searched]), and one of its
  /// columns gives a leaf to each depth.
  private long enough(double price, double gap) {
    long forward = hierarchy.forward;
    long slots = Math.max(1, hierarchy.slots(0));
    long depth = (long) Math.floor(price / forward) + 1;
    double places = Math.min(Binomial.beta(slots - 1, depth), hierarchy.steps);
    double loss = 0;
    // Half of the last is more than any rounding.
    while (depth <= Coefficients.DEEPEST && loss + 0.5 * (forward * (double) depth - price) < gap) {
      loss += (forward * (double) depth - price) * places * (1 - 0x1p-20);
      depth++;
    }
    return depth;
  }

  private Optimum optimum(Incumbent incumbent, Bracket root, boolean proved, int depth) {
    long[] writes = incumbent.writes;
    long[] reads = incumbent.reads;
    var cost = new ExactCost(coefficients, depth);
    BigInteger excess = cost.of(writes, reads);
    new IdleRemoval(hierarchy, cost, excess).apply(writes, reads);
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
