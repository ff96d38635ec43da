package org.checkpointschedules.plan.internal.hierarchy.search;

import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

/// Whether what rules out a number `W` of writes of a tier, reads `R` by reads, rules out all
/// numbers on one side of it too (docs/planning.md section 5).
///
/// At a fixed price `lambda` the bound of the part `(W, R)` is `w W + r R` less the most that
/// leaves can earn, which is a linear program in the leaves: with `mu` between what the last leaf
/// and what the next one would earn, and `g = sum over layers with more than W places of max(0,
/// v(j) - mu)`, `(mu, g)` is a solution of its dual. So for all other `W'`, `R'`
///
/// ```
/// bound(W', R')  >=  bound(W, R) + (w - g) (W' - W) + (r - mu) (R' - R)
/// ```
///
/// `R` alone is ruled out for `W' > W` if `g <= w` for some such `mu`; and with it all `R' > R` if
/// besides `mu <= r`, all `R' < R` if `mu >= r`. For `W' < W` layers with `W` places count too, and
/// `g >= w` is wanted.
final class Closing {
  private final Part part;
  private final long write;
  private final DoubleDouble read;
  private final DoubleDouble last = new DoubleDouble();
  private final DoubleDouble next = new DoubleDouble();

  /// All larger numbers of writes are ruled out, as far as reads have been visited.
  boolean right = true;

  /// All smaller numbers are.
  boolean left = true;

  Closing(Part part, Hierarchy hierarchy) {
    this.part = part;
    write = hierarchy.write(part.tier());
    read = new DoubleDouble().addProduct(hierarchy.read(part.tier()), 1);
  }

  /// @param out whether the bound at the price of `dual` rules these reads out
  /// @param andMore whether they stand for all larger numbers of reads too
  /// @param andFewer whether they stand for all smaller numbers too
  void visit(long reads, boolean out, Dual dual, boolean andMore, boolean andFewer) {
    if (!out) {
      right = false;
      left = false;
    }
    if (!right && !left) {
      return;
    }
    dual.value(part.tier() - 1, part.depthOf(reads), last);
    dual.value(part.tier() - 1, part.depthOf(reads + 1), next);
    // A dear load leaves little for a write to earn.
    DoubleDouble dear = andMore && read.compare(last) < 0 ? read : last;
    DoubleDouble cheap = andFewer && read.compare(next) > 0 ? read : next;
    right &= part.oneWriteMore(dual, write, dear) >= 0;
    left &= part.lastWrite(dual, write, cheap) <= 0;
  }
}
