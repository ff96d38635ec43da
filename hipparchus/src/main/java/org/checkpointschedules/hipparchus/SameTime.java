package org.checkpointschedules.hipparchus;

import java.util.OptionalDouble;

// Let T be the larger of |start| and |end|, and u its ulp. One instant, k d after the start, comes
// in several spellings:
//
//   t += d, k times    each addition rounds by at most u / 2, the last, past T, by u: k u / 2 + u /
// 2
//   start + k * d      rounds twice: u
//   d                  is rounded itself, by 2^-53 d: in k d, at most 2 T 2^-53 < 2 u
//   a literal          rounds once: u / 2
//
// So two spellings lie at most k u + 5 u apart, the worst being two sums. How many additions there
// were is not known, but a clock that ticks with the steps of a method has no more than these, and
// one that ticks with the observations no more than those: n is the larger number.
//
// What a user could mean apart is a share of a tick, span / n. A thousandth of that or more is
// never merged: where n u is larger, rounding has eaten the digits that tell, and the times are
// left
// as they are. From 0, n u is at most 2^-52 n of the span: for a million ticks less than a
// four-thousandth of a tick.

/// How far apart times may lie that mean the same instant.
final class SameTime {
  private SameTime() {}

  /// @param times how many observations there are
  /// @param step that of the method where it is fixed
  static double tolerance(double start, double end, int times, OptionalDouble step) {
    double span = Math.abs(end - start);
    double ticks = Math.max(1, times);
    if (step.isPresent() && step.getAsDouble() > 0) {
      ticks = Math.max(ticks, Math.ceil(span / step.getAsDouble()));
    }
    double ulp = Math.ulp(Math.max(Math.abs(start), Math.abs(end)));
    return Math.min((ticks + 5) * ulp, span / ticks / 1000);
  }
}
