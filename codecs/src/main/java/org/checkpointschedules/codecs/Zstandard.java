package org.checkpointschedules.codecs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/// Zstandard at level 1: on shuffled fields higher levels are several times slower for a hundredth.
final class Zstandard implements BlockCompression {
  private static final int LEVEL = 1;

  @Override
  public int mark() {
    return 'Z';
  }

  @Override
  public int compress(byte[] from, int length, byte[] to) {
    return (int) Zstd.compressByteArray(to, 0, to.length, from, 0, length, LEVEL);
  }

  @Override
  public boolean decompress(byte[] from, int compressed, byte[] to, int length) {
    try {
      return Zstd.decompressByteArray(to, 0, length, from, 0, compressed) == length;
    } catch (ZstdException _) {
      return false;
    }
  }
}
