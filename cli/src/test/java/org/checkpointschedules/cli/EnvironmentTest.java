package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Surroundings that the command cannot work in are refused in a line, before any work.
class EnvironmentTest {
  @TempDir Path directory;

  private static void isRefused(Cli run, String says) {
    assertEquals(2, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains(says), run.err());
    assertEquals(
        1, run.err().lines().filter(line -> !line.startsWith("WARNING")).count(), run.err());
  }

  @Test
  void oneOfSeveralRanksKeepsNoJournal() throws Exception {
    Cli run =
        Cli.process(
            Map.of("OMPI_COMM_WORLD_SIZE", "2"),
            List.of(),
            "run",
            "burgers",
            "--resume",
            "--directory",
            "" + directory);
    isRefused(
        run, "--resume: journal is kept by one of several processes (OMPI_COMM_WORLD_SIZE=2)");
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aNameThatTheLocaleHasNot() throws Exception {
    isRefused(
        Cli.process(
            Map.of("LC_ALL", "C"),
            List.of("-Dsun.jnu.encoding=ANSI_X3.4-1968"),
            "drive",
            "--",
            "./s\u00f6lver"),
        "./s");
  }

  @Test
  void zstdWithoutAPlaceForItsLibrary() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    String words = "run burgers --steps 20 --ram 2 --disk 2 --directory %s --disk-codec ";
    List<String> nowhere = List.of("-Djava.io.tmpdir=" + file);
    Cli zstd = Cli.process(Map.of(), nowhere, (words.formatted(directory) + "zstd").split(" "));
    isRefused(zstd, "java.io.tmpdir, " + file);
    Cli lz4 = Cli.process(Map.of(), nowhere, (words.formatted(directory) + "lz4").split(" "));
    assertEquals(0, lz4.status(), lz4.err());
  }

  /// A family of libraries is made to work together in one version.
  @Test
  void oneVersionOfEachFamilyOfLibraries() {
    var versions = new TreeMap<String, TreeSet<String>>();
    Pattern jar =
        Pattern.compile(".*/(software/amazon/awssdk|tools/jackson/\\w+)/[^/]+/([^/]+)/[^/]+");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator)) {
      Matcher matcher = jar.matcher(entry.replace('\\', '/'));
      if (matcher.matches()) {
        versions.computeIfAbsent(matcher.group(1), _ -> new TreeSet<>()).add(matcher.group(2));
      }
    }
    assertTrue(
        versions.keySet().containsAll(Set.of("software/amazon/awssdk", "tools/jackson/core")),
        path);
    versions.forEach((family, found) -> assertEquals(1, found.size(), family + " " + found));
  }

  @Test
  void whatATerminalWouldObeyIsNotShown() {
    Cli run = Cli.run("draw", "a\u202egpj.exe\u009b2J");
    assertEquals(2, run.status());
    assertFalse(run.err().matches("(?s).*[\u202e\u009b].*"), run.err());
    Cli check = Cli.withInput("Forward(0, \u202e1)\u007f\u009b\n", "check", "--steps", "1");
    assertEquals(1, check.status());
    assertFalse(check.out().matches("(?s).*[\u202e\u009b\u007f].*"), check.out());
    assertTrue(check.out().contains("\\u202e"), check.out());
  }

  @Test
  void aNumberThatIsTooLargeIsToldTheBound() {
    Cli run = Cli.line("plan two-level --steps 10 --period 1e30 --binomial-snapshots 1");
    assertTrue(run.err().contains("from 1 to 9223372036854775806"), run.err());
  }

  @Test
  void foldersThatTheRunMadeGo() {
    Path made = directory.resolve("a/b");
    Cli run = Cli.line("run fwi --steps 30 --ram 2 --disk 2 --resume --directory " + made);
    assertEquals(0, run.status(), run.err());
    assertFalse(Files.exists(directory.resolve("a")));
  }
}
