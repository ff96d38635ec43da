package org.checkpointschedules.codecs;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/// LZ4, the fast kind.
final class Lz4 implements BlockCompression {
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();

  @Override
  public int mark() {
    return 'L';
  }

  @Override
  public int compress(byte[] from, int length, byte[] to) {
    return compressor.compress(from, 0, length, to, 0, to.length);
  }

  @Override
  public boolean decompress(byte[] from, int compressed, byte[] to, int length) {
    try {
      return decompressor.decompress(from, 0, compressed, to, 0, length) == length;
    } catch (LZ4Exception _) {
      return false;
    }
  }
}
