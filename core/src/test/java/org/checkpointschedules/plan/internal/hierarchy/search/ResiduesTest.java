package org.checkpointschedules.plan.internal.hierarchy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ResiduesTest {

  @Test
  void findsWhatCountingFinds() {
    for (int m = 1; m <= 24; m++) {
      for (int a = 0; a < m; a++) {
        for (int low = 0; low < m; low++) {
          for (int high = low; high < m; high++) {
            assertEquals(
                counted(a, m, low, high),
                Residues.first(a, m, low, high),
                a + " x mod " + m + " in " + low + ".." + high);
          }
        }
      }
    }
  }

  @Test
  void largeNumbersDoNotOverflow() {
    long m = (1L << 61) - 1;
    long a = 1_234_567_890_123_456_789L;
    long x = Residues.first(a, m, 5, 5);
    BigInteger inverse = BigInteger.valueOf(a).modInverse(BigInteger.valueOf(m));
    BigInteger expected = inverse.multiply(BigInteger.valueOf(5)).mod(BigInteger.valueOf(m));
    assertEquals(expected.longValueExact(), x);
  }

  private static long counted(int a, int m, int low, int high) {
    for (int x = 0; x < m; x++) {
      int residue = a * x % m;
      if (low <= residue && residue <= high) {
        return x;
      }
    }
    return -1;
  }
}
