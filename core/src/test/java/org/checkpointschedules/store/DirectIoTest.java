package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.checkpointschedules.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Entries large enough to bypass the page cache, with it, without it, and where it is refused.
class DirectIoTest {
  private static final CheckpointKey KEY = CheckpointKey.restart(3);

  @TempDir Path directory;

  /// An option that every file system refuses.
  private enum Unknown implements OpenOption {
    OPTION
  }

  private enum Way {
    DIRECT(DirectIo.OPTION),
    BUFFERED(Optional.empty()),
    REFUSED(Optional.of(Unknown.OPTION));

    private final Optional<OpenOption> option;

    Way(Optional<OpenOption> option) {
      this.option = option;
    }
  }

  private CheckpointStore open(Way way) {
    return new DiskStore(directory, Level.UNBOUNDED, way.option);
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static void put(CheckpointStore store, CheckpointKey key, byte[] bytes) {
    store.put(key, bytes.length, to -> to.asByteBuffer().put(bytes));
  }

  private static void assertHolds(CheckpointStore store, CheckpointKey key, byte[] bytes) {
    store.get(key, from -> assertTrue(Arrays.equals(bytes, from.toArray(JAVA_BYTE))));
  }

  private Path slot() throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  /// One slot for all, so that each overwrites another length.
  @ParameterizedTest
  @EnumSource
  void everyLengthAroundBlocksAndPiecesComesBack(Way way) throws IOException {
    int least = (int) SlotFiles.LEAST_DIRECT;
    try (var store = open(way)) {
      for (int whole : new int[] {least, (8 << 20) - SlotBuffer.BLOCK, 16 << 20, least}) {
        for (int more : new int[] {-1, 0, 1, 64, SlotBuffer.BLOCK - 1, SlotBuffer.BLOCK}) {
          byte[] bytes = bytes(whole + more, whole + more);
          put(store, KEY, bytes);
          assertEquals(SlotHeader.BYTES + bytes.length, Files.size(slot()));
          assertHolds(store, KEY, bytes);
          store.delete(KEY);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageIsNoticed(Way way) throws IOException {
    try (var store = open(way)) {
      byte[] bytes = bytes((9 << 20) + 17, 1);
      put(store, KEY, bytes);
      Path slot = slot();
      byte[] good = Files.readAllBytes(slot);
      var random = new SplittableRandom(5);
      for (int round = 0; round < 8; round++) {
        byte[] bad = good.clone();
        bad[round == 0 ? good.length - 1 : random.nextInt(4096, good.length)] ^= 16;
        Files.write(slot, bad);
        assertThrows(CheckpointDamagedException.class, () -> store.get(KEY, _ -> {}));
      }
      Files.write(slot, good);
      assertHolds(store, KEY, bytes);
      for (int length : new int[] {4096, 8 << 20, good.length - 1}) {
        try (var channel = FileChannel.open(slot, StandardOpenOption.WRITE)) {
          channel.truncate(length);
        }
        assertThrows(CheckpointDamagedException.class, () -> store.get(KEY, _ -> {}));
      }
      Files.write(slot, Arrays.copyOf(good, good.length + 1));
      assertThrows(CheckpointDamagedException.class, () -> store.get(KEY, _ -> {}));
    }
  }

  /// Otherwise the tests above compare the page cache with itself.
  @Test
  void thisRuntimeKnowsDirectAccess() throws IOException {
    assertTrue(DirectIo.OPTION.isPresent());
    Path file = directory.resolve("file");
    Files.write(file, new byte[4096]);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, DirectIo.OPTION.get())) {
      assertEquals(4096, channel.size());
    } catch (IOException e) {
      assumeTrue(false, "no direct I/O here: " + e);
    }
  }

  @Test
  void wholeBlocksOfMemoryAreLent() {
    try (var buffer = new SlotBuffer()) {
      for (long bytes : new long[] {1, 4096, 4097, 100_000, 5}) {
        buffer.resize(bytes);
        assertEquals(bytes, buffer.data().byteSize());
        assertEquals(0, buffer.data().address() % SlotBuffer.BLOCK);
        long all = buffer.blocks(0, Long.MAX_VALUE).byteSize();
        assertEquals((bytes + 4095) / 4096 * 4096 + 4096, all);
      }
    }
  }
}
