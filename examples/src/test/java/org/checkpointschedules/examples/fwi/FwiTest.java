package org.checkpointschedules.examples.fwi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import javax.imageio.ImageIO;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.StoreAll;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FwiTest {
  private static final LongFunction<CheckpointSchedule> SCHEDULES =
      steps -> MultistageCheckpointSchedule.of(steps, 3, 4);

  @TempDir Path directory;

  private Path velocityFile(float... values) throws IOException {
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Files.write(directory.resolve("velocity.f32"), bytes.array());
  }

  private static float[] layers(int nx, int nz) {
    var velocity = new float[nx * nz];
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = i % nz < nz / 2 ? 1.5f : 2.5f;
    }
    return velocity;
  }

  @Test
  void runsFromAFileAndWritesGradientAndPicture() throws IOException {
    Path file = velocityFile(layers(30, 20));
    var settings =
        FwiSettings.builder()
            .velocity(file)
            .shape(30, 20)
            .spacing(20)
            .shots(2)
            .steps(150)
            .threads(2)
            .build();
    try (var fwi = new Fwi(settings)) {
      Outcome outcome = fwi.run(SCHEDULES.apply(150), Optional.of(directory), List.of());
      assertEquals(2, outcome.reports().size());
      assertTrue(outcome.gradientNorm() > 0);
      assertTrue(outcome.objective() > 0);
      Path gradient = directory.resolve("gradient.f32");
      List<Path> written = outcome.writeGradient(gradient);
      assertEquals(List.of(gradient, directory.resolve("gradient.f32.png")), written);
      ByteBuffer raw = ByteBuffer.wrap(Files.readAllBytes(gradient)).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : outcome.gradient()) {
        assertEquals((float) value, raw.getFloat());
      }
      assertEquals(0, raw.remaining());
      BufferedImage picture = ImageIO.read(written.get(1).toFile());
      assertEquals(30 * 21, picture.getWidth());
      assertEquals(20 * 21, picture.getHeight());
      double storeAll =
          fwi.run(SingleMemoryCheckpointSchedule.of(150), Optional.empty(), List.of())
              .gradientNorm();
      assertEquals(storeAll, outcome.gradientNorm());
    }
  }

  @Test
  void shotsAddUp() {
    double[] sum = new double[Velocity.BUILT_IN_NX * Velocity.BUILT_IN_NZ];
    var settings = FwiSettings.builder().steps(60).shots(2).threads(1).build();
    try (var fwi = new Fwi(settings)) {
      for (int shot = 0; shot < 2; shot++) {
        var model = (AcousticModel) fwi.model(shot);
        StoreAll.run(model, 60);
        double[] part = model.gradient();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part[i];
        }
      }
      assertArrayEquals(sum, fwi.run(SCHEDULES.apply(60), Optional.empty(), List.of()).gradient());
    }
  }

  @Test
  void verifiesItself() {
    for (Precision precision : Precision.values()) {
      try (var fwi = new Fwi(FwiSettings.builder().precision(precision).threads(1).build())) {
        for (Check check : fwi.verify(SCHEDULES, Optional.of(directory))) {
          assertTrue(check.passed(), check::toString);
        }
      }
    }
  }

  @Test
  void picturesShowSignsAndZero() throws IOException {
    var field = new double[] {1, 0, 0, -1, 0, 0};
    Path file = directory.resolve("picture.png");
    GradientImage.write(field, 2, 3, file);
    BufferedImage picture = ImageIO.read(file.toFile());
    int size = picture.getWidth() / 2;
    assertEquals(0xff67001f, picture.getRGB(0, 0));
    assertEquals(0xff053061, picture.getRGB(size, 0));
    assertEquals(0xffffffff, picture.getRGB(0, size));
    assertEquals(0xffd6604d, 0xff000000 | GradientImage.color(0.5));
  }

  @Test
  void refusesFilesThatDoNotFit() throws IOException {
    Path file = velocityFile(layers(30, 20));
    refuses("velocity", () -> fwi(file, 30, 21, 20));
    refuses("velocity", () -> fwi(directory.resolve("missing"), 30, 20, 20));
    refuses("velocity", () -> fwi(directory, 30, 20, 20));
    float[] metres = layers(30, 20);
    metres[77] = 1_500;
    refuses("velocity", () -> fwi(velocityFile(metres), 30, 20, 20));
    metres[77] = Float.NaN;
    refuses("velocity", () -> fwi(velocityFile(metres), 30, 20, 20));
  }

  private static void fwi(Path file, int nx, int nz, double spacing) {
    new Fwi(FwiSettings.builder().velocity(file).shape(nx, nz).spacing(spacing).build()).close();
  }

  @Test
  void refusesSettingsOutOfRange() throws IOException {
    Path file = velocityFile(layers(30, 20));
    refuses("shape", () -> FwiSettings.builder().velocity(file).spacing(10).build());
    refuses("spacing", () -> FwiSettings.builder().velocity(file).shape(30, 20).build());
    refuses("shape", () -> FwiSettings.builder().shape(30, 20).build());
    refuses("spacing", () -> FwiSettings.builder().spacing(10).build());
    refuses("shape", () -> fwi(file, 7, 20, 20));
    refuses("spacing", () -> fwi(file, 30, 20, Double.NaN));
    refuses("smooth", () -> FwiSettings.builder().smooth(0).build());
    refuses("shots", () -> FwiSettings.builder().shots(0).build());
    refuses("shots", () -> FwiSettings.builder().shots(162).build());
    refuses("steps", () -> FwiSettings.builder().steps(0).build());
    refuses("steps", () -> FwiSettings.builder().steps(1_000_000_000_000L).build());
    refuses("threads", () -> FwiSettings.builder().threads(0).build());
    refuses("frequency", () -> FwiSettings.builder().frequency(-1).build());
    refuses("frequency", () -> new Fwi(FwiSettings.builder().frequency(38).build()).close());
    refuses("dt", () -> FwiSettings.builder().dt(Double.POSITIVE_INFINITY).build());
    refuses(
        "schedule steps",
        () -> {
          try (var fwi = new Fwi(FwiSettings.builder().threads(1).build())) {
            fwi.run(SCHEDULES.apply(5), Optional.empty(), List.of());
          }
        });
  }

  @Test
  void refusesAnUnstableStepAndNamesTheLimit() {
    double limit = Scheme.largestStep(0.01, 3.2);
    new Fwi(FwiSettings.builder().dt(limit * 0.999).build()).close();
    var refusal =
        assertThrows(
            InvalidArgumentException.class,
            () -> new Fwi(FwiSettings.builder().dt(limit * 1.001).build()));
    assertEquals("dt", refusal.argument());
    assertTrue(refusal.allowed().contains("%.6g".formatted(limit)), refusal::allowed);
  }

  @Test
  void theLimitOfStabilityIsSharp() {
    // Just below, noise stays bounded; just above, it explodes.
    assertTrue(growth(0.999) < 10);
    assertTrue(growth(1.02) > 1e6);
  }

  private static double growth(double part) {
    var grid = new Grid(30, 30, 1);
    var velocity = new double[900];
    Arrays.fill(velocity, 2);
    double dt = part * Scheme.largestStep(0.01, 2);
    Medium medium = Medium.ofVelocity(Scheme.of(grid, 0.01, dt, 1e-9), velocity);
    try (var team = new Team(1)) {
      WaveField field = new DoubleWaveField(medium, team);
      field.add(grid.x0() + 14, grid.z0() + 11, 1);
      var row = new double[30];
      double largest = 0;
      for (int n = 0; n < 2_000 && largest < 1e9; n++) {
        field.step();
        field.sampleRow(grid.z0() + 15, row);
        for (double value : row) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
      return largest;
    }
  }

  @Test
  void readsMarmousi() {
    Path marmousi = Path.of("../../shared/data/marmousi_vp_1601x401.f32");
    assumeTrue(Files.exists(marmousi), "the Marmousi model is not beside the repository");
    var settings =
        FwiSettings.builder().velocity(marmousi).shape(1601, 401).spacing(7.5).steps(30).build();
    try (var fwi = new Fwi(settings)) {
      assertTrue(
          fwi.run(SCHEDULES.apply(30), Optional.of(directory), List.of()).gradientNorm() > 0);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void refuses(String argument, Attempt attempt) {
    var refusal = assertThrows(InvalidArgumentException.class, attempt::run);
    assertEquals(argument, refusal.argument());
  }
}
