package org.checkpointschedules.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;

/// Compilers and interpreters of the machine, and what is made with them. Where one is missing, the
/// test is skipped, and says so.
final class Tools {
  static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
  static final Path TEST_SOURCES = Path.of("src/test/c").toAbsolutePath();

  /// Each is made once in a run of the tests.
  private static final Map<String, Path> MADE = new HashMap<>();

  private static final Path FOLDER = Path.of("target/compiled").toAbsolutePath();

  private Tools() {}

  static Path solver() {
    return compiled("cc", "burgers", EXAMPLES.resolve("burgers.c"));
  }

  static Path faulty() {
    return compiled("cc", "faulty", TEST_SOURCES.resolve("faulty.c"));
  }

  static Path kernel() {
    return library("libburgers.so", EXAMPLES.resolve("burgers_kernel.c"));
  }

  static Path kernelInFortran() {
    return compiled(
        "gfortran",
        "libburgersf.so",
        EXAMPLES.resolve("burgers_kernel.f90"),
        "-shared",
        "-fPIC",
        "-Jtarget/compiled");
  }

  /// A copy of an example in which something is otherwise.
  static Path changed(Path folder, String example, String from, String to) {
    try {
      String text = Files.readString(EXAMPLES.resolve(example));
      assertTrue(text.contains(from), from);
      return Files.writeString(folder.resolve(example), text.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path library(String name, Path source, String... options) {
    var more = new ArrayList<String>(List.of("-shared", "-fPIC", "-Iinclude"));
    more.addAll(List.of(options));
    return compiled("cc", name, source, more.toArray(String[]::new));
  }

  static synchronized Path compiled(String compiler, String name, Path source, String... options) {
    return MADE.computeIfAbsent(name, _ -> compile(compiler, name, source, options));
  }

  private static Path compile(String compiler, String name, Path source, String... options) {
    Path made = FOLDER.resolve(name);
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compile(compiler, made, source, options);
  }

  static Path compile(String compiler, Path made, Path source, String... options) {
    assumeTrue(works(compiler, "--version"), compiler + " is not installed");
    var words = new ArrayList<String>(List.of(compiler, "-O2", "-ffp-contract=off"));
    words.addAll(List.of(options));
    words.addAll(List.of(source.toString(), "-o", made.toString()));
    assertEquals("", output(words));
    assertTrue(Files.exists(made));
    return made;
  }

  static List<String> python() {
    assumeTrue(works("python3", "-c", "import numpy"), "python3 with numpy is not installed");
    return List.of("python3", EXAMPLES.resolve("burgers.py").toString());
  }

  private static boolean works(String... words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  private static String output(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0
          ? text
          : "failed: " + text;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(words.toString(), e);
    }
  }

  /// The values of the example's own initial condition, one a line, all their bits.
  static Path initial(Path folder) throws IOException {
    return Files.writeString(folder.resolve("u0.txt"), values("\n") + "\n");
  }

  static String values(String separator) {
    return DoubleStream.of(new Burgers(BurgersSettings.defaults()).initial())
        .mapToObj(Double::toString)
        .collect(Collectors.joining(separator));
  }

  /// The objective, then the gradient, that the Java example comes to by storing everything.
  static double[] expected(int steps) {
    var example = new Burgers(BurgersSettings.defaults().withSteps(steps));
    var states = new double[steps + 1][];
    states[0] = example.initial();
    for (int step = 0; step < steps; step++) {
      states[step + 1] = example.model().forward(step, states[step]);
    }
    double[] adjoint = example.seed(states[steps]);
    for (int step = steps - 1; step >= 0; step--) {
      adjoint = example.model().adjoint(step, states[step], adjoint);
    }
    return DoubleStream.concat(
            DoubleStream.of(example.objective(states[steps])), DoubleStream.of(adjoint))
        .toArray();
  }
}
