package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.checkpointschedules.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a line holds, it is answered by one line, and so is the one after it.
class BatchFuzzTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String GOOD = "{\"id\":\"good\",\"schedule\":\"none\",\"steps\":1}";

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\"id\":",
    "\"steps\":",
    "\"ram\":",
    "\"levels\":",
    "\"schedule\":\"revolve\"",
    "\"auto\":true",
    "\"format\":\"actions\"",
    "\"stepCosts\":",
    "1e99999999999",
    "-1e-99999999999",
    "1e999999999",
    "1e400",
    "NaN",
    "0x10",
    "00",
    "1.",
    "true",
    "null",
    "\"\\ud800\"",
    "\"\\udc00x\"",
    "\"\u00e9\"",
    "\"\ud83d\ude00\"",
    "\u0000",
    "\u001b",
    "\u2028",
    "\"4GiB\"",
    "\"4e9GiB\"",
    "[".repeat(2000),
    "{\"a\":".repeat(2000),
    "9".repeat(1500),
    "\ufeff",
    "#",
    "//",
    "\"stateBytes\":1"
  };

  @Test
  void oneLineIsOneAnswer() {
    var random = new SplittableRandom(20);
    String request =
        "{\"id\":7,\"schedule\":\"h-revolve\",\"steps\":100,\"ram\":3,\"disk\":4,\"writeCost\":0.5}";
    var input = new ByteArrayOutputStream();
    int rounds = 1500;
    for (int round = 0; round < rounds; round++) {
      byte[] line = mutated(request, random);
      input.writeBytes(line);
      input.write('\n');
      input.writeBytes((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Answers answers = batch(input.toByteArray());
    assertEquals(0, answers.status());
    assertEquals("", answers.err());
    assertEquals(2 * rounds, answers.lines().size());
    for (int i = 0; i < answers.lines().size(); i++) {
      JsonNode answer = JSON.readTree(answers.lines().get(i));
      assertTrue(answer.has("id") && (answer.has("error") != answer.has("cost")), "line " + i);
      if (i % 2 == 1) {
        assertEquals("good", answer.get("id").stringValue(), "line " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":1,\"steps\":1e99999999999} | 1 | exponent",
        "{\"id\":1e99999999999,\"schedule\":\"none\",\"steps\":2} | 1e99999999999 | exponent",
        "{\"id\":\"\\ud800\",\"schedule\":\"spiral\",\"steps\":2} | \"\\ud800\" | schedule is",
        "{\"id\":3,\"schedule\":\"\\ud800\",\"steps\":2} | 3 | schedule is '?'",
        "{\"id\":3,\"\\ud800\":2} | 3 | no JSON object",
        "{\"id\":[1, 2],\"steps\":1,\"steps\":2} | [1, 2] | no JSON object",
        "{\"id\":12 | null | no JSON object",
        "{\"steps\":[[[}],\"id\":3} | null | no JSON object",
      })
  void theIdIsAnsweredWhereItCanBeRead(String request, String id, String says) {
    Answers answers = batch((request + "\n\n" + GOOD + "\n").getBytes(StandardCharsets.UTF_8));
    assertEquals(0, answers.status());
    assertEquals(2, answers.lines().size());
    String answer = answers.lines().getFirst();
    assertTrue(answer.startsWith("{\"id\":" + id + ",\"error\":\""), answer);
    assertTrue(answer.contains(says), answer);
    assertEquals("", answers.err());
  }

  @Test
  void anIdWithHalfACharacterIsAnsweredAsItCame() {
    Answers answers =
        batch(
            "{\"id\":\"\\ud800\",\"schedule\":\"none\",\"steps\":2}\n"
                .getBytes(StandardCharsets.UTF_8));
    assertTrue(answers.lines().getFirst().startsWith("{\"id\":\"\\ud800\",\"schedule\":\"none\""));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] line =
        "{\"id\":5,\"schedule\":\"none\",\"steps\":2,\"x\":\"?\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    line[line.length - 4] = (byte) 0xff;
    assertEquals(List.of("{\"id\":5,\"error\":\"request is not UTF-8\"}"), batch(line).lines());
  }

  @Test
  void aLineOfAHundredMegabytesTakesNoMemory() {
    byte[] chunk = new byte[1 << 20];
    Arrays.fill(chunk, (byte) 'x');
    var streams = new ArrayList<ByteArrayInputStream>();
    streams.add(
        new ByteArrayInputStream("{\"id\":6,\"schedule\":\"".getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < 100; i++) {
      streams.add(new ByteArrayInputStream(chunk));
    }
    streams.add(new ByteArrayInputStream(("\n" + GOOD + "\n").getBytes(StandardCharsets.UTF_8)));
    Answers answers = batch(new SequenceInputStream(Collections.enumeration(streams)));
    assertEquals(
        "{\"id\":6,\"error\":\"request is longer than 1048576 bytes\"}", answers.lines().get(0));
    assertEquals(2, answers.lines().size());
  }

  @Test
  void whateverFailsInAPlanIsThatLinesAnswer() {
    var failures =
        Stream.of(new StackOverflowError(), new OutOfMemoryError(), new IllegalStateException("x"))
            .iterator();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    byte[] input = "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n".getBytes(StandardCharsets.US_ASCII);
    var streams = new Streams(new ByteArrayInputStream(input), out, new PrintStream(err), false);
    var command = new BatchCommand(streams, (_, _) -> sneak(failures.next()));
    assertEquals(0, new CommandLine(command).execute());
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, lines.size(), err.toString(StandardCharsets.UTF_8));
    assertTrue(lines.get(0).startsWith("{\"id\":1,\"error\":\"the plan does not fit in memory"));
    assertTrue(lines.get(1).startsWith("{\"id\":2,\"error\":\"the plan does not fit in memory"));
    assertTrue(lines.get(2).startsWith("{\"id\":3,\"error\":\"a fault of this program"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("IllegalStateException: x"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> BatchAnswer sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void aScheduleThatFailsOnItsWayEndsItsAnswerWithTheError() throws Exception {
    var out = new ByteArrayOutputStream();
    Iterable<Action> failing =
        () -> Stream.of(1, 0).map(n -> 1 / n).<Action>map(_ -> new Action.EndForward()).iterator();
    byte[] figures = "{\"id\":1".getBytes(StandardCharsets.US_ASCII);
    new BatchAnswer(figures, failing, Notation.ACTIONS).write(out, _ -> "it \"broke\"");
    assertEquals(
        "{\"id\":1,\"lines\":[\"EndForward()\"],\"error\":\"it \\\"broke\\\"\"}\n",
        out.toString(StandardCharsets.UTF_8));
  }

  private static byte[] mutated(String request, SplittableRandom random) {
    var text = new StringBuilder(request);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(4));
      text.replace(at, to, PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0) {
      byte flipped = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] = flipped == '\n' ? 0 : flipped;
    }
    return bytes;
  }

  private record Answers(int status, List<String> lines, String err) {}

  private static Answers batch(byte[] input) {
    return batch(new ByteArrayInputStream(input));
  }

  private static Answers batch(InputStream input) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(input, out, new PrintStream(err, true, StandardCharsets.UTF_8), false);
    int status = Main.run(streams, "batch");
    return new Answers(
        status,
        Arrays.asList(out.toString(StandardCharsets.UTF_8).split("\n")),
        err.toString(StandardCharsets.UTF_8));
  }
}
