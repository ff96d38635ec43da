package org.checkpointschedules.codecs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import org.checkpointschedules.InvalidArgumentException;

/// Zstandard at level 1: on shuffled fields higher levels are several times slower for a hundredth.
final class Zstandard implements BlockCompression {
  private static final int LEVEL = 1;

  /// Loads the library, which unpacks itself into a folder for temporary files.
  ///
  /// @throws InvalidArgumentException if it cannot
  Zstandard() {
    try {
      Native.load();
    } catch (LinkageError e) {
      var refused =
          new InvalidArgumentException(
              "zstd",
              "without its library, which cannot be unpacked into java.io.tmpdir, %s, and loaded from there (%s)"
                  .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
              "java.io.tmpdir or ZstdTempFolder set to a folder that can be written to and is not"
                  + " mounted noexec; or lz4");
      refused.initCause(e);
      throw refused;
    }
  }

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
