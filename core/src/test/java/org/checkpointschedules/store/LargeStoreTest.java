package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sizes beyond 32 bits, and slots beyond what a process may open.
class LargeStoreTest {
  private static final long STATE = (1L << 32) + (9 << 20) + 24;

  @TempDir Path directory;

  private static void put(CheckpointStore store, CheckpointKey key, long bytes, long mark) {
    store.put(
        key,
        bytes,
        to -> {
          for (long at = 0; at + Long.BYTES <= bytes; at += 4096) {
            to.set(JAVA_LONG, at, mark + at);
          }
          to.set(JAVA_LONG, bytes - Long.BYTES, ~mark);
        });
  }

  private static void assertHolds(CheckpointStore store, CheckpointKey key, long bytes, long mark) {
    var read = new boolean[1];
    store.get(
        key,
        (MemorySegment from) -> {
          read[0] = true;
          assertEquals(bytes, from.byteSize());
          for (long at = 0; at + Long.BYTES <= bytes; at += 4096) {
            if (from.get(JAVA_LONG, at) != mark + at) {
              assertEquals(mark + at, from.get(JAVA_LONG, at), "at byte " + at);
            }
          }
          assertEquals(~mark, from.get(JAVA_LONG, bytes - Long.BYTES));
        });
    assertTrue(read[0]);
  }

  /// Needs 9 GiB of memory, and the disk of one state.
  @Test
  @Tag("heavy")
  void aStateOverFourGiBComesBack() throws IOException {
    assumeTrue(
        Files.getFileStore(directory).getUsableSpace() > 2 * STATE, "the disk is too small here");
    var key = CheckpointKey.restart(1);
    try (var memory = Stores.ram(1)) {
      put(memory, key, STATE, 5);
      assertHolds(memory, key, STATE, 5);
    }
    for (CheckpointStore store :
        List.of(Stores.disk(directory, 1), OverlappedStore.over(Stores.disk(directory, 1), 1, 2))) {
      try (store) {
        put(store, key, STATE, 77);
        if (store instanceof OverlappedStore overlapped) {
          overlapped.settle();
        }
        assertHolds(store, key, STATE, 77);
      }
    }
  }

  @Test
  void aMillionSlotsPlannedAndAThousandUsedKeepNoFileOpen() {
    long before = openFiles();
    try (var store = Stores.disk(directory, 1_000_000)) {
      for (long step = 0; step < 1_000; step++) {
        put(store, CheckpointKey.restart(step), 5_000, step);
      }
      assertTrue(openFiles() < before + 100, "files are kept open");
      for (long step = 999; step >= 0; step--) {
        assertHolds(store, CheckpointKey.restart(step), 5_000, step);
      }
      assertTrue(openFiles() < before + 100, "files are kept open");
    }
  }

  /// 0 where the system does not tell.
  private static long openFiles() {
    return Files.isDirectory(Path.of("/proc/self/fd")) ? countOpenFiles() : 0;
  }

  private static long countOpenFiles() {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
