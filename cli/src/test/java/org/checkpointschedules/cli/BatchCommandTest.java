package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void answersInOrderAndEndsWithTheInput() {
    Cli batch =
        Cli.withInput(
            """
            {"id":1,"schedule":"revolve","steps":10,"ram":3}
            {"id":"two","schedule":"spiral","steps":10}
            {"id":[3,{"x":null}],"schedule":"none","steps":1e3}
            {"schedule":"mixed","steps":4,"snapshots":3,"storage":"RAM","format":"upstream"}
            """,
            "batch");
    assertEquals(0, batch.status());
    assertEquals("", batch.err());
    List<String> lines = batch.lines();
    assertEquals(4, lines.size());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "{\"id\":1,\"schedule\":\"revolve\",\"steps\":10,\"forwardSteps\":25,"
                    + "\"adjointSteps\":10,\"actions\":40,\"writes\":{\"RAM\":6},\"reads\":{\"RAM\":9},"
                    + "\"peak\":{\"RAM\":3,\"TAPE\":1},\"cost\":35,\"optimal\":true,\"planMillis\":"),
        lines.get(0));
    assertTrue(
        lines.get(1).startsWith("{\"id\":\"two\",\"error\":\"schedule is 'spiral'; allowed: none,"),
        lines.get(1));
    assertTrue(lines.get(2).startsWith("{\"id\":[3,{\"x\":null}],\"schedule\":\"none\""));
    assertTrue(lines.get(3).startsWith("{\"id\":null,\"schedule\":\"mixed\""));
    assertTrue(
        lines
            .get(3)
            .endsWith(
                ",\"lines\":[\"Forward(0, 1, False, True, StorageType.RAM)\","
                    + "\"Forward(1, 2, False, True, StorageType.RAM)\","
                    + "\"Forward(2, 3, False, True, StorageType.RAM)\","
                    + "\"Forward(3, 4, False, True, StorageType.WORK)\",\"EndForward()\","
                    + "\"Reverse(4, 3, True)\",\"Move(2, StorageType.RAM, StorageType.WORK)\","
                    + "\"Reverse(3, 2, True)\",\"Move(1, StorageType.RAM, StorageType.WORK)\","
                    + "\"Reverse(2, 1, True)\",\"Move(0, StorageType.RAM, StorageType.WORK)\","
                    + "\"Reverse(1, 0, True)\",\"EndReverse()\"]}"),
        lines.get(3));
  }

  @ParameterizedTest
  @MethodSource("org.checkpointschedules.cli.EverySchedule#all")
  void saysWhatPlanSays(EverySchedule schedule) {
    String plan = Cli.line(schedule.plan() + " --format summary").out();
    String batch = Cli.withInput(request(schedule, "summary"), "batch").out();
    assertEquals(
        plan.replaceFirst("\"planMillis\":.*", ""),
        batch.replaceFirst("\"id\":null,", "").replaceFirst("\"planMillis\":.*", ""));
    List<String> lines = Cli.line(schedule.plan() + " --format actions").lines();
    JsonNode answer = JSON.readTree(Cli.withInput(request(schedule, "actions"), "batch").out());
    assertEquals(lines, answer.get("lines").values().stream().map(JsonNode::stringValue).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | request is no JSON object",
        "[1] | request is '[1]'; allowed: one JSON object",
        "{} {} | request is no JSON object",
        "{\"steps\":1,\"steps\":2} | request is no JSON object",
        "{\"steps\":1} | schedule is missing",
        "{\"schedule\":\"none\"} | steps is missing",
        "{\"schedule\":\"none\",\"steps\":0} | steps is 0; allowed: a whole number from 1 to",
        "{\"schedule\":\"none\",\"steps\":1.5} | steps is 1.5; allowed: a whole number",
        "{\"schedule\":\"none\",\"steps\":1e400} | steps is 1E+400; allowed: a whole number",
        "{\"schedule\":\"none\",\"steps\":\"5\"} | steps is ''\"5\"''; allowed: a whole number",
        "{\"schedule\":\"none\",\"steps\":null} | steps is 'null'; allowed: a whole number",
        "{\"schedule\":5,\"steps\":5} | schedule is 5; allowed: a text",
        "{\"schedule\":\"none\",\"steps\":5,\"colour\":1} | key 'colour' is unknown; allowed: id,"
            + " schedule",
        "{\"schedule\":\"none\",\"steps\":5,\"move\":true} | move does not belong to none; allowed:"
            + " steps,",
        "{\"schedule\":\"single-disk\",\"steps\":5,\"move\":1} | move is 1; allowed: true or false",
        "{\"schedule\":\"none\",\"steps\":5,\"format\":\"table\"} | format is ''\"table\"'';"
            + " allowed: summary",
        "{\"schedule\":\"revolve\",\"steps\":5,\"ram\":-1} | ram is -1; allowed: a whole number, 0"
            + " or more",
        "{\"schedule\":\"h-revolve\",\"steps\":5,\"levels\":[]} | levels is '[]'; allowed: an"
            + " array",
        "{\"schedule\":\"h-revolve\",\"steps\":5,\"levels\":[{\"name\":\"A\",\"slots\":1}]} |"
            + " levels is",
        "{\"schedule\":\"none\",\"steps\":5,\"writeCost\":-1} | writeCost is -1; allowed: a"
            + " decimal",
        "{\"schedule\":\"none\",\"steps\":5,\"writeCost\":\"2\"} | writeCost is",
        "{\"schedule\":\"revolve\",\"steps\":5} | ram is missing",
      })
  void aWrongRequestIsAnAnswer(String request, String says) {
    Cli batch = Cli.withInput(request + "\n{\"schedule\":\"none\",\"steps\":1}\n", "batch");
    assertEquals(0, batch.status());
    assertEquals("", batch.err());
    assertEquals(2, batch.lines().size(), batch.out());
    JsonNode answer = JSON.readTree(batch.lines().getFirst());
    assertEquals(List.of("id", "error"), List.copyOf(answer.propertyNames()));
    String error = answer.get("error").stringValue();
    assertTrue(error.contains(says.replace("''", "'")), error);
    assertTrue(batch.lines().get(1).startsWith("{\"id\":null,\"schedule\":\"none\""));
  }

  @Test
  void blankLinesArePassedOver() {
    Cli batch = Cli.withInput("\n  \t\r\n{\"schedule\":\"none\",\"steps\":1}\n\n", "batch");
    assertEquals(1, batch.lines().size(), batch.out());
  }

  @Test
  void anEndlessLineIsAnAnswerToo() {
    Cli batch = Cli.withInput("x".repeat(3 << 20) + "\n", "batch");
    assertEquals(0, batch.status());
    assertEquals("{\"id\":null,\"error\":\"request is longer than 1048576 bytes\"}\n", batch.out());
  }

  @Test
  void answersBeforeTheNextRequest() throws IOException {
    var requests = new PipedOutputStream();
    var in = new PipedInputStream(requests);
    var answers = new PipedInputStream();
    var out = new PipedOutputStream(answers);
    var session =
        CompletableFuture.supplyAsync(
            () -> Main.run(new Streams(in, out, System.err, false), "batch"));
    var reader = new LineReader(answers, 1 << 16);
    for (int steps = 1; steps <= 3; steps++) {
      String request = "{\"id\":%d,\"schedule\":\"none\",\"steps\":%d}\n".formatted(steps, steps);
      requests.write(request.getBytes(StandardCharsets.UTF_8));
      requests.flush();
      assertTrue(reader.read().startsWith("{\"id\":" + steps + ",\"schedule\":\"none\""));
    }
    requests.close();
    assertEquals(0, session.join());
  }

  /// The words of `plan` as a request.
  static String request(EverySchedule schedule, String format) {
    String[] words = schedule.plan().strip().split("\\s+");
    var json =
        new StringBuilder("{\"schedule\":\"" + words[1] + "\",\"format\":\"" + format + "\"");
    var levels = new StringBuilder();
    for (int i = 2; i < words.length; i++) {
      String key = camelCase(words[i].substring(2));
      switch (key) {
        case "move", "readOnce" -> json.append(",\"").append(key).append("\":true");
        case "level" -> {
          String[] parts = words[++i].split(":");
          levels.append(levels.isEmpty() ? "" : ",");
          levels.append(
              "{\"name\":\"%s\",\"slots\":%s,\"write\":%s,\"read\":%s}"
                  .formatted((Object[]) parts));
        }
        default -> {
          String value = words[++i];
          String quote = Character.isDigit(value.charAt(0)) ? "" : "\"";
          json.append(",\"").append(key).append("\":").append(quote).append(value).append(quote);
        }
      }
    }
    if (!levels.isEmpty()) {
      json.append(",\"levels\":[").append(levels).append("]");
    }
    return json.append("}\n").toString();
  }

  private static String camelCase(String dashed) {
    var camel = new StringBuilder();
    for (int i = 0; i < dashed.length(); i++) {
      char c = dashed.charAt(i);
      camel.append(c == '-' ? Character.toUpperCase(dashed.charAt(++i)) : c);
    }
    return camel.toString();
  }
}
