package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// A digest for each step, noted when it is first seen and compared ever after. Eight bytes a step.
final class Digests {
  /// Steps per block: memory grows with the steps that were seen, in blocks, without any bound on
  /// their numbers.
  private static final int BLOCK = 1 << 12;

  private static final long PIECE = 1 << 30;
  private static final long NOTED = 1L << 32;

  private final Map<Long, long[]> blocks = new HashMap<>();

  /// Whether the digest is that noted for the step; notes it where there is none.
  boolean agree(long step, int digest) {
    long[] block = blocks.computeIfAbsent(step / BLOCK, _ -> new long[BLOCK]);
    int at = (int) (step % BLOCK);
    long noting = NOTED | Integer.toUnsignedLong(digest);
    if (block[at] == 0) {
      block[at] = noting;
    }
    return block[at] == noting;
  }

  /// CRC-32C of the bytes.
  static int of(MemorySegment bytes) {
    var crc = new CRC32C();
    long size = bytes.byteSize();
    for (long at = 0; at < size; at += PIECE) {
      crc.update(bytes.asSlice(at, Math.min(PIECE, size - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }
}
