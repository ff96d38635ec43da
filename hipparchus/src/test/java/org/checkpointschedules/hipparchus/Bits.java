package org.checkpointschedules.hipparchus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;

/// Equality of doubles to the last bit.
final class Bits {
  private Bits() {}

  static void assertSame(double[] expected, double[] actual, Object what) {
    assertArrayEquals(of(expected), of(actual), () -> String.valueOf(what));
  }

  static void assertSame(OdeGradient expected, OdeGradient actual, Object what) {
    assertSame(all(expected), all(actual), what);
  }

  private static double[] all(OdeGradient gradient) {
    int n = gradient.initialState().length;
    int p = gradient.parameters().length;
    double[] all = Arrays.copyOf(gradient.initialState(), n + p + 1);
    System.arraycopy(gradient.parameters(), 0, all, n, p);
    all[n + p] = gradient.value();
    return all;
  }

  static long[] of(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
