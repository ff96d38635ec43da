package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.store.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run --resume` and `clean`, but for the killing, which the fault campaign does.
class ResumeCommandTest {
  @TempDir Path directory;

  private Cli run(String words) {
    return Cli.line(words + " --directory " + directory);
  }

  private List<String> left() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anUnbrokenRunLeavesNothing() throws IOException {
    Cli run = run("run burgers --steps 200 --ram 2 --disk 4 --resume");
    assertEquals(0, run.status(), run.err());
    assertEquals(List.of(), left());
    run = run("run fwi --steps 60 --shots 2 --ram 2 --disk 4 --resume");
    assertEquals(0, run.status(), run.err());
    assertEquals(List.of(), left());
  }

  @Test
  void aRunOfOthersIsRefusedAndCleaned() throws IOException {
    Files.writeString(directory.resolve("checkpoints-mine"), "mine");
    RunFolder.open(directory, "burgers", "another schedule", "another model").close();
    Cli run = run("run burgers --steps 200 --resume");
    assertEquals(1, run.status());
    assertTrue(run.err().contains("is not continued: it is of another schedule"), run.err());
    try (var busy = RunFolder.open(directory, "busy", "a", "b")) {
      Cli clean = run("clean");
      assertEquals(0, clean.status());
      assertTrue(clean.out().endsWith("1 folder removed\n"), clean.out());
      assertTrue(Files.exists(busy.path()));
    }
    assertEquals(List.of("checkpoints-busy", "checkpoints-mine"), left());
    assertEquals(0, run("run burgers --steps 200 --resume").status());
  }

  @Test
  void foreignFilesInARunsFolderAreNamedAndStay() throws IOException {
    Path folder;
    try (var left = RunFolder.open(directory, "burgers", "another schedule", "another model")) {
      folder = left.path();
    }
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.delete(folder.resolve("run.lock"));
    Files.createDirectory(directory.resolve("checkpoints-2024"));
    Cli clean = run("clean");
    assertEquals(0, clean.status());
    assertEquals(
        """
        left %1$s/checkpoints-2024: it has no marker of a run
        left %1$s/checkpoints-burgers: it holds notes.txt, which no run made
        0 folders removed
        """
            .formatted(directory),
        clean.out());
    assertEquals(0, run("run burgers --steps 200 --ram 2 --disk 4 --resume").status());
    Files.delete(folder.resolve("run.lock"));
    Cli refused = run("run burgers --steps 200 --ram 2 --disk 4 --resume");
    assertEquals(1, refused.status());
    assertTrue(
        refused
            .err()
            .contains(
                "is not continued: it has no marker of a run, and it holds notes.txt, which no run"
                    + " made: move it away"),
        refused.err());
    assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
  }

  @Test
  void aMistypedDirectoryIsRefused() {
    assertEquals(2, Cli.run("clean", "--directory", directory.resolve("no").toString()).status());
    assertEquals(2, Cli.run("clean").status());
  }
}
