package org.checkpointschedules.plan.internal.hierarchy.search;

import java.util.ArrayDeque;
import org.checkpointschedules.plan.internal.numbers.DoubleDouble;

/// Makes [Dual]s, and makes those that nobody uses any more anew for other prices: where sweeps are
/// many each is some hundred kilobytes, and a search asks for hundreds.
final class Duals {
  private final Coefficients coefficients;
  private final Dual.Scratch scratch = new Dual.Scratch();
  private final ArrayDeque<Dual> unused = new ArrayDeque<>();

  Duals(Coefficients coefficients) {
    this.coefficients = coefficients;
  }

  Dual at(DoubleDouble price) {
    Dual dual = unused.isEmpty() ? new Dual(coefficients, scratch) : unused.pop();
    dual.set(price);
    return dual;
  }

  /// Counts one user more, and one less of `former`; either may be null.
  Dual use(Dual dual, Dual former) {
    if (dual != null) {
      dual.users++;
    }
    if (former != null && --former.users == 0) {
      unused.push(former);
    }
    return dual;
  }
}
