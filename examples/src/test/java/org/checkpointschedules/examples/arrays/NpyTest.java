package org.checkpointschedules.examples.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that NumPy wrote, by the script beside them, and files that it reads.
class NpyTest {
  @TempDir private Path folder;

  private static Path numpys(String name) {
    try {
      return Path.of(NpyTest.class.getResource("/npy/" + name + ".npy").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c-f8, 8",
    "fortran-f8, 8",
    "big-f8, 8",
    "c-f4, 4",
    "fortran-big-f4, 4",
    "version2-f8, 8",
    "version3-f8, 8"
  })
  void everyOrderAndWidthIsReadAsNumPyMeantIt(String name, int elementBytes) {
    NumberArray array = Npy.read("velocity", numpys(name));
    assertArrayEquals(new int[] {2, 3, 4}, array.shape());
    assertArrayEquals(new int[] {2, 3, 4}, Npy.shape("velocity", numpys(name)));
    assertEquals(elementBytes, array.elementBytes());
    double[] expected = IntStream.range(0, 24).mapToDouble(i -> (i - 7) / 8.0).toArray();
    assertArrayEquals(expected, array.values());
  }

  @Test
  void linesAndScalars() {
    assertArrayEquals(new int[] {5}, Npy.read("initial", numpys("line-f8")).shape());
    NumberArray scalar = Npy.read("initial", numpys("scalar-f8"));
    assertArrayEquals(new int[0], scalar.shape());
    assertArrayEquals(new double[] {0.5}, scalar.values());
  }

  @ParameterizedTest
  @CsvSource({
    "empty, has no numbers",
    "float16, float16",
    "int32, type '<i4'",
    "complex128, complex128",
    "bool, bool",
    "records, structured",
    "objects, Python objects"
  })
  void everythingElseIsRefusedByName(String name, String word) {
    assertRefused(numpys(name), word);
  }

  private static void assertRefused(Path file, String word) {
    var refused =
        assertThrows(InvalidArgumentException.class, () -> Npy.read("velocity", file), word);
    assertEquals("velocity", refused.argument());
    assertTrue(refused.getMessage().contains(word), refused.getMessage());
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
  }

  /// Every way to cut a file, and every way to lengthen it.
  @Test
  void lengthsThatDoNotFitAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(numpys("line-f8"));
    Path file = folder.resolve("cut.npy");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertRefused(file, length < 128 ? "it " : "its header says");
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
    assertRefused(file, "its header says");
    assertRefused(folder.resolve("none.npy"), "can be read");
    assertRefused(folder, "can be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (5,), 'more': True}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (5,)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (5,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': 5}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-5,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (5}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (5,)} x",
        "{'descr': '<f8', 'fortran_order': False, 'shape': '5'}",
        "{'descr': '<f8', 'fortran_order': 'False', 'shape': (5,)}",
        "{'descr': '<f8, 'fortran_order': False, 'shape': (5,)}",
        "{'descr': [('a', '<f8'), 'fortran_order': False, 'shape': (5,)}",
        "{'descr': '', 'fortran_order': False, 'shape': (5,)}",
        "{'descr': '|f8', 'fortran_order': False, 'shape': (5,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (268435457,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999999999,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 0)}"
      })
  void malformedHeadersAreRefused(String header) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    var bytes = new byte[10 + text.length + 40];
    System.arraycopy(Files.readAllBytes(numpys("line-f8")), 0, bytes, 0, 8);
    bytes[8] = (byte) text.length;
    System.arraycopy(text, 0, bytes, 10, text.length);
    Path file = Files.write(folder.resolve("header.npy"), bytes);
    assertRefused(file, "");
  }

  /// Whatever bytes a header has, it is read or refused.
  @Test
  void alteredHeadersAreReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(numpys("c-f8"));
    var random = new SplittableRandom(20);
    Path file = folder.resolve("altered.npy");
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] altered = whole.clone();
      altered[random.nextInt(128)] = (byte) random.nextInt(256);
      Files.write(file, altered);
      try {
        assertEquals(24, Npy.read("velocity", file).values().length);
      } catch (InvalidArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 100, refused + " were refused");
  }

  @Test
  void whatIsWrittenIsReadBackAndByNumPyToo() throws Exception {
    var random = new SplittableRandom(3);
    for (int[] shape : List.of(new int[] {7}, new int[] {3, 5}, new int[] {2, 3, 4})) {
      for (int elementBytes : new int[] {4, 8}) {
        int points = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        double[] values =
            random.doubles(points).map(v -> elementBytes == 4 ? (float) v : v).toArray();
        Path file = folder.resolve("written.npy");
        Npy.write(new NumberArray(values, elementBytes, shape), file);
        NumberArray array = Npy.read("it", file);
        assertArrayEquals(shape, array.shape());
        assertArrayEquals(values, array.values());
        assertEquals(elementBytes, array.elementBytes());
        assertEquals(0, (Files.size(file) - (long) points * elementBytes) % 64);
      }
    }
    Path file = folder.resolve("written.npy");
    Npy.write(new NumberArray(new double[] {1, 2, 3, 4, 5, 6}, 4, 2, 3), file);
    assertEquals(
        "float32 (2, 3) [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]",
        numpy("a=numpy.load('%s'); print(a.dtype, a.shape, a.tolist())".formatted(file)));
  }

  @Test
  void records() throws Exception {
    Path file = folder.resolve("records.npy");
    try (var records =
        new NpyRecords(
            file,
            List.of(
                NpyRecords.Field.text("name", 5),
                NpyRecords.Field.number("n"),
                NpyRecords.Field.flag("on")))) {
      for (long i = 0; i < 12; i++) {
        records.write(List.of("x" + i, i - 1, i % 2 == 0));
      }
    }
    assertEquals(
        "(12,) [b'x0', b'x11'] [-1, 10] [True, False] ('name', 'n', 'on')",
        numpy(
            ("a=numpy.load('%s'); b=a[[0,11]];"
                    + " print(a.shape, b['name'].tolist(), b['n'].tolist(), b['on'].tolist(),"
                    + " a.dtype.names)")
                .formatted(file)));
  }

  /// What NumPy prints, where it is installed.
  private static String numpy(String script) throws IOException, InterruptedException {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", "import numpy\n" + script)
              .redirectErrorStream(true)
              .start();
    } catch (IOException _) {
      assumeTrue(false, "Python is not installed");
      throw new AssertionError();
    }
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(python.waitFor(60, TimeUnit.SECONDS));
    assumeTrue(!out.contains("No module named"), "NumPy is not installed");
    return out.strip();
  }
}
