package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Results whose files fail: nothing finished is lost, and nothing good is destroyed.
class OutputsTest {
  private static final Path FULL = Path.of("/dev/full");
  private static final String BURGERS = "run burgers --steps 60 --ram 2 --disk 3";
  private static final String SHOTS = "run fwi --steps 40 --shots 2 --threads 1 --ram 2 --disk 3";

  @TempDir private Path folder;
  private Path journals;
  private Path gradient;

  @BeforeEach
  void paths() {
    journals = folder.resolve("d");
    gradient = folder.resolve("g");
  }

  private byte[] expected(String command) throws IOException {
    Path file = folder.resolve("expected");
    Cli run = Cli.line(command + " --gradient " + file);
    assertEquals(0, run.status(), run.err());
    return Files.readAllBytes(file);
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BURGERS, SHOTS})
  void aFinishedRunIsKeptUntilItsResultIsWritten(String command) throws IOException {
    assumeTrue(Files.exists(FULL), "there is no device that is always full");
    byte[] expected = expected(command);
    String resumed = command + " --resume --directory " + journals + " --gradient ";
    for (int time = 0; time < 2; time++) {
      Cli failed = Cli.line(resumed + FULL);
      assertEquals(1, failed.status(), failed.out());
      assertTrue(failed.err().contains("could not be written to /dev/full: "), failed.err());
      assertTrue(failed.err().contains("is kept in " + journals), failed.err());
      assertTrue(failed.out().contains("adjoint steps"), "the table is printed all the same");
    }
    assertTrue(names(journals).getFirst().startsWith("checkpoints-"));
    Cli delivered = Cli.line(resumed + gradient);
    assertEquals(0, delivered.status(), delivered.err());
    assertArrayEquals(expected, Files.readAllBytes(gradient));
    assertTrue(delivered.out().matches("(?s).*forward steps +0 +0\n.*"), delivered.out());
    assertTrue(delivered.out().matches("(?s).*adjoint steps +0 +0\n.*"), delivered.out());
    assertEquals(List.of(), names(journals));
  }

  @Test
  void aJournalledRunTakesTheFoldersThatItMade() {
    Cli run = Cli.line(SHOTS + " --resume --directory " + journals.resolve("deep/er"));
    assertEquals(0, run.status(), run.err());
    assertTrue(Files.notExists(journals));
  }

  @Test
  void withoutAJournalTheResultIsSavedElsewhere() throws IOException {
    assumeTrue(Files.exists(FULL), "there is no device that is always full");
    byte[] expected = expected(BURGERS);
    Files.createDirectory(journals);
    Cli failed =
        Cli.line(
            "%s --directory %s --gradient %s --state %2$s/u.npy"
                .formatted(BURGERS, journals, FULL));
    assertEquals(1, failed.status(), failed.out());
    String saved = failed.err().strip().replaceFirst(".*it is saved as ", "");
    assertTrue(saved.startsWith(journals.toString()), failed.err());
    assertArrayEquals(expected, Files.readAllBytes(Path.of(saved)));
    assertTrue(Files.exists(journals.resolve("u.npy")));
    Cli state = Cli.line("%s --state %s --gradient %s".formatted(BURGERS, FULL, gradient));
    assertEquals(1, state.status(), state.out());
    assertTrue(state.err().contains("the state could not be written to /dev/full"), state.err());
    assertArrayEquals(expected, Files.readAllBytes(gradient), "the run went on");
    Path rescued = Path.of(state.err().strip().replaceFirst(".*it is saved as ", ""));
    assertEquals(1_600, Files.size(rescued));
    Files.delete(rescued);
    Files.delete(rescued.getParent());
  }

  @Test
  void whatFailsLeavesTheFilesThatAreThere() throws IOException {
    Files.writeString(gradient, "good");
    Path trace = folder.resolve("t.jsonl");
    Files.writeString(trace, "good");
    Path solver = folder.resolve("solver");
    Files.writeString(solver, "#!/bin/sh\nexit 3\n");
    assumeTrue(solver.toFile().setExecutable(true));
    Cli failed =
        Cli.line("drive --ram 3 --gradient %s --trace %s -- %s".formatted(gradient, trace, solver));
    assertEquals(1, failed.status(), failed.out());
    assertEquals("good", Files.readString(gradient));
    assertEquals("good", Files.readString(trace));
    assertEquals(List.of("g", "solver", "t.jsonl"), names(folder));
  }

  @Test
  void aTraceOfAnEarlierFailureIsNotReplacedByNothing() throws IOException {
    assumeTrue(Files.exists(FULL), "there is no device that is always full");
    Path trace = folder.resolve("t.jsonl");
    String resumed =
        "%s --resume --directory %s --trace %s --gradient ".formatted(BURGERS, journals, trace);
    assertEquals(1, Cli.line(resumed + FULL).status());
    String traced = Files.readString(trace);
    assertTrue(traced.lines().count() > 200);
    Cli delivered = Cli.line(resumed + gradient);
    assertEquals(0, delivered.status(), delivered.err());
    assertTrue(delivered.out().contains(trace + " is left as it is"), delivered.out());
    assertEquals(traced, Files.readString(trace));
    assertEquals(List.of("d", "g", "t.jsonl"), names(folder));
  }

  @Test
  void aTraceThatFailsCostsNoGradient() throws IOException {
    assumeTrue(Files.exists(FULL), "there is no device that is always full");
    byte[] expected = expected(BURGERS);
    Cli run = Cli.line("%s --trace %s --gradient %s".formatted(BURGERS, FULL, gradient));
    assertEquals(1, run.status(), run.out());
    assertTrue(run.err().contains("the trace could not be written to /dev/full"), run.err());
    assertArrayEquals(expected, Files.readAllBytes(gradient));
  }

  @Test
  void aPipeIsWrittenStraightOnceItHasAReader() throws Exception {
    byte[] expected = expected(BURGERS);
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no named pipes");
    var run = CompletableFuture.supplyAsync(() -> Cli.line(BURGERS + " --gradient " + pipe));
    // Opens when the run has come to its end; the run was tried before without a reader.
    assertArrayEquals(expected, Files.readAllBytes(pipe));
    assertEquals(0, run.get().status(), run.get().err());
    assertTrue(run.get().err().contains("waiting for a reader of the pipe"), run.get().err());
    assertEquals(List.of("expected", "pipe"), names(folder));
    Cli image = Cli.line(SHOTS + " --gradient /dev/null");
    assertEquals(0, image.status(), image.err());
    assertTrue(image.out().contains("\n/dev/null is written\n"), image.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--gradient @a --trace @a",
        "--gradient @a --state @link",
        "--gradient @a --trace @d/../a",
        "--gradient @d",
        "--gradient @no/a",
        "--trace @no/a",
        "--gradient @loop"
      })
  void outputsThatCannotBeAreRefusedBeforeAnyWork(String options) throws IOException {
    Files.createDirectory(journals);
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Cli refused = Cli.line("run burgers " + options.replace("@", folder + "/"));
    assertEquals(2, refused.status(), refused.out());
    assertEquals("", refused.out());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertEquals(List.of("d", "link", "loop"), names(folder));
  }

  /// The picture beside the gradient is an output like any other.
  @Test
  void thePictureIsTriedToo() throws IOException {
    Files.createDirectory(folder.resolve("g.png"));
    Cli refused = Cli.line("run fwi --gradient " + gradient);
    assertEquals(2, refused.status(), refused.out());
    assertTrue(refused.err().contains("g.png' (it is a folder)"), refused.err());
    assertFalse(Files.exists(gradient));
  }
}
