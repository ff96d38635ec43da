package org.checkpointschedules.spark;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC-32C of a gradient, every bit of it.
final class Digest {
  private static final int BLOCK = 1 << 13;

  private Digest() {}

  static int of(double[] numbers) {
    var crc = new CRC32C();
    var bytes = ByteBuffer.allocate(BLOCK * Double.BYTES);
    for (int first = 0; first < numbers.length; first += BLOCK) {
      int count = Math.min(BLOCK, numbers.length - first);
      bytes.clear().asDoubleBuffer().put(numbers, first, count);
      crc.update(bytes.limit(count * Double.BYTES));
    }
    return (int) crc.getValue();
  }
}
