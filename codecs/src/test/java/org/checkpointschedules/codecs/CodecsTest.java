package org.checkpointschedules.codecs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;
import org.checkpointschedules.store.OverlappedStore;
import org.checkpointschedules.store.Stores;
import org.checkpointschedules.testkit.CheckpointStoreContract;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Lossless codecs are stores like any other and save what they should; the lossy one loses what it
/// says and no more.
class CodecsTest {
  private static final CheckpointKey KEY = CheckpointKey.restart(7);

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> contract() {
    return Stream.of(1, 4, 8, 3)
        .flatMap(width ->
            Stream.of(
                checks("lz4 " + width, () -> Codecs.lz4(Stores.ram(8), width)),
                checks("zstd " + width, () -> Codecs.zstd(Stores.disk(directory, 8), width)),
                checks(
                    "zstd " + width + " behind a thread",
                    () ->
                        OverlappedStore.over(Codecs.zstd(Stores.disk(directory, 8), width), 8, 2))))
        .flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> checks(String name, Supplier<CheckpointStore> open) {
    return CheckpointStoreContract.checks(open).stream()
        .map(check -> DynamicTest.dynamicTest(name + " " + check.name(), check::run));
  }

  /// How many bytes of memory an entry takes within.
  private static long stored(UnaryOperator<CheckpointStore> codec, double[] state) {
    try (var within = Stores.ram(1)) {
      CheckpointStore store = codec.apply(within);
      put(store, state);
      assertArrayEquals(bits(state), bits(get(store)));
      var bytes = new long[1];
      within.get(KEY, entry -> bytes[0] = entry.byteSize());
      return bytes[0];
    }
  }

  private static void put(CheckpointStore store, double[] state) {
    store.put(
        KEY,
        8L * state.length,
        to -> MemorySegment.copy(state, 0, to, JAVA_DOUBLE, 0, state.length));
  }

  private static double[] get(CheckpointStore store) {
    var values = new double[1][];
    store.get(KEY, from -> values[0] = from.toArray(JAVA_DOUBLE));
    return values[0];
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  @Test
  void smoothAndSparseFieldsShrinkAndNoiseDoesNotGrow() {
    int n = 400_000;
    var smooth = new double[n];
    var sparse = new double[n];
    var noise = new double[n];
    var random = new SplittableRandom(3);
    for (int i = 0; i < n; i++) {
      smooth[i] = Math.sin(i * 1e-4);
      sparse[i] = i % 100_000 < 20_000 ? smooth[i] : 0;
      noise[i] = Double.longBitsToDouble(random.nextLong());
    }
    long bytes = 8L * n;
    for (var codec :
        List.<UnaryOperator<CheckpointStore>>of(
            store -> Codecs.lz4(store, 8), store -> Codecs.zstd(store, 8))) {
      assertTrue(stored(codec, smooth) < 0.9 * bytes);
      assertTrue(stored(codec, sparse) < 0.3 * bytes);
      assertTrue(stored(codec, noise) < bytes + 16 + 4 * 5);
    }
    assertTrue(
        stored(store -> Codecs.lz4(store, 8), smooth)
            < stored(store -> Codecs.lz4(store, 1), smooth));
  }

  @Test
  void whatAnotherCodecMadeOrHasBeenCutIsDamaged() {
    try (var within = Stores.ram(1)) {
      put(Codecs.zstd(within, 8), new double[300_000]);
      var entry = new MemorySegment[1];
      within.get(
          KEY, bytes -> entry[0] = Arena.ofAuto().allocate(bytes.byteSize()).copyFrom(bytes));
      for (var other : List.of(Codecs.lz4(within, 8), Codecs.zstd(within, 4))) {
        assertThrows(CheckpointDamagedException.class, () -> get(other));
      }
      CheckpointStore store = Codecs.zstd(within, 8);
      var random = new SplittableRandom(9);
      for (int round = 0; round < 200; round++) {
        long cut = random.nextLong(1, entry[0].byteSize());
        within.delete(KEY);
        within.put(KEY, cut, to -> to.copyFrom(entry[0].asSlice(0, cut)));
        assertThrows(CheckpointDamagedException.class, () -> get(store));
      }
    }
  }

  @Test
  void float32KeepsTheNearestFloats() {
    try (var store = Codecs.float32(Stores.ram(1))) {
      double[] state = {
        0,
        -0.0,
        1.0 / 3,
        Math.PI * 1e30,
        1e-40,
        Float.MAX_VALUE,
        Double.NaN,
        Double.NEGATIVE_INFINITY
      };
      put(store, state);
      double[] kept = get(store);
      for (int i = 0; i < state.length; i++) {
        assertEquals((float) state[i], kept[i]);
      }
    }
  }

  @Test
  void float32RefusesWhatIsNoDoubleOrNoFloat() {
    try (var store = Codecs.float32(Stores.ram(1))) {
      assertThrows(CheckpointMisuseException.class, () -> store.put(KEY, 12, _ -> {}));
      assertThrows(CheckpointMisuseException.class, () -> store.put(KEY, 0, _ -> {}));
      var e =
          assertThrows(CheckpointStoreException.class, () -> put(store, new double[] {1, -1e39}));
      assertTrue(e.getMessage().contains("number 1 of the restart data of step 7"), e::getMessage);
      put(store, new double[] {1});
      assertArrayEquals(new double[] {1}, get(store));
    }
  }

  @Test
  void widthsOutOfRangeAreRefused() {
    for (int width : new int[] {0, -1, 17}) {
      assertThrows(InvalidArgumentException.class, () -> Codecs.lz4(Stores.ram(1), width));
      assertThrows(InvalidArgumentException.class, () -> Codecs.zstd(Stores.ram(1), width));
    }
  }

  @Test
  void shuffledBytesComeBackWhateverTheLength() {
    var random = new SplittableRandom(1);
    for (int length : new int[] {1, 7, 8, 9, 65_535, 65_536, 65_537, 200_001}) {
      for (int width : new int[] {1, 3, 4, 8, 16}) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        byte[] there = new byte[length];
        byte[] back = new byte[length];
        new ByteShuffle(width).shuffle(bytes, there, length);
        new ByteShuffle(width).unshuffle(there, back, length);
        assertArrayEquals(bytes, back);
        assertEquals(bytes[0], MemorySegment.ofArray(there).get(JAVA_BYTE, 0));
      }
    }
  }
}
