package org.checkpointschedules.spark;

import java.io.Serializable;
import java.util.Arrays;

/// How a gradient is cut.
///
/// @param length numbers of the gradient
/// @param size numbers of a chunk, but for the last one, which may have fewer
record Chunks(int length, int size) implements Serializable {
  /// How many chunks there are.
  int count() {
    return Math.ceilDiv(length, size);
  }

  /// The index of a chunk's first number.
  int first(int chunk) {
    return chunk * size;
  }

  /// A copy of a chunk.
  double[] copy(double[] gradient, int chunk) {
    return Arrays.copyOfRange(
        gradient, first(chunk), (int) Math.min((long) first(chunk) + size, length));
  }
}
