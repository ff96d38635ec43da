package org.checkpointschedules.objectstore;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// Entries that can be told apart.
final class Bytes {
  private Bytes() {}

  static void put(CheckpointStore store, CheckpointKey key, int bytes, long seed) {
    store.put(key, bytes, to -> MemorySegment.copy(of(bytes, seed), 0, to, JAVA_BYTE, 0, bytes));
  }

  static void expect(CheckpointStore store, CheckpointKey key, int bytes, long seed) {
    store.get(key, from -> assertArrayEquals(of(bytes, seed), from.toArray(JAVA_BYTE)));
  }

  private static byte[] of(int bytes, long seed) {
    var content = new byte[bytes];
    new SplittableRandom(seed).nextBytes(content);
    return content;
  }
}
