package org.checkpointschedules.plan.internal.numbers;

import java.math.BigInteger;

/// Binomial checkpointing in closed form (Griewank and Walther 2000, TOMS 26(1), 19-45).
///
/// ```
/// beta(s, t) = C(s+t, s)              the most steps reversible with s slots (the one of x_0
///                                     included) and at most t forward sweeps over any step
/// r(n, s)    = the r with beta(s, r-1) < n <= beta(s, r), the repetition number; r(1, s) = 0
/// t(n, s)    = r n - beta(s+1, r-1)   the least number of forward steps that do not record
/// n + t      = forward steps in all, since each step is recorded once
/// ```
public final class Binomial {
  /// What [#beta] returns for anything larger; above every legal number of steps.
  public static final long SATURATED = 1L << 62;

  private Binomial() {}

  /// `C(s+t, s)`, or [#SATURATED] if that is larger; 0 if `s` or `t` is negative.
  public static long beta(long s, long t) {
    if (s < 0 || t < 0) {
      return 0;
    }
    long small = Math.min(s, t);
    long large = Math.max(s, t);
    long value = 1;
    for (long i = 1; i <= small; i++) {
      // value = C(large+i-1, i-1), so value * (large+i) / i is whole.
      value = times(value, large + i, i);
      if (value >= SATURATED) {
        return SATURATED;
      }
    }
    return value;
  }

  /// `beta(s, t) - beta(s, u)`, or [#SATURATED] if that is larger, for `u <= t`.
  public static long betaBetween(long s, long t, long u) {
    long more = beta(s, t);
    if (more < SATURATED) {
      return more - beta(s, u);
    }
    BigInteger exact = exactBeta(s, t).subtract(exactBeta(s, u));
    return exact.bitLength() < 63 ? exact.longValue() : SATURATED;
  }

  /// The repetition number `r` with `beta(s, r-1) < n <= beta(s, r)`, for `s >= 1`. Takes O(log r)
  /// evaluations of [#beta].
  public static long repetition(long n, long s) {
    if (n <= 1) {
      return 0;
    }
    if (s == 1) {
      return n - 1;
    }
    long below = 0;
    long enough = 1;
    while (beta(s, enough) < n) {
      below = enough;
      enough *= 2;
    }
    // beta(s, below) < n <= beta(s, enough)
    while (enough - below > 1) {
      long middle = (below + enough) >>> 1;
      if (beta(s, middle) < n) {
        below = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  /// Forward steps in all, recording ones included: `n + t(n, s)`.
  public static BigInteger forwardSteps(long n, long s) {
    if (n - 1 <= s) {
      // One slot for every step but the last: each step but the last runs twice.
      return BigInteger.valueOf(n).shiftLeft(1).subtract(BigInteger.ONE);
    }
    long r = repetition(n, s);
    BigInteger total = BigInteger.valueOf(n).multiply(BigInteger.valueOf(r + 1));
    return total.subtract(exactBeta(s + 1, r - 1));
  }

  /// Checkpoints written on a trajectory that writes least among those with the fewest forward
  /// steps: `max(beta(s-1, r-1), n - beta(s, r-1))`, and 0 for one step.
  public static long writes(long n, long s) {
    if (n == 1) {
      return 0;
    }
    if (n - 1 <= s) {
      return n - 1;
    }
    long r = repetition(n, s);
    return Math.max(beta(s - 1, r - 1), n - beta(s, r - 1));
  }

  /// `beta(s, t)` without limit.
  public static BigInteger exactBeta(long s, long t) {
    if (s < 0 || t < 0) {
      return BigInteger.ZERO;
    }
    long small = Math.min(s, t);
    long large = Math.max(s, t);
    BigInteger value = BigInteger.ONE;
    for (long i = 1; i <= small; i++) {
      value = value.multiply(BigInteger.valueOf(large + i)).divide(BigInteger.valueOf(i));
    }
    return value;
  }

  /// `value * factor / divisor`, known to be whole, or [#SATURATED].
  public static long times(long value, long factor, long divisor) {
    long low = value * factor;
    if ((value | factor) >>> 31 == 0 && low >>> 53 == 0) {
      // Exact, since all three are whole doubles, and three times as quick as dividing longs.
      return (long) ((double) low / divisor);
    }
    if (Math.multiplyHigh(value, factor) == 0 && low >= 0) {
      return Math.min(low / divisor, SATURATED);
    }
    long g = gcd(value, divisor);
    long left = value / g;
    long right = factor / (divisor / g);
    if (Math.multiplyHigh(left, right) != 0 || left * right < 0) {
      return SATURATED;
    }
    return Math.min(left * right, SATURATED);
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long remainder = a % b;
      a = b;
      b = remainder;
    }
    return a;
  }
}
