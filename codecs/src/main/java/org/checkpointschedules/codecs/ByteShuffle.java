package org.checkpointschedules.codecs;

/// Brings together the first bytes of all numbers of a block, then the second ones, and so on:
/// signs, exponents and leading digits of a smooth field are much alike, and compress.
///
/// In blocks that stay in the processor's nearest cache. What is left over of a block after the
/// last whole number stays as it is.
///
/// @param width bytes of a number
record ByteShuffle(int width) {
  private static final int BLOCK = 1 << 16;

  void shuffle(byte[] from, byte[] to, int length) {
    for (int start = 0; start < length; start += BLOCK) {
      int count = Math.min(BLOCK, length - start) / width;
      for (int b = 0; b < width; b++) {
        int at = start + b * count;
        for (int i = 0, source = start + b; i < count; i++, source += width) {
          to[at + i] = from[source];
        }
      }
      copyRest(from, to, start, count, length);
    }
  }

  void unshuffle(byte[] from, byte[] to, int length) {
    for (int start = 0; start < length; start += BLOCK) {
      int count = Math.min(BLOCK, length - start) / width;
      for (int b = 0; b < width; b++) {
        int at = start + b * count;
        for (int i = 0, target = start + b; i < count; i++, target += width) {
          to[target] = from[at + i];
        }
      }
      copyRest(from, to, start, count, length);
    }
  }

  private void copyRest(byte[] from, byte[] to, int start, int count, int length) {
    int rest = start + count * width;
    int end = Math.min(start + BLOCK, length);
    System.arraycopy(from, rest, to, rest, end - rest);
  }
}
