package org.checkpointschedules.plan.internal.numbers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.checkpointschedules.InvalidArgumentException;

/// Decimal costs as whole multiples of one unit, exact, or refused.
public final class ExactCosts {
  private final int scale;

  /// @param factor an upper bound on how often the sum of the costs can be incurred
  public ExactCosts(String name, List<BigDecimal> costs, long factor) {
    int digits = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal cost : costs) {
      if (cost == null || cost.signum() < 0) {
        throw new InvalidArgumentException(name, cost, "finite numbers, 0 or more");
      }
      digits = Math.max(digits, cost.stripTrailingZeros().scale());
      sum = sum.add(cost);
    }
    scale = digits;
    BigInteger most = sum.setScale(scale).unscaledValue().multiply(BigInteger.valueOf(factor));
    if (most.bitLength() > 60) {
      throw new InvalidArgumentException(
          name,
          "a sum of " + sum + " in steps of 10^-" + scale,
          "numbers of such a range that their sums are exact in 60 bits; round them");
    }
  }

  public long units(BigDecimal cost) {
    return cost.setScale(scale).unscaledValue().longValueExact();
  }
}
