package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `drive` tries before it runs a solver, and what it says that nobody verified.
class DriveRehearsalTest {
  private static final Path EXAMPLES = Path.of("../foreign/examples").toAbsolutePath().normalize();
  private static final String NOBODY = "note: nobody verified the adjoint: ";
  private static final String NO_CONTROL =
      "printf(\"control %zu float64\\n\", n * sizeof *u);".replace("\n", "\\n");

  @TempDir private Path folder;
  private Path initial;

  @BeforeEach
  void initialCondition() throws IOException {
    initial =
        Files.write(
            folder.resolve("u0.txt"),
            DoubleStream.of(new Burgers(BurgersSettings.defaults()).initial())
                .mapToObj(Double::toString)
                .toList());
  }

  /// The example in C with something otherwise.
  private String solver(String... changes) throws IOException {
    Path source = changed("burgers.c", changes);
    Path made = folder.resolve("burgers");
    assumeTrue(
        works("cc", "-O2", "-ffp-contract=off", "" + source, "-o", "" + made),
        "cc is not installed");
    return made.toString();
  }

  private Path changed(String example, String... changes) throws IOException {
    String text = Files.readString(EXAMPLES.resolve(example));
    for (int i = 0; i < changes.length; i += 2) {
      assertTrue(text.contains(changes[i]), changes[i]);
      text = text.replace(changes[i], changes[i + 1]);
    }
    return Files.writeString(folder.resolve(example), text);
  }

  private static boolean works(String... words) {
    try {
      return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  private static Cli drive(String options, String... solver) {
    return Cli.run(
        Stream.of(List.of("drive"), List.of(options.split(" ")), List.of("--"), List.of(solver))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static String last(Cli run) {
    return run.lines().getLast();
  }

  private static void failed(Cli run, String what) {
    assertEquals(1, run.status(), run.out());
    assertTrue((run.out() + run.err()).contains(what), run.out() + run.err());
    assertFalse(run.out().contains("\nobjective "), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--ram 3", "--ram 3 --resume", "--ram 3 --auto", "--ram 3 --checked"})
  void anIncompleteAdjointStateIsFound(String options) throws IOException {
    Cli run =
        drive(
            options + " --steps 200 --directory " + folder,
            solver("memcpy(adjoint_slot + 1, w, bytes);", ""),
            "" + initial);
    failed(run, "capture-adjoint leaves bytes unwritten");
  }

  @Test
  void anAccumulatorInPythonIsFound() throws IOException {
    assumeTrue(works("python3", "-c", "import numpy"), "python3 with numpy is not installed");
    Path source =
        changed(
            "burgers.py",
            "def reverse(self, u, w):\n",
            "def reverse(self, u, w):\n        self.acc = getattr(self, 'acc', 0.0) + u @ w\n",
            "repr(float(slots[\"adjoint\"][0]))",
            "repr(float(model.acc))");
    failed(
        drive("--ram 3 --steps 200", "python3", "" + source, "" + initial),
        "initialize-adjoint does not start everything from zero");
    failed(
        drive("--ram 3 --steps 200 --auto", "python3", "" + source, "" + initial),
        "initialize-adjoint does not start everything from zero");
  }

  @Test
  void anAdjointThatNeverComesToItsSlotIsFound() throws IOException {
    assumeTrue(works("python3", "-c", "import numpy"), "python3 with numpy is not installed");
    Path source =
        changed(
            "burgers.py",
            "model.start_adjoint(slots[\"state\"], slots[\"adjoint\"])",
            "model.own = np.zeros(model.n + 1); model.start_adjoint(slots[\"state\"], model.own)",
            "model.reverse(slots[\"data\"], slots[\"adjoint\"][1:])",
            "model.reverse(slots[\"data\"], model.own[1:])");
    failed(drive("--ram 3 --steps 200", "python3", "" + source, "" + initial), "nan");
  }

  @Test
  void aStateThatStopsBeingFiniteEndsTheForward() throws IOException {
    assumeTrue(works("python3", "-c", "import numpy"), "python3 with numpy is not installed");
    Path source =
        changed(
            "burgers.py",
            "def forward(self, u):\n",
            "def forward(self, u):\n"
                + "        self.count = getattr(self, 'count', 0) + 1\n"
                + "        if self.count == 400: u[3] = np.nan\n");
    Cli run = drive("--ram 3 --steps 2000", "python3", "" + source, "" + initial);
    failed(run, "is not finite: number ");
    assertTrue(run.err().contains("the state at the start of step "), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "(diffusion - a) * left, (diffusion + a) * left",
    "w[i] = u[i] * dx, w[i] = -u[i] * dx"
  })
  void aWrongAdjointIsFound(String from, String to) throws IOException {
    String solver = solver(from, to);
    for (String options : List.of("--ram 3", "--ram 3 --taylor 20", "--ram 3 --taylor")) {
      Cli run = drive(options + " --steps 200", solver, "" + initial);
      failed(run, "FAILED: Taylor test of the gradient with respect to the control");
    }
  }

  @Test
  void aRightOneIsVerified() throws IOException {
    String solver = solver();
    for (String options : List.of("", " --taylor=7", " --auto")) {
      Cli run = drive("--ram 3 --steps 200" + options, solver, "" + initial);
      assertEquals(0, run.status(), run.out() + run.err());
      assertTrue(run.out().contains("\npassed: Taylor test of the gradient"), run.out());
      assertTrue(run.out().contains("\nnote: before it the rehearsal took "), run.out());
      assertFalse(run.out().contains(NOBODY), run.out());
    }
    // Of fewer steps than the test would have.
    Cli run = drive("--ram 3 --steps 4 --taylor", solver, "" + initial);
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("on 4 steps: rate "), run.out());
    assertTrue(run.out().contains("rehearsal of 1 step, twice"), run.out());
  }

  @Test
  void whereThereIsNoControlTheLastLineSaysSo() throws IOException {
    String solver =
        solver(NO_CONTROL, "", "memcpy(u, control_slot, bytes);", "memcpy(u, initial, bytes);");
    for (String options : List.of("", " --auto")) {
      Cli run = drive("--ram 3 --steps 200" + options, solver, "" + initial);
      assertEquals(0, run.status(), run.out() + run.err());
      assertTrue(last(run).startsWith(NOBODY + "the solver declares no control"), run.out());
    }
    Cli run = drive("--ram 3 --steps 200 --taylor 5", solver, "" + initial);
    assertEquals(2, run.status(), run.out());
    assertTrue(run.err().contains("--taylor needs a solver that declares its control"), run.err());
    run = drive("--ram 3 --taylor 0", solver, "" + initial);
    assertEquals(2, run.status(), run.out());
    assertTrue(run.err().contains("--taylor is 0; allowed: "), run.err());
  }

  @Test
  void whereNothingIsSeenTheLastLineSaysSo() throws IOException {
    String solver =
        solver(
            "memcpy(u, control_slot, bytes);",
            "memcpy(u, initial, bytes);",
            "w[i] = u[i] * dx;",
            "w[i] = 0;");
    Cli run = drive("--ram 3 --steps 200", solver, "" + initial);
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(
        last(run).startsWith(NOBODY + "a Taylor test of its first steps (1) shows nothing"),
        run.out());
    failed(drive("--ram 3 --steps 200 --taylor", solver, "" + initial), "nothing to be seen");
  }

  private static final String REVERSE = "} else if (!strncmp(line, \"reverse \", 8)) {";

  /// In the middle of the adjoint.
  private String diesOnce() {
    Path mark = folder.resolve("mark");
    return """
    } else if (!strcmp(line, "reverse 150") && access("%s", 0)) {
      close(open("%s", O_CREAT | O_WRONLY, 0600));
      return 3;
    """
        .formatted(mark, mark);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itIsRehearsedOnce(boolean control) throws IOException {
    String solver =
        control
            ? solver(REVERSE, diesOnce() + REVERSE)
            : solver(
                REVERSE,
                diesOnce() + REVERSE,
                NO_CONTROL,
                "",
                "memcpy(u, control_slot, bytes);",
                "memcpy(u, initial, bytes);");
    String options =
        "--ram 3 --disk 3 --steps 200 --resume --directory %s".formatted(folder.resolve("d"));
    Cli run = drive(options, solver, "" + initial);
    assertEquals(1, run.status(), run.out());
    assertTrue(run.out().contains("passed: rehearsal of 5 steps"), run.out());
    run = drive(options, solver, "" + initial);
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("passed: rehearsal: when this run began"), run.out());
    assertTrue(run.out().contains("\nnote: continued from"), run.out());
    assertEquals(!control, last(run).startsWith(NOBODY), run.out());
    // The run is done, and forgotten.
    run = drive(options, solver, "" + initial);
    assertTrue(run.out().contains("passed: rehearsal of 5 steps"), run.out());
  }

  /// Another request is another rehearsal.
  @Test
  void aTestAskedForLaterIsMade() throws IOException {
    String solver = solver(REVERSE, diesOnce() + REVERSE);
    String options =
        "--ram 3 --disk 3 --steps 200 --resume --directory %s".formatted(folder.resolve("d"));
    assertEquals(1, drive(options, solver, "" + initial).status());
    Cli run = drive(options + " --taylor 3", solver, "" + initial);
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("on 3 steps: rate "), run.out());
  }
}
