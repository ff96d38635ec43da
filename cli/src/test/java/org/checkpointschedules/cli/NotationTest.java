package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.UpstreamNotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
  private static final StorageLocation[] LEVELS = {
    StorageLocation.RAM, StorageLocation.DISK, StorageLocation.level("burst-buffer_2")
  };

  @Test
  void printsWhatTheCoreSpells() throws IOException {
    for (Action action : actions()) {
      assertEquals(action.toString(), print(Notation.ACTIONS, action));
      assertEquals(UpstreamNotation.print(action), print(Notation.UPSTREAM, action));
    }
  }

  @Test
  void everyNotationParsesBack() throws IOException {
    for (Action action : actions()) {
      for (Notation notation : Notation.values()) {
        assertEquals(action, notation.parse(print(notation, action)), notation.name());
      }
    }
  }

  @Test
  void jsonIsSpelledAsDocumented() throws IOException {
    assertEquals(
        """
        {"action":"Forward","n0":0,"n1":4,"writeIcs":true,"writeAdjDeps":false,"storage":"RAM"}\
        """,
        print(Notation.JSONL, new Forward(0, 4, true, false, StorageLocation.RAM)));
    assertEquals(
        """
        {"action":"Reverse","n0":10,"n1":9,"clearAdjDeps":true}\
        """,
        print(Notation.JSONL, new Reverse(10, 9, true)));
    assertEquals(
        """
        {"action":"Copy","n":4,"from":"RAM","to":"TAPE","delete":true}\
        """,
        print(Notation.JSONL, new Copy(4, StorageLocation.RAM, StorageLocation.TAPE, true)));
    assertEquals("{\"action\":\"EndForward\"}", print(Notation.JSONL, new EndForward()));
    assertEquals("{\"action\":\"EndReverse\"}", print(Notation.JSONL, new EndReverse()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EndForward()",
        "[]",
        "{",
        "{}",
        "{\"action\":\"Jump\"}",
        "{\"action\":\"EndForward\",\"n\":1}",
        "{\"action\":\"EndForward\"} {}",
        "{\"action\":\"EndForward\",\"action\":\"EndReverse\"}",
        "{\"action\":\"Reverse\",\"n0\":2,\"n1\":1}",
        "{\"action\":\"Reverse\",\"n0\":2,\"n1\":1.5,\"clearAdjDeps\":true}",
        "{\"action\":\"Reverse\",\"n0\":\"2\",\"n1\":1,\"clearAdjDeps\":true}",
        "{\"action\":\"Reverse\",\"n0\":99999999999999999999,\"n1\":1,\"clearAdjDeps\":true}",
        "{\"action\":\"Reverse\",\"n0\":2,\"n1\":1,\"clearAdjDeps\":1}",
        "{\"action\":\"Copy\",\"n\":1,\"from\":\"R M\",\"to\":\"TAPE\",\"delete\":true}"
      })
  void whatIsNoActionIsRefused(String line) {
    assertThrows(InvalidArgumentException.class, () -> Notation.JSONL.parse(line));
  }

  private static String print(Notation notation, Action action) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var lines = new ByteLines(bytes);
    notation.print(action, lines);
    lines.flush();
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  private static List<Action> actions() {
    long seed = 20260131;
    var random = new SplittableRandom(seed);
    var actions = new ArrayList<Action>(List.of(new EndForward(), new EndReverse()));
    for (int i = 0; i < 2000; i++) {
      long n0 = random.nextLong(1L << random.nextInt(1, 62));
      long n1 = n0 + 1 + random.nextLong(1L << random.nextInt(1, 60));
      StorageLocation level = LEVELS[random.nextInt(LEVELS.length)];
      boolean flag = random.nextBoolean();
      actions.add(
          switch (random.nextInt(6)) {
            case 0 -> new Forward(n0, n1, true, false, level);
            case 1 -> new Forward(n0, n0 + 1, flag, true, level);
            case 2 -> new Forward(n0, n1, false, true, StorageLocation.TAPE);
            case 3 -> new Forward(n0, n1, false, false, StorageLocation.NONE);
            case 4 -> new Reverse(n1, n0, flag);
            default ->
                flag
                    ? new Copy(n0, level, StorageLocation.NONE, true)
                    : new Copy(n0, level, StorageLocation.TAPE, random.nextBoolean());
          });
    }
    return actions;
  }
}
