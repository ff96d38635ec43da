package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

/// The best plan that the search has met, and the path by which it got where it is.
///
/// Costs are whole numbers in [DoubleDouble] arithmetic. `guard` bounds its rounding errors, so
/// that [#rules out][#rulesOut] never discards a better plan.
final class Incumbent {
  final long[] pathWrites;
  final long[] pathReads;
  final DoubleDouble cost = DoubleDouble.of(Double.POSITIVE_INFINITY);
  long[] writes;
  long[] reads;
  double guard;
  private final DoubleDouble gap = new DoubleDouble();

  Incumbent(int tiers) {
    pathWrites = new long[tiers];
    pathReads = new long[tiers];
  }

  /// Whether no plan whose cost is at least `bound` can be better than the incumbent.
  boolean rulesOut(DoubleDouble bound) {
    if (cost.hi == Double.POSITIVE_INFINITY) {
      return false;
    }
    gap.set(bound).subtract(cost);
    return gap.hi > guard - 1;
  }

  /// Takes the path, with these figures for tier 1, if it is better.
  void offer(DoubleDouble total, long writes1, long reads1) {
    if (total.compare(cost) < 0) {
      cost.set(total);
      writes = pathWrites.clone();
      reads = pathReads.clone();
      writes[1] = writes1;
      reads[1] = reads1;
    }
  }
}
