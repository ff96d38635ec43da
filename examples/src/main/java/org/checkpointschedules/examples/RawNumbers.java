package org.checkpointschedules.examples;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of raw little-endian numbers.
public final class RawNumbers {
  private RawNumbers() {}

  /// Writes doubles, 8 bytes each.
  public static void writeDoubles(double[] numbers, Path file) throws IOException {
    write(numbers, Double.BYTES, (buffer, number) -> buffer.putDouble(number), file);
  }

  /// Writes doubles as floats, 4 bytes each.
  public static void writeFloats(double[] numbers, Path file) throws IOException {
    write(numbers, Float.BYTES, (buffer, number) -> buffer.putFloat((float) number), file);
  }

  private interface Put {
    void put(ByteBuffer buffer, double number);
  }

  private static void write(double[] numbers, int bytes, Put put, Path file) throws IOException {
    var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (double number : numbers) {
        put.put(buffer.clear(), number);
        out.write(buffer.array());
      }
    }
  }
}
