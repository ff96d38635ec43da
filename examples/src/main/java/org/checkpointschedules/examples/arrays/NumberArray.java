package org.checkpointschedules.examples.arrays;

import java.util.Arrays;
import org.checkpointschedules.InvalidArgumentException;

/// An array of numbers, the last index fastest (C order).
///
/// @param values which are not copied
/// @param elementBytes of a number in a file: 8, or 4 where the values are those of floats
/// @param shape lengths in each direction, whose product is the number of values
public record NumberArray(double[] values, int elementBytes, int... shape) {
  public NumberArray {
    shape = shape.clone();
    if (elementBytes != Float.BYTES && elementBytes != Double.BYTES) {
      throw new InvalidArgumentException("element bytes", elementBytes, "4 or 8");
    }
    long points = 1;
    for (int side : shape) {
      points = Math.multiplyExact(points, side);
    }
    if (points != values.length) {
      throw new InvalidArgumentException(
          "shape", Arrays.toString(shape), "one of " + values.length + " values");
    }
  }

  /// Lengths in each direction.
  @Override
  public int[] shape() {
    return shape.clone();
  }
}
