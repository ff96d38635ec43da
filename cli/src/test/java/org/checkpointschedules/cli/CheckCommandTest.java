package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  private static final Path ACTIONS = Path.of("src/test/resources/reference/actions");

  @ParameterizedTest
  @CsvSource({
    "none_n5, 5, --ram 0 --disk 0",
    "singlememory_n5, 5, --ram 0 --disk 0",
    "revolve_n10_s3, 10, --ram 3 --disk 0",
    "multistage_n10_r1_d2_maximum, 10, --ram 1 --disk 2",
    "mixed_n10_s3_DISK, 10, --ram 0 --disk 3",
    "twolevel_n10_p4_b1_RAM, 10, --ram 1",
    "singledisk_move_n3, 3, --ram 0"
  })
  void playsTheReferencesSchedules(String name, long steps, String options) {
    Cli check =
        Cli.line("check --format upstream --steps " + steps + " " + options + " " + file(name));
    assertEquals(0, check.status(), check.out() + check.err());
    assertTrue(check.out().startsWith("{\"legal\":true,\"forwardSteps\":"), check.out());
    assertEquals("", check.err());
  }

  @Test
  void printsCountsAndPeaks() {
    Cli check = Cli.line("check --format upstream --steps 10 --ram 3 " + file("revolve_n10_s3"));
    assertEquals(
        "{\"legal\":true,\"forwardSteps\":25,\"adjointSteps\":10,\"actions\":40,"
            + "\"writes\":{\"RAM\":6,\"DISK\":0},\"reads\":{\"RAM\":9,\"DISK\":0},"
            + "\"peak\":{\"RAM\":3,\"DISK\":0,\"TAPE\":1},\"kept\":{\"RAM\":0,\"DISK\":0}}\n",
        check.out());
  }

  @Test
  void tooFewSlotsAreReportedWithTheLine() {
    Cli check = Cli.line("check --format upstream --steps 10 --ram 2 " + file("revolve_n10_s3"));
    assertEquals(1, check.status());
    assertEquals("", check.err());
    assertTrue(
        check.out().startsWith("{\"legal\":false,\"line\":3,\"action\":\"Forward("), check.out());
    assertTrue(check.out().contains("\"rule\":"), check.out());
  }

  @Test
  void entriesKeptAreReportedAndWithEmptyAFault() {
    String options = "check --format upstream --steps 3 " + file("singledisk_copy_n3");
    Cli kept = Cli.line(options);
    assertEquals(0, kept.status());
    assertTrue(kept.out().contains("\"kept\":{\"RAM\":0,\"DISK\":3}"), kept.out());
    Cli empty = Cli.line(options + " --empty");
    assertEquals(1, empty.status());
    assertTrue(
        empty.out().startsWith("{\"legal\":false,\"line\":12,\"action\":null,"), empty.out());
  }

  @Test
  void aLineThatIsNoActionIsIllegalWithItsNumber() {
    Cli check = Cli.withInput("\nForward(0, 1, ...)\n", "check", "--steps", "1");
    assertEquals(1, check.status());
    assertTrue(
        check.out().startsWith("{\"legal\":false,\"line\":2,\"action\":\"Forward(0, 1, ...)\""));
  }

  @Test
  void aScheduleThatStopsShortIsIllegal() {
    Cli check =
        Cli.withInput(
            "Forward(0, 1, writeIcs=false, writeAdjDeps=true, TAPE)\n", "check", "--steps", "1");
    assertEquals(1, check.status());
    assertTrue(check.out().startsWith("{\"legal\":false,\"line\":2,\"action\":null,"), check.out());
  }

  @Test
  void anEmptyInputIsIllegal() {
    Cli check = Cli.run("check", "--steps", "1");
    assertEquals(1, check.status());
    assertTrue(check.out().startsWith("{\"legal\":false,\"line\":1,\"action\":null,"), check.out());
  }

  @Test
  void levelsSpelledOutAreTheOnlyOnes() {
    String store = "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)\n";
    Cli check = Cli.withInput(store, "check", "--steps", "1", "--level", "NVME:1:0:0");
    assertEquals(1, check.status());
    assertTrue(check.out().contains("\"line\":1,"), check.out());
    assertTrue(check.out().contains("NVME"), check.out());
  }

  @Test
  void linesMayEndAsOnWindows() {
    String lines = "Forward(0, 1, writeIcs=false, writeAdjDeps=false, NONE)\r\nEndForward()\r\n";
    assertEquals(0, Cli.withInput(lines, "check", "--steps", "1").status());
  }

  @Test
  void aLineWithoutEndTakesNoMemory() {
    Cli check = Cli.withInput("x".repeat(1 << 20), "check", "--steps", "1");
    assertEquals(1, check.status());
    assertTrue(check.out().length() < 1000);
  }

  @Test
  void filesThatCannotBeReadAreWrongRequests(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("empty"), "");
    for (Path path : List.of(folder.resolve("absent"), folder)) {
      Cli check = Cli.run("check", "--steps", "1", path.toString());
      assertEquals(2, check.status());
      assertEquals(
          "checkpoint-schedules check: FILE is '" + path + "'; allowed: a file that can be read\n",
          check.err());
    }
  }

  private static String file(String name) {
    return ACTIONS.resolve(name + ".txt").toString();
  }
}
