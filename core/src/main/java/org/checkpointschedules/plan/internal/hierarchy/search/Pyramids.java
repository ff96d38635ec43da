package org.checkpointschedules.plan.internal.hierarchy.search;

import java.math.BigInteger;

/// Sums that the closed forms for two slots are made of.
public final class Pyramids {
  private Pyramids() {}

  /// `x (x+1) / 2`.
  public static BigInteger triangle(BigInteger x) {
    return x.multiply(x.add(BigInteger.ONE)).shiftRight(1);
  }

  /// `x (x+1) (x+2) / 6`.
  static BigInteger pyramid(BigInteger x) {
    return triangle(x).multiply(x.add(BigInteger.TWO)).divide(BigInteger.valueOf(3));
  }
}
