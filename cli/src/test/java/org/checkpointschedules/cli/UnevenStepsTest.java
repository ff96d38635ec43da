package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Steps that differ in cost and size, from files and through `batch`.
class UnevenStepsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path REFERENCE = Path.of("../core/src/test/resources/reference");

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    write("costs", "# seconds\n3\n1.5\n\n  4e0\r\n1\n5");
    write("sizes", "2\n1\n3\n1\n2\n");
    write("four", "1\n1\n1\n1\n");
    write("bad", "1\n\n# next\nfast\n");
    write("negative", "1\n-1\n");
    write("empty", "\n# nothing\n");
    write("long", "1".repeat(5000));
    write("many", "1\n".repeat(20_000));
    write("endless", "1\n".repeat(1_000_001));
    Files.createDirectory(folder.resolve("folder"));
  }

  @Test
  void stepCostsThroughBatchMeetTheReference() throws IOException {
    List<String[]> rows = rows("nonuniform_steps.csv");
    var requests = new StringBuilder();
    for (String[] row : rows) {
      requests.append(
          "{\"schedule\":\"revolve\",\"ram\":%s,\"stepCosts\":%s,\"adjointCost\":0}\n"
              .formatted(row[1], array(row[0])));
    }
    List<JsonNode> answers = answers(requests.toString());
    assertEquals(rows.size(), answers.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode answer = answers.get(i);
      assertEquals(rows.get(i)[3], answer.path("cost").asString(), answer.toString());
      assertEquals(true, answer.get("optimal").booleanValue());
    }
  }

  @Test
  void sizesThroughBatchMeetTheReference() throws IOException {
    List<String[]> rows = rows("rotor.csv");
    var requests = new StringBuilder();
    for (String[] row : rows) {
      // The last step is the objective, whose forward is free; column cbw is one ahead.
      String data = row[3].substring(row[3].indexOf(' ') + 1) + " 0";
      requests.append(
          ("{\"schedule\":\"revolve\",\"ram\":%s,\"stepCosts\":%s,\"adjointCosts\":%s,"
                  + "\"checkpointSizes\":%s,\"adjointDataSizes\":%s,\"forwardTemporaries\":%s,"
                  + "\"adjointTemporaries\":%s}\n")
              .formatted(
                  row[6],
                  array(row[0] + " 0"),
                  array(row[1]),
                  array(row[2]),
                  array(data),
                  array(row[4] + " 0"),
                  array(row[5])));
    }
    List<JsonNode> answers = answers(requests.toString());
    assertEquals(rows.size(), answers.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonNode answer = answers.get(i);
      if (rows.get(i)[7].equals("inf")) {
        assertTrue(answer.get("error").stringValue().startsWith("memory is "), answer.toString());
      } else {
        assertEquals(rows.get(i)[7], answer.path("cost").asString(), answer.toString());
      }
    }
  }

  @Test
  void filesSayWhatBatchSays() {
    Cli plan = plan("--step-costs costs --checkpoint-sizes sizes --ram 5 --format summary");
    assertEquals(0, plan.status(), plan.err());
    String request =
        "{\"schedule\":\"revolve\",\"steps\":5,\"ram\":5,\"stepCosts\":[3,1.5,4,1,5],"
            + "\"checkpointSizes\":[2,1,3,1,2]}\n";
    String batch = Cli.withInput(request, "batch").out();
    assertEquals(
        plan.out().replaceFirst("\"planMillis\":.*", ""),
        batch.replaceFirst("\"id\":null,", "").replaceFirst("\"planMillis\":.*", ""));
    assertEquals("30.5", ReferenceTest.figure(plan.out(), "cost"));
  }

  @Test
  void whatItPrintsIsLegalAndWithinItsSlots() {
    Cli plan = plan("--step-costs costs --ram 2 --format jsonl");
    Cli check =
        Cli.withInput(plan.out(), "check --steps 5 --ram 2 --empty --format jsonl".split(" "));
    assertEquals(0, check.status(), check.out());
    assertTrue(plan("--step-costs costs --ram 2").out().contains("cost 33.5, where steps differ"));
  }

  @Test
  void equalSizesAreRevolve() {
    Cli sizes = plan("--checkpoint-sizes four --ram 2 --forward-cost 3 --format summary");
    Cli revolve = plan("--steps 4 --ram 2 --forward-cost 3 --format summary");
    for (String figure : List.of("cost", "forwardSteps", "actions")) {
      assertEquals(
          ReferenceTest.figure(revolve.out(), figure), ReferenceTest.figure(sizes.out(), figure));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--step-costs nowhere --ram 2 | nowhere'; allowed: a file that can be read",
        "--step-costs folder --ram 2 | folder'; allowed: a file that can be read",
        "--step-costs empty --ram 2 | empty'; allowed: a file with one number a line",
        "--step-costs long --ram 2 | line 1 of",
        "--step-costs bad --ram 2 | bad, is 'fast'; allowed: a decimal number, 0 or more",
        "--step-costs bad --ram 2 | --step-costs, line 4 of",
        "--step-costs negative --ram 2 | negative, is -1; allowed: a decimal number, 0 or more",
        "--checkpoint-sizes costs --ram 2 | costs, is 1.5; allowed: a whole number from 0",
        "--step-costs endless --ram 2 | allowed: at most 1000000 numbers",
        "--step-costs many --ram 100 | steps of different cost is 20000 with 100 slots; allowed:",
        "--checkpoint-sizes many --ram 100 | checkpoints of different size is 20000 steps",
        "--step-costs costs --ram 0 | RAM slots is 0; allowed: at least 1",
        "--step-costs costs | --ram is missing",
        "--step-costs costs --ram 2 --steps 6 | --steps is 6; allowed: 5, the number of values of"
            + " --step-costs",
        "--step-costs costs --checkpoint-sizes four --ram 2 | --checkpoint-sizes has 4 values;"
            + " allowed: 5, as many as --step-costs",
        "--checkpoint-sizes sizes --ram 1 | memory is 1; allowed: at least the size of the first",
        "--checkpoint-sizes sizes --ram 1e10 | --ram is 10000000000; allowed: at most 2147483647",
        "--step-costs costs --ram 2 --forward-cost 2 | --forward-cost cannot be combined with"
            + " --step-costs",
        "--adjoint-costs costs --ram 2 | --checkpoint-sizes is missing; allowed: --adjoint-costs",
        "--step-costs costs --adjoint-data-sizes sizes --ram 2 | --checkpoint-sizes is missing",
        "--checkpoint-sizes sizes --forward-temporaries sizes --ram 9 | --adjoint-data-sizes is"
            + " missing",
        "--ram 2 | --steps is missing",
      })
  void wrongListsAreWrongRequests(String options, String says) {
    Cli plan = plan(options);
    assertEquals(2, plan.status(), plan.out() + plan.err());
    assertEquals("", plan.out());
    assertEquals(1, plan.err().lines().count(), plan.err());
    assertTrue(plan.err().contains(says), plan.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schedule\":\"revolve\",\"stepCosts\":[1,\"x\"] | stepCosts[1] is",
        "\"schedule\":\"revolve\",\"stepCosts\":[] | stepCosts is '[]'; allowed: an array",
        "\"schedule\":\"revolve\",\"stepCosts\":3 | stepCosts is 3; allowed: an array",
        "\"schedule\":\"revolve\",\"checkpointSizes\":[1,2.5] | checkpointSizes[1] is 2.5",
        "\"schedule\":\"revolve\",\"steps\":3,\"stepCosts\":[1] | steps is 3; allowed: 1",
        "\"schedule\":\"disk-revolve\",\"stepCosts\":[1] | stepCosts does not belong to",
      })
  void wrongArraysAreAnswers(String members, String says) {
    JsonNode answer = answers("{\"ram\":2," + members + "}\n").getFirst();
    assertTrue(answer.path("error").asString().contains(says), answer.toString());
  }

  private Cli plan(String options) {
    String[] words = ("plan revolve " + options).split(" ");
    for (int i = 3; i < words.length; i++) {
      if (words[i - 1].matches("--.*-(costs|sizes|temporaries)")) {
        words[i] = folder.resolve(words[i]).toString();
      }
    }
    return Cli.run(words);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static List<JsonNode> answers(String requests) {
    return Cli.withInput(requests, "batch").lines().stream().map(JSON::readTree).toList();
  }

  private static String array(String numbers) {
    return Arrays.stream(numbers.split(" ")).collect(Collectors.joining(",", "[", "]"));
  }

  private static List<String[]> rows(String name) throws IOException {
    return Files.readAllLines(REFERENCE.resolve(name)).stream()
        .skip(1)
        .map(line -> line.split(","))
        .toList();
  }
}
