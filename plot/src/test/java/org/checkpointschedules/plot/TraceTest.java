package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
  private static final String HEADER =
      "{\"trace\":1,\"steps\":10,\"schedule\":\"h-revolve\",\"levels\":["
          + "{\"name\":\"RAM\",\"slots\":1,\"write\":0,\"read\":0},"
          + "{\"name\":\"DISK\",\"slots\":null,\"write\":2.5,\"read\":2}]}\n";
  private static final String FORWARD =
      "{\"i\":0,\"action\":\"Forward\",\"n0\":0,\"n1\":4,\"writeIcs\":true,\"writeAdjDeps\":false,"
          + "\"storage\":\"RAM\",\"start\":7,\"nanos\":5,\"bytes\":800}\n";
  private static final TraceHeader WRITTEN =
      new TraceHeader(
          10,
          "h-revolve",
          List.of(
              Level.free(StorageLocation.RAM, 1),
              Level.of(StorageLocation.DISK, Level.UNBOUNDED, 2.5, 2)));

  @Test
  void theLinesAreThoseOfTheDocument() throws IOException {
    var out = new StringWriter();
    try (var trace = TraceWriter.to(out, WRITTEN)) {
      trace.write(new TimedAction(new Forward(0, 4, true, false, StorageLocation.RAM), 7, 5, 800));
      trace.write(new TimedAction(new EndForward(), 12, 0, 0));
    }
    assertEquals(
        HEADER
            + FORWARD
            + "{\"i\":1,\"action\":\"EndForward\",\"start\":12,\"nanos\":0,\"bytes\":0}\n",
        out.toString());
  }

  /// The example of the document is a trace, and can be drawn.
  @Test
  void theExampleOfTheDocumentIsRead() throws IOException {
    String document = Files.readString(Path.of("../docs/trace.md"));
    int from = document.indexOf("```json\n") + 8;
    String example = document.substring(from, document.indexOf("```", from));
    try (var trace = TraceReader.from(new StringReader(example))) {
      ScheduleDrawing.ofTrace(trace.header(), trace);
    }
    assertEquals(6, example.lines().count());
  }

  @Test
  void whatIsWrittenIsRead(@TempDir Path folder) throws IOException {
    for (String name : List.of("hrevolve_n10_r1_d2_default", "mixed_n10_s3_DISK", "none_n5")) {
      List<TimedAction> timed = Streams.noisy(Streams.reference(name), 5);
      Path file = folder.resolve(name);
      try (var trace = TraceWriter.create(file, WRITTEN)) {
        for (TimedAction each : timed) {
          trace.write(each);
        }
      }
      var read = new ArrayList<TimedAction>();
      try (var trace = TraceReader.open(file)) {
        assertEquals(WRITTEN, trace.header());
        trace.forEachRemaining(read::add);
      }
      assertEquals(timed, read);
      assertEquals(timed.size() + 1, Files.readAllLines(file).size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"i\":0 | \"i\":1 | line 2",
        "\"i\":0, | '' | a field i",
        "\"n0\":0 | \"n0\":0.5 | a whole number",
        "\"n0\":0 | \"n0\":\"0\" | a whole number",
        "\"n0\":0 | \"n0\":99999999999999999999 | a whole number",
        "\"n0\":0 | \"n0\":0,\"n0\":0 | Duplicate",
        "\"n1\":4 | \"n1\":0 | 0 <= n0 < n1",
        "\"RAM\" | \"TAPE\" | a level for restart data",
        "\"RAM\" | 3 | a string",
        "writeIcs\":true | writeIcs\":1 | true or false",
        "\"Forward\" | \"Onward\" | Forward, Reverse, Copy",
        "800} | 800,\"note\":1} | field note",
        "800} | 800} {} | one whole JSON object",
        "800} | 800 | one whole JSON object",
        "\"nanos\":5 | \"nanos\":-5 | 0 or more",
        "\"start\":7 | \"start\":9223372036854775807 | an end",
      })
  void malformedActionsAreRefused(String right, String wrong, String reason) {
    String line = FORWARD.replace(right, wrong);
    assertTrue(!line.equals(FORWARD), "the case changes nothing");
    refused(HEADER + line, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"trace\":1 | \"trace\":2 | version 1",
        "\"steps\":10 | \"steps\":0 | steps is 0",
        "\"h-revolve\" | \"\" | printable",
        "\"h-revolve\" | \"a\\tb\" | printable",
        "\"DISK\" | \"RAM\" | each name once",
        "\"DISK\" | \"TAPE\" | any name but TAPE",
        "\"slots\":1 | \"slots\":-1 | 0 or more",
        "\"write\":2.5 | \"write\":-2.5 | 0 or more",
        "\"write\":2.5, | '' | a field write",
        "{\"trace\" | [{\"trace\" | one",
      })
  void malformedHeadersAreRefused(String right, String wrong, String reason) {
    String line = HEADER.replace(right, wrong);
    assertTrue(!line.equals(HEADER), "the case changes nothing");
    refused(line + FORWARD, reason);
  }

  @Test
  void otherFilesAreRefused() {
    refused("", "empty");
    refused("\n", "line 1");
    refused("PNG", "line 1");
    refused("x".repeat(100_000), "longer than");
    refused(HEADER + FORWARD + "\n", "line 3");
    refused(HEADER + FORWARD + FORWARD.replace("\"i\":0", "\"i\":1").replace(":7", ":6"), "start");
  }

  @Test
  void tornLinesAreRefusedWithTheirNumber() {
    for (int cut = 1; cut < FORWARD.length() - 1; cut++) {
      String torn = FORWARD.replace("\"i\":0", "\"i\":1").substring(0, cut);
      refused(HEADER + FORWARD + torn, "line 3");
    }
  }

  @Test
  void actionsOutOfOrderAreNotWritten() throws IOException {
    try (var trace = TraceWriter.to(new StringWriter(), WRITTEN)) {
      trace.write(new TimedAction(new EndForward(), 12, 0, 0));
      var late = new TimedAction(new EndForward(), 11, 0, 0);
      assertThrows(InvalidArgumentException.class, () -> trace.write(late));
    }
  }

  private static void refused(String text, String reason) {
    var refusal =
        assertThrows(
            InvalidArgumentException.class,
            () -> {
              try (var trace = TraceReader.from(new StringReader(text))) {
                trace.forEachRemaining(_ -> {});
              }
            });
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }
}
