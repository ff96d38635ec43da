package org.checkpointschedules.plan.internal.numbers;

import java.math.BigInteger;

/// Counts that never overflow: anything above [#CAP] is `CAP`, which is above every legal number of
/// steps, so that comparing a count with a number of steps stays right.
public final class SaturatingLong {
  public static final long CAP = Binomial.SATURATED;

  private SaturatingLong() {}

  /// `min(a + b, CAP)`, both from 0 to `CAP`.
  public static long sum(long a, long b) {
    // CAP + CAP is 2^63, which is negative.
    return Long.compareUnsigned(a + b, CAP) > 0 ? CAP : a + b;
  }

  /// `min(a * b, CAP)`, both from 0 to `CAP`.
  public static long product(long a, long b) {
    long low = a * b;
    return Math.multiplyHigh(a, b) != 0 || low < 0 || low > CAP ? CAP : low;
  }

  /// `C(c + d - 1, d)` for `d = 0 .. length - 1`: the coefficients of `(1 - z)^-c`.
  public static long[] multisets(long c, int length) {
    var counts = new long[length];
    counts[0] = 1;
    for (int d = 1; d < length; d++) {
      counts[d] = c == 0 ? 0 : timesOver(counts[d - 1], c + d - 1, d);
    }
    return counts;
  }

  /// `min(value * factor / divisor, CAP)`, the quotient known to be whole and, where `factor >=
  /// divisor`, `value = CAP` to stay so.
  public static long timesOver(long value, long factor, long divisor) {
    long low = value * factor;
    if (Math.multiplyHigh(value, factor) == 0 && low >= 0) {
      return Math.min(low / divisor, CAP);
    }
    if (value >= CAP) {
      return CAP;
    }
    var whole =
        BigInteger.valueOf(value)
            .multiply(BigInteger.valueOf(factor))
            .divide(BigInteger.valueOf(divisor));
    return whole.bitLength() > 62 ? CAP : whole.longValue();
  }
}
