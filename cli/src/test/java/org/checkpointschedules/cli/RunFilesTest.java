package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.checkpointschedules.examples.arrays.Npy;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that other programs read and write: .npy and HDF5, for `run`.
class RunFilesTest {
  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static Cli run(String line) {
    Cli run = Cli.line("run " + line);
    assertEquals(0, run.status(), run.out() + run.err());
    return run;
  }

  private static double[] doubles(Path raw) throws IOException {
    var numbers =
        ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    return DoubleStream.generate(numbers::get).limit(numbers.remaining()).toArray();
  }

  private static double[] floats(Path raw) throws IOException {
    var numbers =
        ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    return DoubleStream.generate(numbers::get).limit(numbers.remaining()).toArray();
  }

  @Test
  void everyFormatHasTheSameGradient() throws IOException {
    run("burgers --steps 50 --gradient " + file("g.f64"));
    double[] expected = doubles(file("g.f64"));
    run("burgers --steps 50 --gradient " + file("g.npy"));
    NumberArray array = Npy.read("g", file("g.npy"));
    assertArrayEquals(new int[] {200}, array.shape());
    assertEquals(8, array.elementBytes());
    assertArrayEquals(expected, array.values());
    for (String name : List.of("g.h5", "g.HDF5")) {
      run("burgers --steps 50 --gradient " + file(name));
      try (var hdf5 = new HdfFile(file(name))) {
        assertArrayEquals(expected, (double[]) hdf5.getDatasetByPath("gradient").getData());
      }
    }
  }

  @Test
  void anImageHasItsShapePrecisionAndPicture() throws IOException {
    String fwi = "fwi --steps 40 --threads 1 --gradient ";
    run(fwi + file("g.f32"));
    run(fwi + file("g.npy"));
    Cli written = run(fwi + file("g.h5"));
    assertTrue(written.out().contains(file("g.h5") + ", " + file("g.h5.png") + " are written"));
    NumberArray array = Npy.read("g", file("g.npy"));
    assertArrayEquals(new int[] {161, 81}, array.shape());
    assertEquals(4, array.elementBytes());
    double[] expected = floats(file("g.f32"));
    assertArrayEquals(expected, array.values());
    assertArrayEquals(Files.readAllBytes(file("g.f32.png")), Files.readAllBytes(file("g.npy.png")));
    try (var hdf5 = new HdfFile(file("g.h5"))) {
      var rows = (float[][]) hdf5.getDatasetByPath("gradient").getData();
      assertEquals(161, rows.length);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], rows[i / 81][i % 81]);
      }
    }
  }

  @Test
  void velocitiesInEveryOrderGiveTheGradientOfTheRawOnes() throws IOException {
    int nx = 20;
    int nz = 16;
    double[] velocity =
        IntStream.range(0, nx * nz).mapToDouble(i -> (float) (1.5 + 0.01 * (i % nz))).toArray();
    var raw = ByteBuffer.allocate(4 * nx * nz).order(ByteOrder.LITTLE_ENDIAN);
    var turned = ByteBuffer.allocate(128 + 8 * nx * nz);
    String header = "{'descr': '>f8', 'fortran_order': True, 'shape': (20, 16), }";
    turned.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    turned.put(header.getBytes(StandardCharsets.US_ASCII));
    while (turned.position() < 127) {
      turned.put((byte) ' ');
    }
    turned.put((byte) '\n');
    for (double v : velocity) {
      raw.putFloat((float) v);
    }
    for (int i = 0; i < nx * nz; i++) {
      turned.putDouble(velocity[i % nx * nz + i / nx]);
    }
    Files.write(file("v.f32"), raw.array());
    Files.write(file("turned.npy"), turned.array());
    Npy.write(new NumberArray(velocity, 4, nx, nz), file("v.npy"));
    String options = " --spacing 20 --steps 30 --threads 1 --smooth 40 --gradient ";
    run("fwi --shape 20x16 --velocity " + file("v.f32") + options + file("raw"));
    byte[] expected = Files.readAllBytes(file("raw"));
    for (String name : List.of("v.npy", "turned.npy")) {
      run("fwi --velocity " + file(name) + options + file("g"));
      assertArrayEquals(expected, Files.readAllBytes(file("g")), name);
    }
    run("fwi --shape 20x16 --velocity " + file("v.npy") + options + file("g"));
    double[] rows =
        IntStream.range(0, nx * nz)
            .mapToDouble(i -> 1000 * velocity[i % nx * nz + i / nx])
            .toArray();
    Npy.write(new NumberArray(rows, 8, nz, nx), file("rows.npy"));
    run("fwi --order zx --unit m/s --velocity " + file("rows.npy") + options + file("g"));
    assertArrayEquals(expected, Files.readAllBytes(file("g")));
    for (String wrong :
        List.of(
            "--shape 16x21 --velocity " + file("v.npy"),
            "--shape 16x20 --order xz --velocity " + file("v.npy"),
            "--shape 20x16 --order yx --velocity " + file("v.npy"),
            "--unit ft/s --velocity " + file("v.npy"),
            "--velocity " + file("rows.npy"),
            "--velocity " + file("v.f32"),
            "--velocity " + file("none.npy"))) {
      Cli refused = Cli.line("run fwi " + wrong + " --spacing 20");
      assertEquals(2, refused.status(), refused.out());
      assertEquals(1, refused.err().lines().count(), refused.err());
    }
  }

  @Test
  void initialConditionAndObservationsMayBeArrays() throws IOException {
    double[] initial = {1, 0.5, 0.25, 0.5, 1.5, 2};
    Npy.write(new NumberArray(initial, 8, 6), file("u0.npy"));
    Npy.write(new NumberArray(new double[6], 4, 6), file("u1.npy"));
    Files.write(file("u0.txt"), DoubleStream.of(initial).mapToObj(Double::toString).toList());
    Files.write(file("u1.txt"), DoubleStream.of(new double[6]).mapToObj(u -> "" + u).toList());
    for (String kind : List.of("npy", "txt")) {
      run(
          "burgers --steps 40 --initial %s --observations %s --gradient %s"
              .formatted(file("u0." + kind), file("u1." + kind), file(kind)));
    }
    assertArrayEquals(Files.readAllBytes(file("txt")), Files.readAllBytes(file("npy")));
    Npy.write(new NumberArray(initial, 8, 2, 3), file("matrix.npy"));
    Npy.write(new NumberArray(new double[] {1, Double.NaN, 2}, 8, 3), file("nan.npy"));
    for (String wrong : List.of("matrix.npy", "nan.npy")) {
      Cli refused = Cli.line("run burgers --initial " + file(wrong));
      assertEquals(2, refused.status(), refused.out());
      assertEquals(1, refused.err().lines().count(), refused.err());
    }
  }

  @Test
  void theLastStateIsThatOfTheObjective() {
    Cli run = run("burgers --steps 60 --state " + file("u.npy"));
    assertTrue(run.out().contains(file("u.npy") + " is written"), run.out());
    double energy =
        DoubleStream.of(Npy.read("u", file("u.npy")).values()).map(u -> 0.5 * u * u / 200).sum();
    assertTrue(run.out().contains("objective %.7e".formatted(energy).substring(0, 17)), run.out());
    run("fwi --steps 40 --shots 2 --threads 1 --state " + file("w.h5"));
    try (var hdf5 = new HdfFile(file("w-2.h5"))) {
      assertArrayEquals(new int[] {2, 161, 81}, hdf5.getDatasetByPath("state").getDimensions());
    }
    assertTrue(Files.exists(file("w-1.h5")));
    assertFalse(Files.exists(file("w.h5")));
  }

  @Test
  void tracesAreTables() throws IOException {
    String burgers = "burgers --steps 20 --schedule h-revolve --ram 2 --disk 3 --trace ";
    run(burgers + file("t.jsonl"));
    long actions = Files.readAllLines(file("t.jsonl")).size() - 1;
    run(burgers + file("t.npy"));
    run(burgers + file("t.h5"));
    String header = Files.readString(file("t.npy"), StandardCharsets.ISO_8859_1);
    assertTrue(header.contains("'shape': (" + actions + ",)"), header.substring(0, 600));
    assertTrue(header.contains("('action', '|S10'), ('n0', '<i8')"), header.substring(0, 600));
    try (var hdf5 = new HdfFile(file("t.h5"))) {
      var names = (String[]) hdf5.getDatasetByPath("action").getData();
      var n0 = (long[]) hdf5.getDatasetByPath("n0").getData();
      var writes = (byte[]) hdf5.getDatasetByPath("writeIcs").getData();
      assertEquals(actions, names.length);
      assertEquals("Forward", names[0]);
      assertEquals(0, n0[0]);
      assertEquals(1, writes[0]);
      assertEquals("EndReverse", names[names.length - 1]);
      assertEquals(-1, n0[names.length - 1]);
      assertEquals(20L, hdf5.getAttribute("steps").getData());
      assertEquals("h-revolve", hdf5.getAttribute("schedule").getData());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--state /nowhere/u.npy",
        "--state u.npy --resume",
        "--bucket s3://bucket/prefix",
        "--level RAM:2:0:0 --level S3:3:1:1 --bucket nowhere",
        "--level RAM:2:0:0 --level S3:3:1:1 --bucket s3://bucket --endpoint ftp://host",
        "--level RAM:2:0:0 --level S3:3:1:1 --endpoint http://host"
      })
  void wrongRequestsAreRefusedBeforeAnyWork(String options) {
    Cli refused = Cli.line("run burgers " + options);
    assertEquals(2, refused.status(), refused.out() + refused.err());
    assertEquals("", refused.out());
    assertEquals(1, refused.err().lines().count(), refused.err());
  }

  /// HDF5 and the object store's client must not slow the start of commands that do without.
  @Test
  void otherCommandsDoNotLoadWhatTheyDoNotNeed() throws Exception {
    Process plan =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "burgers",
                "--steps",
                "20")
            .redirectErrorStream(true)
            .start();
    String out = new String(plan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, plan.waitFor(), out);
    assertTrue(out.contains("org.checkpointschedules.cli.RunSession"));
    for (String library : List.of(" io.jhdf.", " software.amazon.", " org.slf4j.")) {
      assertFalse(out.contains(library), library);
    }
  }
}
