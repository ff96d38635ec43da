package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;

/// What kind of numbers the bytes of a state are, in the machine's byte order.
public enum ElementType {
  /// Single precision, 4 bytes.
  FLOAT32(Float.BYTES),

  /// Double precision, 8 bytes.
  FLOAT64(Double.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// {@return the bytes of one number}
  public int bytes() {
    return bytes;
  }

  /// {@return how far two segments of as many numbers are apart: the largest difference of two
  /// numbers of the same place, over the largest absolute value of all} 0 where they are the same
  /// bit for bit; infinite where a number is not finite in one of them only, or differs so.
  ///
  /// @param a whole numbers of this type
  /// @param b of the same size
  public double difference(MemorySegment a, MemorySegment b) {
    double apart = 0;
    double largest = 0;
    long count = a.byteSize() / bytes;
    for (long i = 0; i < count; i++) {
      double x = at(a, i);
      double y = at(b, i);
      if (Double.doubleToRawLongBits(x) == Double.doubleToRawLongBits(y)) {
        largest = Double.isFinite(x) ? Math.max(largest, Math.abs(x)) : largest;
      } else if (Double.isFinite(x) && Double.isFinite(y)) {
        apart = Math.max(apart, Math.abs(x - y));
        largest = Math.max(largest, Math.max(Math.abs(x), Math.abs(y)));
      } else {
        return Double.POSITIVE_INFINITY;
      }
    }
    return apart == 0 ? 0 : apart / largest;
  }

  double at(MemorySegment segment, long index) {
    return this == FLOAT64
        ? segment.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, index)
        : segment.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index);
  }

  /// The first number that is infinite or none, if there is one.
  OptionalLong firstNotFinite(MemorySegment segment) {
    long count = segment.byteSize() / bytes;
    for (long i = 0; i < count; i++) {
      if (!Double.isFinite(at(segment, i))) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  /// The type of the numbers of an array; null where the value is no array of numbers.
  static ElementType of(Object value) {
    return switch (value) {
      case double[] _ -> FLOAT64;
      case float[] _ -> FLOAT32;
      case null, default -> null;
    };
  }
}
