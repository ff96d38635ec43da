package org.checkpointschedules.plan.internal.hierarchy.search;

import java.math.BigInteger;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// Where an arithmetic progression first falls into a window of residues.
final class Residues {
  private Residues() {}

  /// The least `x >= 0` with `low <= a x mod m <= high`, or -1 if there is none;
  /// [SaturatingLong#CAP] stands for anything larger. Euclid's algorithm on `(a, m)`: with `c =
  /// ceil(low / a)` either `c a` is in the window, or the answer is the first time round `y` for
  /// which `a` steps past `y m` land in it, `y` being the same question for `(-m mod a, a)` and the
  /// window's residues.
  ///
  /// @param a `0 <= a < m`
  /// @param low `0 <= low <= high < m`
  static long first(long a, long m, long low, long high) {
    if (low == 0) {
      return 0;
    }
    if (a == 0) {
      return -1;
    }
    if (a > m - a) {
      return first(m - a, m, m - high, m - low);
    }
    long count = (low + a - 1) / a;
    if (count <= high / a) {
      return count;
    }
    long turns = first((a - m % a) % a, a, low % a, high % a);
    return turns < 0 || turns == SaturatingLong.CAP ? turns : reach(turns, m, low, a);
  }

  /// `ceil((low + turns m) / a)`.
  private static long reach(long turns, long m, long low, long a) {
    if (Math.multiplyHigh(turns, m) == 0 && turns * m >= 0 && turns * m <= SaturatingLong.CAP) {
      return (low + turns * m + a - 1) / a;
    }
    BigInteger count =
        BigInteger.valueOf(turns)
            .multiply(BigInteger.valueOf(m))
            .add(BigInteger.valueOf(low + a - 1))
            .divide(BigInteger.valueOf(a));
    return count.bitLength() > 62 ? SaturatingLong.CAP : count.longValue();
  }
}
