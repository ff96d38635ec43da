package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;

/// Equality of doubles to the last bit.
final class Bits {
  private Bits() {}

  static void assertSame(double[] expected, double[] actual, Object what) {
    assertArrayEquals(of(expected), of(actual), () -> String.valueOf(what));
  }

  static long[] of(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
