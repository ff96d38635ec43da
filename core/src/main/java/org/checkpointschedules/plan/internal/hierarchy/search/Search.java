package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

/// The least-cost plan by branch and bound over the writes and reads of the tiers, from the top
/// tier down (docs/planning.md section 5).
///
/// The bound of a part is convex in its next unknown, all prices fixed. So each unknown is scanned
/// outward from the value that the prices suggest, and a direction is closed as soon as some price
/// rules the part out and the bound rises outward there. A first pass scans narrowly to find good
/// plans, wider passes follow until nothing is cut short or the work runs out.
final class Search {
  private static final long[] WIDTHS = {3, 30, 1000, Long.MAX_VALUE};

  private final Coefficients coefficients;
  private final Hierarchy hierarchy;
  private final Incumbent incumbent;
  private final int depth;
  private final TierOne tierOne;
  private final Duals duals;
  private final long workLimit;
  private final long fewest;

  // By tier: the leaves that the tiers above leave to it, and where its own may hang.
  private final long[][] profiles;
  private final long[][] places;

  /// What looking at a part counts as work; it takes time in proportion to the depth.
  private final long partWork;

  private long work;
  private long width;
  private boolean cutShort;

  /// @param fewest the least number of writes of the top tier, 0 or 1
  Search(
      Coefficients coefficients,
      Duals duals,
      Incumbent incumbent,
      int depth,
      long workLimit,
      long fewest) {
    this.fewest = fewest;
    this.coefficients = coefficients;
    this.duals = duals;
    hierarchy = coefficients.hierarchy;
    this.incumbent = incumbent;
    this.depth = depth;
    this.workLimit = workLimit;
    partWork = 10 + depth / 10;
    tierOne = new TierOne(coefficients, incumbent, depth, workLimit);
    profiles = new long[hierarchy.top + 1][];
    places = new long[hierarchy.top + 1][];
    for (int tier = 1; tier <= hierarchy.top; tier++) {
      profiles[tier] = new long[depth + 1];
      places[tier] = new long[depth + 1];
    }
  }

  /// Returns whether the incumbent is proved to be the best plan.
  boolean run(Bracket root) {
    long[] profile = profiles[hierarchy.top];
    profile[0] = 1;
    for (long width : WIDTHS) {
      this.width = width;
      cutShort = false;
      below(hierarchy.top, profile, new DoubleDouble(), root).release();
      if (incumbent.rulesOut(root.bound)) {
        return true;
      }
      if (exhausted() || !cutShort) {
        return !exhausted();
      }
    }
    return false;
  }

  private boolean exhausted() {
    return work + tierOne.evaluations > workLimit;
  }

  private Bracket below(int tier, long[] profile, DoubleDouble cost, Bracket hint) {
    work += partWork;
    var bracket = new Bracket(duals, hierarchy);
    if (bracket.search(Part.below(tier, profile, cost), incumbent, hint)) {
      return bracket;
    }
    long[] places = this.places[tier];
    coefficients.places(tier, profile, places);
    long guess =
        bracket.between(
            Math.min(hierarchy.steps, places[Math.min(depth, bracket.low.lastColumn(tier))]),
            Math.min(hierarchy.steps, places[Math.min(depth, bracket.high.lastColumn(tier))]));
    long least = tier == hierarchy.top ? fewest : 0;
    if (tier == 1) {
      tierOne.solve(profile, places, cost, guess, least);
      return bracket;
    }
    long most = Math.min(hierarchy.steps, places[depth]);
    if (hierarchy.write(tier) == 0) {
      written(tier, profile, places, cost, most, bracket).release();
      return bracket;
    }
    guess = Math.clamp(guess, least, most);
    boolean right = true;
    boolean left = true;
    for (long offset = 0; right || left; offset++) {
      if (offset > width || exhausted()) {
        cutShort = true;
        break;
      }
      right &= guess + offset <= most;
      if (right) {
        right = writesRight(tier, profile, places, cost, guess + offset, bracket);
      }
      left &= guess - offset - 1 >= least;
      if (left) {
        left = writesLeft(tier, profile, places, cost, guess - offset - 1, bracket);
      }
      if (incumbent.rulesOut(bracket.bound)) {
        break;
      }
    }
    return bracket;
  }

  private boolean writesRight(
      int tier, long[] profile, long[] places, DoubleDouble cost, long writes, Bracket hint) {
    Bracket bracket = written(tier, profile, places, cost, writes, hint);
    var part = new Part(tier, profile, writes, places, cost);
    boolean goOn =
        !bracket.closedRight
            && (!incumbent.rulesOut(bracket.bound)
                || part.oneWriteMore(bracket.best, hierarchy.write(tier), read(tier)) < 0);
    bracket.release();
    return goOn;
  }

  private boolean writesLeft(
      int tier, long[] profile, long[] places, DoubleDouble cost, long writes, Bracket hint) {
    Bracket bracket = written(tier, profile, places, cost, writes, hint);
    var part = new Part(tier, profile, writes, places, cost);
    boolean goOn =
        !bracket.closedLeft
            && (!incumbent.rulesOut(bracket.bound)
                || part.lastWrite(bracket.best, hierarchy.write(tier), read(tier)) > 0);
    bracket.release();
    return goOn;
  }

  private Bracket written(
      int tier, long[] profile, long[] places, DoubleDouble cost, long writes, Bracket hint) {
    work += partWork;
    DoubleDouble total = DoubleDouble.of(cost).addProduct(hierarchy.write(tier), writes);
    var part = new Part(tier, profile, writes, places, total);
    var bracket = new Bracket(duals, hierarchy);
    if (bracket.search(part, incumbent, hint)) {
      return bracket;
    }
    incumbent.pathWrites[tier] = writes;
    if (writes == 0) {
      read(part, 0, bracket).release();
      return bracket;
    }
    long most = Math.min(hierarchy.steps - 1, part.room());
    if (hierarchy.read(tier) == 0) {
      read(part, all(part, most), bracket).release();
      return bracket;
    }
    long guess = bracket.between(part.wanted(bracket.low), part.wanted(bracket.high));
    guess = Math.clamp(guess, 0, most);
    scanReads(part, guess, most, bracket);
    return bracket;
  }

  /// Looks at every number of reads that could be better, and finds out whether what rules them out
  /// does so for other numbers of writes too.
  private void scanReads(Part part, long guess, long most, Bracket bracket) {
    boolean right = true;
    boolean left = true;
    var closing = new Closing(part, hierarchy);
    for (long offset = 0; right || left; offset++) {
      if (offset > width || exhausted()) {
        cutShort = true;
        return;
      }
      // With more writes there may be room for more reads.
      closing.right &= !right || guess + offset <= most;
      right &= guess + offset <= most;
      if (right) {
        long reads = guess + offset;
        Bracket below = read(part, reads, bracket);
        boolean out = incumbent.rulesOut(below.bound);
        right = !out || leaf(part, reads + 1, below.best) < 0;
        closing.visit(reads, out, below.best, !right, false);
        below.release();
      }
      left &= guess - offset - 1 >= 0;
      if (left) {
        long reads = guess - offset - 1;
        Bracket below = read(part, reads, bracket);
        boolean out = incumbent.rulesOut(below.bound);
        left = !out || leaf(part, reads, below.best) > 0;
        closing.visit(reads, out, below.best, false, !left);
        below.release();
      }
      if (incumbent.rulesOut(bracket.bound)) {
        return;
      }
    }
    bracket.closedRight = closing.right;
    bracket.closedLeft = closing.left;
  }

  private DoubleDouble read(int tier) {
    return new DoubleDouble().addProduct(hierarchy.read(tier), 1);
  }

  /// How the bound changes by leaf number `leaves`, prices fixed.
  private double leaf(Part part, long leaves, Dual dual) {
    var change = DoubleDouble.of(hierarchy.read(part.tier()));
    dual.subtractValue(change, part.tier() - 1, part.depthOf(leaves), 1);
    return change.hi;
  }

  /// With free reads more leaves never cost more; those deeper than every step is swept serve
  /// nothing.
  private long all(Part part, long most) {
    long[] profile = part.with(most);
    long[] reach = coefficients.reach(profile, depth + 1);
    long useful = 0;
    for (int j = 1; j <= depth; j++) {
      useful += profile[j] - part.profile()[j];
      if (reach[j] >= hierarchy.steps) {
        break;
      }
    }
    return useful;
  }

  private Bracket read(Part part, long reads, Bracket hint) {
    incumbent.pathReads[part.tier()] = reads;
    DoubleDouble total =
        DoubleDouble.of(part.cost()).addProduct(hierarchy.read(part.tier()), reads);
    int tier = part.tier() - 1;
    return below(tier, part.with(reads, profiles[tier]), total, hint);
  }
}
