package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("org.checkpointschedules.cli.EverySchedule#all")
  void drawsEverySchedule(EverySchedule schedule) throws Exception {
    Cli draw = draw(schedule.plan().replaceFirst("plan ", "") + " --output @a.svg");
    assertEquals(0, draw.status(), draw.err());
    assertEquals(folder.resolve("a.svg") + " is written\n", draw.out());
    assertEquals("svg", root(folder.resolve("a.svg")));
    assertTrue(Files.readString(folder.resolve("a.svg")).contains(schedule.name() + ", "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"actions", "upstream", "jsonl"})
  void aScheduleInAFileIsDrawnAsTheScheduleItself(String format) throws IOException {
    String plan = "multistage --steps 30 --ram 2 --disk 3";
    Path file = folder.resolve("multistage");
    Files.writeString(file, Cli.line("plan " + plan + " --format " + format).out());
    String options = " --steps 30 --ram 2 --disk 3 --output ";
    assertEquals(0, draw("@multistage" + options + "@file.svg").status());
    assertEquals(0, draw(plan + " --output @plan.svg").status());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("plan.svg")),
        Files.readAllBytes(folder.resolve("file.svg")));
    String[] words = words("draw -" + options + "@in.svg");
    assertEquals(0, Cli.withInput(Files.readString(file), words).status());
    String drawn = Files.readString(folder.resolve("in.svg"));
    assertEquals(
        Files.readString(folder.resolve("plan.svg")),
        drawn.replace("standard input", "multistage"));
  }

  @Test
  void writesAPageForHtml() throws IOException {
    assertEquals(0, draw("h-revolve --steps 40 --ram 2 --disk 3 --output @a.html").status());
    String page = Files.readString(folder.resolve("a.html"));
    assertTrue(page.startsWith("<!"), page.substring(0, 40));
    assertTrue(page.contains("\"title\":\"h-revolve, 40 steps\""));
  }

  @Test
  void laysTwoSideBySide() throws IOException {
    var command =
        new ArrayList<>(List.of(words("draw revolve --steps 40 --ram 2 --output @b.html")));
    command.addAll(List.of("--beside", "h-revolve --ram 1 --disk 4"));
    Cli draw = Cli.run(command.toArray(String[]::new));
    assertEquals(0, draw.status(), draw.err());
    String page = Files.readString(folder.resolve("b.html"));
    assertTrue(page.contains("\"title\":\"revolve, 40 steps\""));
    assertTrue(page.contains("\"title\":\"h-revolve, 40 steps\""));
    command.set(command.size() - 1, "revolve --steps 30 --ram 1");
    assertEquals(0, Cli.run(command.toArray(String[]::new)).status());
    assertTrue(
        Files.readString(folder.resolve("b.html")).contains("\"title\":\"revolve, 30 steps\""));
  }

  @Test
  void drawsTheTraceOfARun() throws Exception {
    Cli run = Cli.run(words("run burgers --steps 40 --ram 2 --disk 2 --trace @run.jsonl"));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().endsWith(folder.resolve("run.jsonl") + " is written\n"), run.out());
    List<String> trace = Files.readAllLines(folder.resolve("run.jsonl"));
    assertTrue(trace.getFirst().startsWith("{\"trace\":1,\"steps\":40,\"schedule\":\"h-revolve\""));
    List<String> plan =
        Cli.line("plan h-revolve --steps 40 --ram 2 --disk 2 --format jsonl").lines();
    assertEquals(plan.size(), trace.size() - 1);
    for (int i = 0; i < plan.size(); i++) {
      String action = plan.get(i).substring(1, plan.get(i).length() - 1);
      assertTrue(trace.get(i + 1).startsWith("{\"i\":" + i + "," + action + ","), trace.get(i + 1));
    }
    assertEquals(0, draw("@run.jsonl --output @run.svg").status());
    assertEquals("svg", root(folder.resolve("run.svg")));
    assertEquals(0, draw("@run.jsonl --beside @run.jsonl --output @run.html").status());
    wrong("@run.jsonl --steps 40 --output @x.svg", "--steps does not belong to a trace");
    Files.writeString(folder.resolve("torn"), trace.get(0) + "\n" + trace.get(2) + "\n");
    wrong("@torn --output @x.svg", "line 2 of the trace is i 1; allowed: i 0");
    Files.write(folder.resolve("binary"), new byte[] {'{', '"', 't', 'r', 'a', 'c', 'e', '"', -1});
    wrong("@binary --output @x.svg", "binary");
    var beside = new ArrayList<>(List.of(words("draw @run.jsonl --output @x.html --beside")));
    beside.add("revolve --steps 40 --ram 2");
    Cli mixed = Cli.run(beside.toArray(String[]::new));
    assertEquals(2, mixed.status());
    assertTrue(mixed.err().contains("a schedule and a trace"), mixed.err());
  }

  @Test
  void severalAdjointsHaveATraceEach() throws IOException {
    Cli run = Cli.run(words("run fwi --steps 20 --shots 2 --ram 3 --threads 1 --trace @t.jsonl"));
    assertEquals(0, run.status(), run.out() + run.err());
    for (String name : List.of("t-1.jsonl", "t-2.jsonl")) {
      assertTrue(run.out().contains(folder.resolve(name).toString()), run.out());
      assertEquals(0, draw("@" + name + " --output @x.svg").status());
    }
    assertFalse(Files.exists(folder.resolve("t.jsonl")));
    assertEquals(Path.of("a/b-2.c"), TraceFiles.numbered(Path.of("a/b.c"), 2));
    assertEquals(Path.of(".b-1"), TraceFiles.numbered(Path.of(".b"), 1));
  }

  @BeforeEach
  void schedules() throws IOException {
    Files.writeString(
        folder.resolve("legal"), Cli.line("plan revolve --steps 9 --ram 2 --format actions").out());
    Files.writeString(folder.resolve("illegal"), "\nReverse(9, 8, clearAdjDeps=true)\n");
    Files.writeString(folder.resolve("garbage"), "\n\nForward(0, 4\n");
    Files.writeString(folder.resolve("empty"), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--output @x.svg | SOURCE is missing",
        "revolve --steps 9 --ram 2 | --output is missing; allowed: FILE.svg or FILE.html",
        "revolve --steps 9 --ram 2 --output @x.png | x.png'; allowed: FILE.svg or FILE.html",
        "revolve --steps 9 --ram 2 --output /nowhere/x.svg | allowed: a file that can be written",
        "revolve --steps 9 --ram 2 --output @x.svg --beside @legal | allowed: FILE.html where two",
        "revolve --ram 2 --output @x.svg | --steps is missing",
        "revolve --steps 9 --output @x.svg | --ram is missing",
        "revolve --steps 9 --ram 2 --disk 1 --output @x.svg | --disk does not belong to revolve",
        "revolve --steps 1e12 --ram 2 --output @x.svg | revolve has more than 1000000000 actions",
        "revolve --steps 9 --ram 2 --forward-cost 0 --adjoint-cost 0 --output @x.svg | costs is",
        "spiral --steps 9 --output @x.svg | SOURCE is 'spiral'; allowed: a file that can be read",
        "@legal --output @x.svg | --steps is missing",
        "@legal --steps 9 --ram 1 --output @x.svg | line 2 of",
        "@legal --steps 9 --snapshots 1 --output @x.svg | --snapshots does not belong to",
        "@illegal --steps 9 --output @x.svg | line 2 of",
        "@garbage --steps 9 --output @x.svg | line 3 of",
        "@empty --steps 9 --output @x.svg | actions is none",
        "revolve --steps 9 --ram 2 --output @x.html --beside @nowhere | nowhere",
        "revolve --steps 9 --ram 2 --output @x.html --beside spiral | SOURCE is 'spiral'",
        "revolve --steps 9 --ram 2 --output @x.html --beside --ram | --beside",
      })
  void wrongRequestsDrawNothing(String options, String says) throws IOException {
    wrong(options, says);
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("x")));
    }
  }

  private void wrong(String options, String says) {
    Cli draw = draw(options);
    assertEquals(2, draw.status(), draw.out() + draw.err());
    assertEquals("", draw.out());
    assertEquals(1, draw.err().lines().count(), draw.err());
    assertTrue(draw.err().contains(says), draw.err());
    assertFalse(draw.err().contains("Exception"), draw.err());
  }

  private Cli draw(String options) {
    return Cli.run(words("draw " + options));
  }

  /// `@` stands for the folder.
  private String[] words(String line) {
    return line.strip().replace("@", folder + "/").split("\\s+");
  }

  private static String root(Path file) throws Exception {
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
    return parser.parse(bytes).getDocumentElement().getTagName();
  }
}
