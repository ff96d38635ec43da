package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Schedules in the forms in which people paste them.
class PastedScheduleTest {
  private static final String REVOLVE = "plan revolve --steps 7 --ram 2 --format ";

  /// The thirteen schedules that the tutorial of checkpoint_schedules prints, planned here at
  /// another size, as its tables print them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "single-memory",
        "single-disk",
        "single-disk --move",
        "revolve --ram 2",
        "multistage --ram 1 --disk 1",
        "disk-revolve --ram 1",
        "periodic-disk-revolve --ram 1",
        "h-revolve --ram 1 --disk 1",
        "mixed --snapshots 1",
        "mixed --snapshots 1 --storage RAM",
        "two-level --period 3 --binomial-snapshots 1",
        "two-level --period 3 --binomial-snapshots 1 --binomial-storage RAM"
      })
  void tablesOfTheTutorialAreRead(String schedule) {
    List<String> plain = Cli.line("plan " + schedule + " --steps 5 --format upstream").lines();
    Cli expected = check(5, plain);
    Cli table = check(5, table(unbounded(schedule, plain)));
    assertEquals(0, table.status(), table.out());
    assertEquals(withoutNotes(expected.out()), withoutNotes(table.out()));
    assertTrue(table.out().contains("\"notes\":["), table.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"actions", "upstream", "jsonl"})
  void theNotationIsDetectedAndNothingIsNoted(String format) {
    List<String> lines = Cli.line(REVOLVE + format).lines();
    Cli said = Cli.withInput(lines(lines), "check", "--steps", "7", "--format", format);
    assertEquals(0, said.status(), said.out());
    assertEquals(said.out(), check(7, lines).out());
    assertFalse(said.out().contains("notes"), said.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INFO:root:",
        "DEBUG:solver.checkpoints:",
        "[INFO] ",
        "2026-01-31 12:00:00,123 ",
        "2026-01-31T12:00:00.5Z INFO ",
        "2026-01-31 12:00:00,123 - solver - INFO - ",
        "2026-01-31 12:00:00.123 | INFO     | __main__:solve:12 - ",
        "[12:00:01] ",
        "rank 0: ",
        "[rank 0] ",
        "Rank 0/4 | ",
        "[1,0]<stdout>:",
        "17: ",
        "17) ",
        "[17] ",
        "  17\t",
        "0.251 ",
        "step 3: ",
        "Action 17: ",
        ">>> ",
        "In [3]: ",
        "\u001b[32mINFO\u001b[0m "
      })
  void whatLogsPutBeforeAnActionIsCutAndNoted(String prefix) {
    // Lines in all notations.
    List<String> lines =
        List.of(
            "Forward(0, 1, False, True, StorageType.WORK)",
            "EndForward()",
            "Reverse(1, 0, clearAdjDeps=true)",
            "{\"action\":\"EndReverse\"}");
    Cli check = check(1, lines.stream().map(line -> prefix + line).toList());
    assertEquals(0, check.status(), check.out());
    assertTrue(check.out().contains("\"actions\":4,"), check.out());
    List<String> notes = notes(check);
    assertEquals(1, notes.size(), check.out());
    assertTrue(
        notes.getFirst().startsWith("what a log puts before an action was cut, 4 times, "),
        notes.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"- ;", "-;", "+;", "# ;", "skip ;", "would do: ;", "not ;", ";  # skipped", "; / 2"})
  void whatMayMeanThatAnActionDoesNotCountIsRefused(String before, String after) {
    List<String> lines = new ArrayList<>(Cli.line(REVOLVE + "upstream").lines());
    lines.set(1, (before == null ? "" : before) + lines.get(1) + (after == null ? "" : after));
    Cli check = check(7, lines);
    assertEquals(1, check.status(), check.out());
    assertTrue(check.out().startsWith("{\"legal\":false,\"line\":2,"), check.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Foward(0, 1, True, False, RAM)", "Forward(0, 1", "EndForward", "0, 4, True"})
  void aMangledActionIsNotPassedOver(String line) {
    List<String> lines = new ArrayList<>(Cli.line(REVOLVE + "upstream").lines());
    lines.add(1, line);
    Cli check = check(7, lines);
    assertTrue(check.out().startsWith("{\"legal\":false,\"line\":2,"), check.out());
  }

  @Test
  void linesOfTwoRanksAreNotOneSchedule() {
    Cli check =
        check(
            1,
            List.of(
                "rank 0: Forward(0, 1, False, True, StorageType.WORK)",
                "rank 1: EndForward()",
                "rank 0: Reverse(1, 0, True)",
                "rank 0: EndReverse()"));
    assertEquals(1, check.status());
    assertTrue(check.out().contains("\"line\":2"), check.out());
    assertTrue(check.out().contains("rank is 1; allowed: the lines of one, here 0"), check.out());
  }

  @Test
  void headingsRulersAndMessagesArePassedOverAndNoted() {
    List<String> lines = new ArrayList<>(Cli.line(REVOLVE + "upstream").lines());
    lines.add(0, "Index   What   Where");
    lines.add(1, "-----  -----  ------");
    lines.add(2, "");
    lines.add(3, "the period is 3");
    Cli check = check(7, lines);
    assertEquals(0, check.status(), check.out());
    assertEquals(
        List.of(
            "a line that names no action was passed over, 3 times, the first, line 1: Index   What "
                + "  Where"),
        notes(check).stream().map(note -> note.replace("'", "")).toList());
  }

  @Test
  void aListAsPythonPrintsItIsReadWithItsEnums() {
    List<String> lines = Cli.line(REVOLVE + "upstream").lines();
    String list =
        "["
            + String.join(", ", lines)
                .replace("StorageType.RAM", "<StorageType.RAM: 0>")
                .replace("StorageType.WORK", "<checkpoint_schedules.StorageType.WORK: -1>")
            + "]";
    assertEquals(check(7, lines).out(), check(7, List.of(list)).out());
    String texts = "['" + String.join("', '", lines) + "']";
    assertEquals(check(7, lines).out(), check(7, List.of(texts)).out());
    // Two columns may be two schedules.
    assertEquals(1, check(7, List.of(String.join("  ", lines))).status());
  }

  @Test
  void blocksThatReachPastTheEndAreCutThere() {
    List<String> lines =
        List.of(
            "Forward(0, 3, True, False, StorageType.DISK)",
            "Forward(3, 6, True, False, StorageType.DISK)",
            "EndForward()",
            "Copy(3, StorageType.DISK, StorageType.WORK)",
            "Forward(3, 6, False, True, StorageType.WORK)",
            "Reverse(6, 3, True)",
            "Copy(0, StorageType.DISK, StorageType.WORK)",
            "Forward(0, 3, False, True, StorageType.WORK)",
            "Reverse(3, 0, True)",
            "EndReverse()");
    Cli check = check(4, lines);
    assertEquals(0, check.status(), check.out());
    assertEquals(
        List.of(
            "a block that reaches past the last step was cut there, 3 times, the first, line 2:"
                + " Forward(3, 6, writeIcs=true, writeAdjDeps=false, DISK)"),
        notes(check));
    // What begins past the end is no block that reaches past it.
    List<String> beyond = new ArrayList<>(lines);
    beyond.add(2, "Forward(6, 9, False, False, StorageType.WORK)");
    assertEquals(1, check(4, beyond).status());
  }

  /// Whatever one edit makes of a schedule: what is legal with the log's prefixes is legal without.
  @Test
  void leniencyMakesNoScheduleLegal() {
    var random = new SplittableRandom(7);
    List<String> plain = Cli.line(REVOLVE + "upstream").lines();
    for (int round = 0; round < 30; round++) {
      List<String> edited = new ArrayList<>(plain);
      int at = random.nextInt(edited.size());
      switch (random.nextInt(4)) {
        case 0 -> edited.remove(at);
        case 1 -> edited.add(random.nextInt(edited.size()), edited.get(at));
        case 2 -> edited.set(at, edited.get(at).replaceFirst("\\d", "" + random.nextInt(7)));
        default -> edited.set(at, edited.get(at).replaceFirst("True|RAM", "False"));
      }
      Cli alone = check(7, edited);
      Cli logged = check(7, edited.stream().map(line -> "INFO:root:" + line).toList());
      assertEquals(
          withoutNotes(alone.out()).replace("INFO:root:", ""),
          withoutNotes(logged.out()).replace("INFO:root:", ""),
          "round " + round);
    }
  }

  @Test
  void minusIsStandardInput() {
    String lines = lines(Cli.line(REVOLVE + "upstream").lines());
    Cli named = Cli.withInput(lines, "check", "--steps", "7", "-");
    assertEquals(0, named.status(), named.err());
    assertEquals(Cli.withInput(lines, "check", "--steps", "7").out(), named.out());
  }

  @Test
  void drawReadsTheSameAndSaysWhatWasCut(@TempDir Path folder) throws IOException {
    List<String> plain = Cli.line("plan single-memory --steps 5 --format upstream").lines();
    Path file = folder.resolve("log.txt");
    Files.writeString(file, lines(table(unbounded("single-memory", plain))));
    String picture = folder.resolve("log.svg").toString();
    Cli draw = Cli.run("draw", file.toString(), "--steps", "5", "--output", picture);
    assertEquals(0, draw.status(), draw.err());
    assertTrue(draw.out().contains("note: " + file + ": a block that reaches past"), draw.out());
    Files.writeString(file, "skip Forward(0, 5, False, True, StorageType.WORK)\n");
    Cli refused = Cli.run("draw", file.toString(), "--steps", "5", "--output", picture);
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("line 1 of " + file + ": action is 'skip "), refused.err());
  }

  /// As schedules that do not know the number of steps print theirs.
  private static List<String> unbounded(String schedule, List<String> lines) {
    if (schedule.startsWith("none") || schedule.equals("single-memory")) {
      return lines.stream().map(line -> line.replace("(0, 5,", "(0, sys.maxsize,")).toList();
    }
    if (schedule.startsWith("single-disk")) {
      var online = new ArrayList<String>(lines.subList(5, lines.size()));
      online.addFirst("Forward(0, 9223372036854775807, False, True, StorageType.DISK)");
      return online;
    }
    return schedule.startsWith("two-level")
        ? lines.stream()
            .map(line -> line.replace("Forward(3, 5, True", "Forward(3, 6, True"))
            .toList()
        : lines;
  }

  private static List<String> table(List<String> lines) {
    var table = new ArrayList<String>();
    table.add("  Action index:  Picture                Action:");
    table.add("---------------  ---------------------  ------------------------");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String picture =
          switch (line.substring(0, 4)) {
            case "EndF" -> "End Forward";
            case "EndR" -> "End Reverse";
            case "Reve" -> ".   .   \u25c0---\u25c0---";
            case "Forw" -> i == 0 ? "+---\u25b7---\u25b7" : ".   .   ---\u25b6";
            default -> "";
          };
      table.add("%15d  %-21s  %s".formatted(i, picture, line));
    }
    return table;
  }

  private static Cli check(long steps, List<String> lines) {
    return Cli.withInput(lines(lines), "check", "--steps", "" + steps);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static List<String> notes(Cli check) {
    JsonNode notes = JsonMapper.shared().readTree(check.out()).get("notes");
    return notes.values().stream().map(JsonNode::stringValue).toList();
  }

  private static String withoutNotes(String answer) {
    return answer.replaceFirst(",\"notes\":\\[.*\\]", "");
  }
}
