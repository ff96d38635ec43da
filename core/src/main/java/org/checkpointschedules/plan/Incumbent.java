package org.checkpointschedules.plan;

/// The best plan that the search has met, and the path by which it got where it is.
///
/// Costs are whole numbers in [Wide] arithmetic. `guard` bounds its rounding errors, so that
/// [#rules out][#rulesOut] never discards a better plan.
final class Incumbent {
  final long[] pathWrites;
  final long[] pathReads;
  final Wide cost = Wide.of(Double.POSITIVE_INFINITY);
  long[] writes;
  long[] reads;
  double guard;
  private final Wide gap = new Wide();

  Incumbent(int tiers) {
    pathWrites = new long[tiers];
    pathReads = new long[tiers];
  }

  /// Whether no plan whose cost is at least `bound` can be better than the incumbent.
  boolean rulesOut(Wide bound) {
    if (cost.hi == Double.POSITIVE_INFINITY) {
      return false;
    }
    gap.set(bound).subtract(cost);
    return gap.hi > guard - 1;
  }

  /// Takes the path, with these figures for tier 1, if it is better.
  void offer(Wide total, long writes1, long reads1) {
    if (total.compare(cost) < 0) {
      cost.set(total);
      writes = pathWrites.clone();
      reads = pathReads.clone();
      writes[1] = writes1;
      reads[1] = reads1;
    }
  }
}
