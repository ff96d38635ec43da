package org.checkpointschedules.codecs;

/// A compression library, one block at a time.
interface BlockCompression {

  /// What entries of this kind are marked with.
  int mark();

  /// @param to with room for a hundredth more than `from`, since not every block becomes shorter
  /// @return bytes written
  int compress(byte[] from, int length, byte[] to);

  /// @param length of the block before it was compressed
  /// @return whether it was decompressed to that length
  boolean decompress(byte[] from, int compressed, byte[] to, int length);
}
