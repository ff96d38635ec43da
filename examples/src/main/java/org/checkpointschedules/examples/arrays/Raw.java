package org.checkpointschedules.examples.arrays;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.store.ResultFile;

/// Little-endian numbers.
final class Raw {
  private Raw() {}

  static void write(NumberArray array, Path file) throws IOException {
    ResultFile.write(
        file,
        beside -> {
          try (var out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
            write(array, out);
          }
        });
  }

  static void write(NumberArray array, OutputStream out) throws IOException {
    var buffer = ByteBuffer.allocate(array.elementBytes()).order(ByteOrder.LITTLE_ENDIAN);
    boolean single = array.elementBytes() == Float.BYTES;
    for (double value : array.values()) {
      if (single) {
        buffer.putFloat(0, (float) value);
      } else {
        buffer.putDouble(0, value);
      }
      out.write(buffer.array());
    }
  }
}
