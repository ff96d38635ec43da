package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagesTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @MethodSource("org.checkpointschedules.cli.EverySchedule#all")
  void pagesInAnyOrderAndTwiceAreThePlan(EverySchedule schedule) {
    List<String> plan = Cli.line(schedule.plan() + " --format upstream").lines();
    String opened = BatchCommandTest.request(schedule, "upstream").strip().replaceFirst("\\}$", "");
    var requests = new StringBuilder();
    var froms = new ArrayList<Integer>();
    var random = new Random(plan.size());
    for (int i = 0; i < 40; i++) {
      int from = i % 3 == 0 ? random.nextInt(plan.size() + 3) : 7 * (i / 3);
      froms.add(from);
      requests.append(page(opened, from, 7)).append('\n');
    }
    List<String> answers = Cli.withInput(requests.toString(), "batch").lines();
    assertEquals(froms.size(), answers.size());
    for (int i = 0; i < froms.size(); i++) {
      int from = Math.min(froms.get(i), plan.size());
      int to = Math.min(from + 7, plan.size());
      JsonNode answer = JSON.readTree(answers.get(i));
      assertEquals(
          plan.subList(from, to),
          answer.get("lines").values().stream().map(JsonNode::stringValue).toList());
      assertEquals(to == plan.size() ? "null" : "" + to, answer.get("next").toString());
      assertEquals(List.of("id", "lines", "next"), List.copyOf(answer.propertyNames()));
    }
  }

  private static String page(String opened, int from, int count) {
    return opened + ",\"from\":%d,\"count\":%d}".formatted(from, count);
  }

  @Test
  void manyReadersOfOneLongScheduleGoOnWhereTheyWere() {
    String opened =
        "{\"schedule\":\"revolve\",\"steps\":1000000000000000000,\"ram\":1000000000,"
            + "\"format\":\"upstream\"";
    var requests = new StringBuilder();
    for (int page = 0; page < 20; page++) {
      for (int reader = 0; reader < 20; reader++) {
        requests.append(page(opened, 10 * page, 10)).append('\n');
      }
    }
    List<String> answers = Cli.withInput(requests.toString(), "batch").lines();
    assertEquals(400, answers.size());
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(answers.get(i - i % 20), answers.get(i));
      assertTrue(answers.get(i).endsWith(",\"next\":%d}".formatted(10 * (i / 20) + 10)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'from':0,'count':3 | from and count need lines; allowed: with format upstream or actions",
        "'format':'upstream','from':0 | from and count; allowed: both, or neither",
        "'format':'upstream','count':1 | from and count; allowed: both, or neither",
        "'format':'upstream','from':-1,'count':1 | from is -1; allowed: a whole number, 0 or more",
        "'format':'upstream','from':0,'count':0 | count is 0; allowed: a whole number from 1 to"
            + " 65536",
        "'format':'upstream','from':0,'count':65537 | count is 65537; allowed: a whole number from"
            + " 1 to 65536",
        "'format':'upstream','from':0,'count':5,'rams':1 | key 'rams' is unknown; allowed: id,",
        "'format':'upstream','from':0,'count':5,'ram':0 | RAM slots is 0; allowed: at least 1"
      })
  void refusesWithAnAnswerOfItsOwn(String keys, String message) {
    String request =
        "{'id':5,'schedule':'revolve','steps':9%s,%s}"
            .formatted(keys.contains("'ram'") ? "" : ",'ram':2", keys)
            .replace('\'', '"');
    String answer = Cli.withInput(request, "batch").out();
    assertTrue(answer.startsWith("{\"id\":5,\"error\":\"" + message), answer);
    assertEquals(1, answer.lines().count());
  }
}
