package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--no-replay-check`, `--reproducible-to` and `--allow-not-finite`, with solvers that need them.
class CheckOptionsTest {
  private static final Path EXAMPLE = Path.of("../foreign/examples/burgers.c");
  private static final String FORWARD = "static void forward(void) {";

  @TempDir private Path folder;

  /// The example in C with something put behind a place of its text.
  private String solver(String place, String more) throws Exception {
    String honest = Files.readString(EXAMPLE);
    String changed = honest.replace(place, place + more);
    assertNotEquals(honest, changed);
    Path source = Files.writeString(folder.resolve("solver.c"), changed);
    Path program = folder.resolve("solver");
    try {
      assumeTrue(
          new ProcessBuilder("cc", "-O1", "" + source, "-o", "" + program)
                  .inheritIO()
                  .start()
                  .waitFor()
              == 0);
    } catch (IOException e) {
      assumeTrue(false, "cc is not installed");
    }
    return program.toString();
  }

  private Cli drive(String solver, String... options) throws IOException {
    var initial = new ArrayList<String>();
    for (double u : new Burgers(BurgersSettings.defaults()).initial()) {
      initial.add(Double.toString(u));
    }
    Path file = Files.write(folder.resolve("u0.txt"), initial);
    var words = new ArrayList<String>(List.of("drive", "--ram", "4"));
    Collections.addAll(words, options);
    Collections.addAll(words, "--", solver, file.toString(), "120");
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void whatBeginsToMatterLateIsFoundUnlessTheCheckIsOff() throws Exception {
    String solver = solver(FORWARD, "static long calls; u[0] += ++calls > 50 ? 1e-9 * calls : 0;");
    Cli found = drive(solver);
    assertEquals(1, found.status(), found.out());
    assertTrue(found.err().contains("led to another state than the first time"), found.err());
    Cli off = drive(solver, "--no-replay-check");
    assertEquals(0, off.status(), off.err());
    assertTrue(off.out().contains("\nreplay check: off\n"), off.out());
  }

  @Test
  void roundingIsRefusedUnlessItIsAllowed() throws Exception {
    String solver = solver(FORWARD, "static long calls; u[0] *= 1 + 3e-16 * (++calls % 3);");
    assertEquals(1, drive(solver).status());
    Cli allowed = drive(solver, "--reproducible-to", "1e-9");
    assertEquals(0, allowed.status(), allowed.err());
    assertTrue(allowed.out().contains("not bit-identical, largest difference"), allowed.out());
    Cli checked = drive(solver, "--reproducible-to", "1e-9", "--checked");
    assertEquals(0, checked.status(), checked.err());
  }

  @Test
  void aGradientThatIsNotFiniteIsRefusedUnlessItIsAllowed() throws Exception {
    String solver =
        solver("      memcpy(gradient_slot, w, bytes);", "gradient_slot[3] = 0.0 / 0.0;");
    Cli refused = drive(solver);
    assertEquals(1, refused.status(), refused.out());
    assertTrue(
        refused.err().contains("the gradient is not finite: number 3 is NaN"), refused.err());
    assertEquals(0, drive(solver, "--allow-not-finite").status());
  }

  @Test
  void anExampleThatOverflowsEndsEarly() throws IOException {
    Path initial = folder.resolve("u0.txt");
    Files.write(initial, Collections.nCopies(3, "1e200"));
    Cli run = Cli.run("run", "burgers", "--initial", "" + initial, "--steps", "100");
    assertEquals(1, run.status(), run.out());
    assertTrue(run.err().contains("not finite") || run.err().contains(" is Infinity"), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--reproducible-to 0, --reproducible-to is 0",
    "--reproducible-to 1, --reproducible-to is 1",
    "--reproducible-to much, --reproducible-to is 'much'",
  })
  void badOptionsAreRefused(String options, String says) {
    var words = new ArrayList<String>(List.of("run", "burgers"));
    Collections.addAll(words, options.split(" "));
    Cli run = Cli.run(words.toArray(String[]::new));
    assertEquals(2, run.status(), run.out());
    assertTrue(run.err().contains(says), run.err());
  }

  @Test
  void noCheckAndTheFullOneExcludeEachOther() throws IOException {
    Cli run = drive("true", "--checked", "--no-replay-check");
    assertEquals(2, run.status(), run.out());
    assertTrue(run.err().contains("does not go with --checked"), run.err());
  }
}
