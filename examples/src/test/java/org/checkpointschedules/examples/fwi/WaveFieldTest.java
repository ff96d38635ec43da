package org.checkpointschedules.examples.fwi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaveFieldTest {
  private static final Grid GRID = new Grid(37, 23, 9);
  private static final double SPACING = 0.01;

  private static Medium medium() {
    var random = new SplittableRandom(7);
    var velocity = new double[GRID.nx() * GRID.nz()];
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = 1.5 + random.nextDouble();
    }
    double dt = 0.9 * Scheme.largestStep(SPACING, 2.5);
    return Medium.ofVelocity(Scheme.of(GRID, SPACING, dt, 2), velocity);
  }

  private static byte[] state(WaveField field, Precision precision) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment state = arena.allocate(AcousticModel.stateBytes(GRID, precision), 64);
      field.capture(state);
      return state.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static void restore(WaveField field, byte[] state) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment segment = arena.allocate(state.length, 64);
      segment.copyFrom(MemorySegment.ofArray(state));
      field.restore(segment);
    }
  }

  private static double at(byte[] state, Precision precision, int x, int z) {
    MemorySegment segment = MemorySegment.ofArray(state);
    return precision.read(segment, GRID.stored(x, z));
  }

  @Test
  void theTwinsDifferInTheirTypeOnly() throws IOException {
    Path sources = Path.of("src/main/java/org/checkpointschedules/examples/fwi");
    assertEquals(
        neutral(Files.readString(sources.resolve("FloatWaveField.java"))),
        neutral(Files.readString(sources.resolve("DoubleWaveField.java"))));
  }

  private static String neutral(String text) {
    return text.replaceAll("\\(float\\) \\((.*)\\);", "$1;")
        .replace("(float) ", "")
        .replaceAll("FLOAT|DOUBLE", "TYPE")
        .replaceAll("[Ff]loat|[Dd]ouble", "type")
        .replaceAll("0x1\\.8p-\\d+f?|2\\^-\\d+", "TINY")
        .replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheFormulaAsItStands(Precision precision) {
    double tolerance = precision == Precision.DOUBLE ? 1e-13 : 2e-5;
    try (var team = new Team(1)) {
      Medium medium = medium();
      WaveField field = precision.field(medium, team);
      var plain = new PlainWave(medium);
      int x0 = GRID.x0() + 5;
      int z0 = GRID.z0() + 20;
      for (int n = 0; n < 150; n++) {
        field.step();
        plain.step();
        field.add(x0, z0, Math.sin(0.3 * n));
        plain.add(x0, z0, Math.sin(0.3 * n));
        byte[] state = state(field, precision);
        double scale = Math.sqrt(plain.energy());
        for (int x = Grid.HALO; x < GRID.columns() - Grid.HALO; x++) {
          for (int z = Grid.HALO; z < GRID.rows() - Grid.HALO; z++) {
            assertEquals(plain.at(x, z), at(state, precision, x, z), tolerance * scale);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void computingOnlyWhereTheWaveHasBeenChangesNoBit(Precision precision) {
    try (var team = new Team(1)) {
      WaveField tracked = precision.field(medium(), team);
      WaveField whole = precision.field(medium(), team);
      for (int n = 0; n < 60; n++) {
        tracked.step();
        tracked.add(GRID.x0(), GRID.z0() + 2, n == 0 ? 1 : 0);
        // Zero, added at the ends of every column, makes the intervals reach over all rows.
        whole.step();
        whole.add(GRID.x0(), GRID.z0() + 2, n == 0 ? 1 : 0);
        widen(whole);
        assertArrayEquals(state(tracked, precision), state(whole, precision));
      }
    }
  }

  private static void widen(WaveField field) {
    for (int x = Grid.HALO; x < GRID.columns() - Grid.HALO; x++) {
      field.add(x, Grid.HALO, 0);
      field.add(x, GRID.rows() - Grid.HALO - 1, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsChangeNoBit(Precision precision) {
    byte[] one = afterSteps(precision, 1);
    assertArrayEquals(one, afterSteps(precision, 2));
    assertArrayEquals(one, afterSteps(precision, 5));
  }

  private static byte[] afterSteps(Precision precision, int threads) {
    try (var team = new Team(threads)) {
      WaveField field = precision.field(medium(), team);
      field.add(GRID.x0() + 9, GRID.z0() + 9, 1);
      for (int n = 0; n < 300; n++) {
        field.step();
      }
      return state(field, precision);
    }
  }

  @ParameterizedTest
  @EnumSource
  void restoresWhatWasCapturedAndRecordsWithoutChangingTheStep(Precision precision) {
    try (var team = new Team(2);
        Arena arena = Arena.ofShared()) {
      WaveField field = precision.field(medium(), team);
      MemorySegment laplacian =
          arena.allocate(AcousticModel.adjointDataBytes(GRID, precision), 64).fill((byte) 1);
      field.add(GRID.x0() + 9, GRID.z0() + 9, 1);
      for (int n = 0; n < 10; n++) {
        field.step();
      }
      byte[] start = state(field, precision);
      field.step();
      field.step();
      byte[] end = state(field, precision);
      restore(field, start);
      assertArrayEquals(start, state(field, precision));
      field.step(laplacian);
      field.step(laplacian);
      assertArrayEquals(end, state(field, precision));
      field.clear();
      restore(field, start);
      field.step();
      field.step();
      assertArrayEquals(end, state(field, precision));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOlderLevelAloneIsRestoredToo(Precision precision) {
    try (var team = new Team(1)) {
      WaveField field = precision.field(medium(), team);
      byte[] state = state(field, precision);
      long point = GRID.stored(GRID.x0() + 9, GRID.z0() + 9);
      precision.write(MemorySegment.ofArray(state), GRID.computedPoints() + point, 1);
      restore(field, state);
      field.step();
      assertEquals(-1, at(state(field, precision), precision, GRID.x0() + 9, GRID.z0() + 9));
    }
  }

  @Test
  void theLaplacianIsThatOfTheFormula() {
    try (var team = new Team(1);
        Arena arena = Arena.ofShared()) {
      WaveField field = new DoubleWaveField(medium(), team);
      var plain = new PlainWave(medium());
      MemorySegment laplacian =
          arena.allocate(AcousticModel.adjointDataBytes(GRID, Precision.DOUBLE), 64);
      laplacian.fill((byte) 1);
      field.add(GRID.x0() + 9, GRID.z0() + 9, 1);
      plain.add(GRID.x0() + 9, GRID.z0() + 9, 1);
      for (int n = 0; n < 5; n++) {
        field.step();
        plain.step();
      }
      field.step(laplacian);
      for (int x = Grid.HALO; x < GRID.columns() - Grid.HALO; x++) {
        for (int z = Grid.HALO; z < GRID.rows() - Grid.HALO; z++) {
          assertEquals(
              plain.laplacian(x, z),
              Precision.DOUBLE.read(laplacian, GRID.stored(x, z)),
              1e-14,
              "x=" + x + " z=" + z);
        }
      }
    }
  }

  @Test
  void noValueIsDenormal() {
    try (var team = new Team(1)) {
      WaveField field = new FloatWaveField(medium(), team);
      field.add(GRID.x0() + 9, GRID.z0() + 9, 1);
      for (int n = 0; n < 40; n++) {
        field.step();
        byte[] state = state(field, Precision.SINGLE);
        for (int x = Grid.HALO; x < GRID.columns() - Grid.HALO; x++) {
          for (int z = Grid.HALO; z < GRID.rows() - Grid.HALO; z++) {
            double value = Math.abs(at(state, Precision.SINGLE, x, z));
            assertTrue(value == 0 || value >= 0x1p-64, () -> "value " + value);
          }
        }
      }
    }
  }

  @Test
  void theLayerAbsorbs() {
    // A wave in a homogeneous medium must leave; what comes back is the layer's reflection.
    var grid = new Grid(60, 60, Survey.LAYER);
    var velocity = new double[grid.nx() * grid.nz()];
    Arrays.fill(velocity, 2);
    double dt = 0.9 * Scheme.largestStep(SPACING, 2);
    Medium medium = Medium.ofVelocity(Scheme.of(grid, SPACING, dt, 2), velocity);
    double[] wavelet = Shot.ricker(10, dt, 2_000);
    try (var team = new Team(1)) {
      WaveField field = new DoubleWaveField(medium, team);
      var row = new double[grid.nx()];
      double largest = 0;
      double late = 0;
      for (int n = 0; n < 2_000; n++) {
        field.step();
        field.add(grid.x0() + 30, grid.z0() + 30, wavelet[n]);
        field.sampleRow(grid.z0() + 10, row);
        for (double value : row) {
          largest = Math.max(largest, Math.abs(value));
          // 0.6 s: the wavelet is over at 0.3, and has left the grid 0.2 later
          late = n * dt > 0.6 ? Math.max(late, Math.abs(value)) : late;
        }
      }
      double part = late / largest;
      System.out.printf("reflection of the layer %.2e%n", part);
      assertTrue(part < 0.03, () -> "reflected " + part);
    }
  }
}
