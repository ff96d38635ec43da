package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "revolve | | --ram %d",
        "multistage | --disk 3 | --disk 3 --ram %d",
        "two-level | --period 9 | --period 9 --binomial-storage RAM --binomial-snapshots %d",
        "mixed | | --storage RAM --snapshots %d",
        "disk-revolve | --write-cost 7 | --write-cost 7 --ram %d",
        "periodic-disk-revolve | | --ram %d",
        "periodic-disk-revolve | --period 9 | --period 9 --ram %d",
        "h-revolve | --disk 3 | --disk 3 --ram %d",
        "h-revolve | --level A:2:0:0 --level B:4:1:2 | --level A:%d:0:0 --level B:4:1:2",
        "h-revolve | --level A:2:0:0 --level B:4:1:2 --vary B | --level A:2:0:0 --level B:%d:1:2"
      })
  void everyPointIsThePlan(String schedule, String given, String plan) {
    String options = given == null ? "" : given;
    JsonNode compared =
        curve(
            " --steps 60 --format json --forward-cost 1.5 --schedule " + schedule + " " + options);
    assertEquals(schedule, compared.get("schedule").stringValue());
    JsonNode points = compared.get("points");
    assertEquals(59, points.size());
    for (int slots : List.of(1, 2, 17, 59)) {
      String same = "plan " + schedule + " --steps 60 --forward-cost 1.5 --format summary ";
      JsonNode now = JSON.readTree(Cli.line(same + plan.formatted(slots)).out());
      JsonNode then = JSON.readTree(Cli.line(same + plan.formatted(slots + 1)).out());
      JsonNode point = points.get(slots - 1);
      assertEquals(slots, point.get("slots").intValue());
      assertEquals(now.get("cost"), point.get("cost"));
      assertEquals(now.get("forwardSteps"), point.get("forwardSteps"));
      assertEquals(
          now.get("forwardSteps").doubleValue() / 60,
          point.get("recomputation").doubleValue(),
          1e-5);
      BigDecimal saved = now.get("cost").decimalValue().subtract(then.get("cost").decimalValue());
      assertEquals(
          0, saved.compareTo(point.get("oneMoreSlotSaves").decimalValue()), point.toString());
    }
  }

  @Test
  void storeAllIsAPointOfItsOwn() {
    JsonNode memory = curve("--steps 60 --schedule single-memory --format json");
    assertEquals(59, memory.get("points").get(0).get("slots").intValue());
    assertEquals(120, memory.get("points").get(0).get("cost").intValue());
    assertTrue(memory.get("knee").isNull());
    JsonNode mixed = curve("--steps 60 --schedule mixed --format json");
    assertEquals(memory.get("points").get(0).get("cost"), mixed.get("points").get(58).get("cost"));
  }

  @Test
  void memoryIsCountedInBytesToo() {
    JsonNode points =
        curve("--steps 60 --schedule revolve --entry 256MiB --format json").get("points");
    JsonNode third = points.get(2);
    assertEquals(3L * 256 << 20, third.get("bytes").longValue());
    // Four entries go into a GiB.
    assertEquals(
        third.get("cost").intValue() - points.get(6).get("cost").intValue(),
        third.get("oneMoreGiBSaves").intValue());
  }

  @Test
  void theCsvSaysWhatTheJsonSays() {
    String command = "compare --steps 300 --disk 4 --entry 2e6 --format ";
    JsonNode schedules = JSON.readTree(Cli.line(command + "json").out()).get("schedules");
    List<String> lines = Cli.line(command + "csv").lines();
    assertEquals(
        "schedule,slots,bytes,forward_steps,recomputation,cost,optimal,one_more_slot_saves,"
            + "one_more_gib_saves,knee",
        lines.getFirst());
    int line = 1;
    for (JsonNode schedule : schedules) {
      for (JsonNode point : schedule.get("points")) {
        var cells = new StringBuilder(schedule.get("schedule").stringValue());
        point.forEach(cell -> cells.append(',').append(cell.asString()));
        cells.append(',').append(point.get("slots").equals(schedule.get("knee")));
        assertEquals(cells.toString(), lines.get(line++));
      }
    }
    assertEquals(lines.size(), line);
  }

  @Test
  void theTableShowsTheKneeAndWhereOneStands() {
    Cli compare =
        Cli.line("compare --steps 1000 --ram 7 --schedule revolve --schedule disk-revolve");
    assertEquals(0, compare.status(), compare.err());
    JsonNode revolve = curve("--steps 1000 --ram 7 --schedule revolve --format json");
    long knee = revolve.get("knee").longValue();
    assertTrue(compare.out().matches("(?s).*\nrevolve, knee +" + knee + " .*"), compare.out());
    String seven = null;
    for (JsonNode point : revolve.get("points")) {
      if (point.get("slots").intValue() == 7) {
        seven = "%,d (".formatted(point.get("cost").intValue());
      }
    }
    assertTrue(
        compare.out().matches("(?s).*\nrevolve +7 +" + java.util.regex.Pattern.quote(seven) + ".*"),
        compare.out());
    assertTrue(compare.out().contains("\n         7 "), compare.out());
  }

  @ParameterizedTest
  @CsvSource({"1000", "1e15", "1"})
  void theTableFitsTheWidthOfAPage(String steps) {
    Cli compare =
        Cli.line("compare --disk 2TiB --ram 4GiB --state-bytes 24MiB --period 50 --steps " + steps);
    assertEquals(0, compare.status(), compare.err());
    compare.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  @Test
  void standsWhereTheBudgetPutsIt() {
    // 1 GiB less one step's data and two buffers of a state and 8 KiB each.
    Cli compare = Cli.line("compare --steps 1000 --disk 1GiB --ram 1GiB --state-bytes 24MiB");
    assertTrue(compare.out().matches("(?s).*\nh-revolve +39 .*"), compare.out());
    Cli without = Cli.line("compare --steps 1000 --disk 1GiB --ram 1GiB");
    assertEquals(2, without.status());
    assertTrue(without.err().contains("--state-bytes is missing"), without.err());
  }

  @Test
  void drawsAChart() throws Exception {
    Path chart = folder.resolve("compare.svg");
    Cli compare = Cli.line("compare --steps 1e4 --disk 30 --period 50 --chart " + chart);
    assertEquals(0, compare.status(), compare.err());
    assertTrue(compare.out().endsWith("\n" + chart + " is written\n"), compare.out());
    String svg = Files.readString(chart);
    assertTrue(svg.startsWith("<svg") && svg.contains("10,000 steps, slots in RAM"));
    for (String name : List.of("single-memory", "revolve", "two-level", "h-revolve")) {
      assertTrue(svg.contains(">" + name), name);
    }
    Cli sized =
        Cli.line("compare --steps 1e3 --state-bytes 24MiB --schedule revolve --chart " + chart);
    assertEquals(0, sized.status(), sized.err());
    String saved = sized.out().replaceAll("(?s).*\nrevolve, knee [^\n]*\\(([\\d.]+)%\\)\n.*", "$1");
    assertTrue(
        Files.readString(chart).contains(">revolve (1 GiB more: -" + saved + " %), knee"), saved);
    Cli json = Cli.line("compare --steps 5 --format json --chart " + chart);
    assertEquals(1, json.lines().size());
  }

  @Test
  void manyStepsAreSampled() {
    JsonNode points = curve("--steps 1e15 --schedule revolve --format json").get("points");
    assertTrue(points.size() > 100 && points.size() < 300, "" + points.size());
    assertEquals(999_999_999_999_999L, points.get(points.size() - 1).get("slots").longValue());
    // Each of these takes long to plan.
    var mixed = new Contender(ScheduleKind.MIXED, Map.of(), Optional.empty());
    var few = new TreeSet<>(TradeOff.round(999_999_999_999_999L));
    assertEquals(few, TradeOff.grid(mixed, 999_999_999_999_999L, OptionalLong.empty()));
    few.add(777L);
    assertEquals(few, TradeOff.grid(mixed, 999_999_999_999_999L, OptionalLong.of(777)));
    assertTrue(TradeOff.grid(mixed, 1_000_000, OptionalLong.empty()).size() > few.size());
    assertEquals(0, Cli.line("compare --steps 1").status());
    assertEquals(0, Cli.line("compare --steps 1 --format csv").status());
    assertEquals(List.of(1L, 2L, 5L, 10L, 15L), List.copyOf(TradeOff.round(15)));
    assertTrue(TradeOff.grid(1_000_000, OptionalLong.of(777)).contains(777L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--disk 2 | --steps is missing",
        "--steps 0 | --steps is 0",
        "--steps 9 --format xml | --format is 'xml'; allowed: table, json, csv",
        "--steps 9 --chart c.png | --chart is 'c.png'; allowed: FILE.svg",
        "--steps 9 --chart /nowhere/c.svg | allowed: a file that can be written",
        "--steps 9 --schedule spiral | schedule is 'spiral'; allowed: none,",
        "--steps 9 --schedule none | --schedule is none; allowed: single-memory",
        "--steps 9 --schedule h-revolve | --schedule is h-revolve; allowed: single-memory",
        "--steps 9 --schedule two-level | two-level with --period",
        "--steps 9 --schedule revolve --disk 3 | --disk belongs to none of the schedules",
        "--steps 9 --ram 0 | --ram is 0; allowed: 1 or more",
        "--steps 9 --ram 2 --level A:1:0:0 | --ram cannot be combined with --level",
        "--steps 9 --vary A | --vary is 'A'; allowed: the name of a --level",
        "--steps 9 --level A:1:0:0 --vary B | --vary is 'B'; allowed: the name of a --level",
        "--steps 9 --level A:1:0:0 --schedule revolve | --schedule is revolve; allowed: h-revolve",
        "--steps 9 --entry 0 | --state-bytes is 0; allowed: whole bytes",
        "--steps 9 --entry 3bits | --state-bytes is '3bits'; allowed: whole bytes",
        "--steps 9 --entry 0.5 | --state-bytes is 0.5; allowed: whole bytes",
        "--steps 9 --forward-cost 0 --adjoint-cost 0 --chart c.svg | --chart cannot be drawn: time",
        "--steps 9 --snapshots 3 | --snapshots",
      })
  void wrongRequestsAreOneLine(String options, String says) {
    Cli compare = Cli.line("compare " + options);
    assertEquals(2, compare.status(), compare.out() + compare.err());
    assertEquals("", compare.out());
    assertEquals(1, compare.err().lines().count(), compare.err());
    assertTrue(compare.err().contains(says), compare.err());
    assertFalse(compare.err().contains("Exception"), compare.err());
    assertFalse(Files.exists(Path.of("c.svg")));
  }

  @ParameterizedTest
  @CsvSource({
    "800,800",
    "24MiB,25165824",
    "1.5GB,1500000000",
    "4GiB,4294967296",
    "2 TiB,2199023255552",
    "0.5KiB,512",
    "1e3,1000",
    "1_000B,1000"
  })
  void readsBytes(String text, long bytes) {
    assertEquals(bytes, ByteSize.parse("--entry", text));
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "1QB", "1e99", "9e18KiB", "GiB", "1..2", "0.3"})
  void refusesOtherBytes(String text) {
    assertThrows(WrongRequest.class, () -> ByteSize.parse("--entry", text));
  }

  @Test
  void spellsBytes() {
    assertEquals("800 B", ByteSize.text(new BigDecimal(800)));
    assertEquals("24.0 MiB", ByteSize.text(new BigDecimal(24 << 20)));
    assertEquals("1.5 GiB", ByteSize.text(new BigDecimal(3L << 29)));
  }

  private static JsonNode curve(String options) {
    Cli compare = Cli.line("compare " + options);
    assertEquals(0, compare.status(), compare.err());
    return JSON.readTree(compare.out()).get("schedules").get(0);
  }
}
