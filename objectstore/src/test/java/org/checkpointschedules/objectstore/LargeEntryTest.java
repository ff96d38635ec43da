package org.checkpointschedules.objectstore;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An entry of many parts.
class LargeEntryTest {
  @Test
  @Tag("heavy")
  void aThirdOfAGigabyte() {
    String bucket = TestServer.newBucket();
    long bytes = 333L << 20;
    CheckpointKey key = CheckpointKey.restart(1);
    try (CheckpointStore store = TestServer.direct(bucket).partBytes(8 << 20).open(1)) {
      store.put(
          key,
          bytes,
          to -> {
            for (long at = 0; at < bytes; at += Long.BYTES) {
              to.set(JAVA_LONG, at, at * 0x9e3779b97f4a7c15L);
            }
          });
      store.get(
          key,
          from -> {
            assertEquals(bytes, from.byteSize());
            for (long at = 0; at < bytes; at += Long.BYTES) {
              if (from.get(JAVA_LONG, at) != at * 0x9e3779b97f4a7c15L) {
                throw new AssertionError("wrong at byte " + at);
              }
            }
          });
      store.delete(key);
    }
    assertEquals(List.of(), TestServer.names(bucket));
    assertEquals(0, TestServer.uploads(bucket));
  }
}
