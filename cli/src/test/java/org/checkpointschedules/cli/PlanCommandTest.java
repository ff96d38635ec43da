package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @MethodSource("org.checkpointschedules.cli.EverySchedule#all")
  void whatItPrintsIsLegalAndAsSummarised(EverySchedule schedule) {
    JsonNode summary = JSON.readTree(Cli.line(schedule.plan() + " --format summary").out());
    for (String format : List.of("actions", "upstream", "jsonl")) {
      Cli plan = Cli.line(schedule.plan() + " --format " + format);
      assertEquals(0, plan.status(), plan.err());
      String[] check = (schedule.limits() + " --format " + format).strip().split("\\s+");
      Cli judged = Cli.withInput(plan.out(), check);
      assertEquals(0, judged.status(), judged.out() + judged.err());
      JsonNode counted = JSON.readTree(judged.out());
      assertEquals(plan.lines().size(), summary.get("actions").intValue());
      for (String figure : List.of("forwardSteps", "adjointSteps", "actions")) {
        assertEquals(summary.get(figure), counted.get(figure), figure);
      }
      for (String figure : List.of("writes", "reads", "peak")) {
        for (var level : summary.get(figure).properties()) {
          JsonNode expected = counted.get(figure).get(level.getKey());
          assertEquals(expected, level.getValue(), figure + " " + level.getKey());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.checkpointschedules.cli.EverySchedule#all")
  void theSummaryHasTheKeysOfTheContractInOrder(EverySchedule schedule) {
    Cli summary = Cli.line(schedule.plan() + " --format summary");
    assertEquals(0, summary.status(), summary.err());
    assertEquals(1, summary.lines().size());
    JsonNode json = JSON.readTree(summary.out());
    var keys = new ArrayList<>(json.propertyNames());
    keys.remove("lowerBound");
    assertEquals(
        List.of(
            "schedule",
            "steps",
            "forwardSteps",
            "adjointSteps",
            "actions",
            "writes",
            "reads",
            "peak",
            "cost",
            "optimal",
            "planMillis"),
        keys);
    assertEquals(schedule.name(), json.get("schedule").stringValue());
    assertTrue(json.get("peak").has("TAPE"));
    assertTrue(!json.has("lowerBound") || !json.get("optimal").booleanValue());
    assertEquals(json.get("writes").propertyNames(), json.get("reads").propertyNames());
  }

  @ParameterizedTest
  @MethodSource("org.checkpointschedules.cli.EverySchedule#all")
  void theTableDrawsShortSchedules(EverySchedule schedule) {
    Cli table = Cli.line(schedule.plan());
    assertEquals(0, table.status(), table.err());
    assertTrue(table.out().startsWith(schedule.name() + ", "), table.out());
    assertTrue(table.out().contains("forward steps"), table.out());
    assertFalse(table.out().lines().anyMatch(line -> line.length() > 200), table.out());
  }

  @Test
  void costsEnterTheReportedCostExactly() {
    Cli plan =
        Cli.line(
            "plan single-disk --steps 3 --forward-cost 0.1 --adjoint-cost 0.2 --write-cost 0.3"
                + " --read-cost 1e-3 --format summary");
    assertEquals("1.803", ReferenceTest.figure(plan.out(), "cost"), plan.out());
  }

  @Test
  void wholeFiguresAreIntegersHoweverLarge() {
    Cli plan = Cli.line("plan revolve --steps 1e12 --ram 1 --format summary");
    assertEquals(0, plan.status(), plan.err());
    // With one slot, that of step 0, step i runs n - i times: n (n + 1) / 2 forward steps in all.
    BigDecimal steps = new BigDecimal("1e12");
    BigDecimal forward = steps.multiply(steps.add(BigDecimal.ONE)).divide(BigDecimal.TWO);
    assertEquals(
        forward.toBigIntegerExact().toString(), ReferenceTest.figure(plan.out(), "forwardSteps"));
    assertEquals(
        forward.add(steps).toBigIntegerExact().toString(),
        ReferenceTest.figure(plan.out(), "cost"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000", "1_000_000", "1e6", "1.0E+6"})
  void stepsMayBeWrittenShort(String steps) {
    Cli plan = Cli.line("plan single-memory --format summary --steps " + steps);
    assertEquals("1000000", ReferenceTest.figure(plan.out(), "steps"), plan.err());
  }

  @Test
  void aReaderThatLeavesEarlyIsNoFailure() {
    var in = new ByteArrayInputStream(new byte[0]);
    var err = new ByteArrayOutputStream();
    var streams = new Streams(in, failing("Broken pipe", 3), new PrintStream(err), false);
    int status = Main.run(streams, "plan", "single-disk", "--steps", "100000", "--format", "jsonl");
    assertEquals(0, status);
    assertEquals("", err.toString());
  }

  @Test
  void aFullDiskIsAFailure() {
    var in = new ByteArrayInputStream(new byte[0]);
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(in, failing("No space left on device", 0), new PrintStream(err), false);
    assertEquals(1, Main.run(streams, "plan", "none", "--steps", "1", "--format", "actions"));
    assertEquals(
        "checkpoint-schedules plan: the results could not be written: No space left on device\n",
        err.toString());
  }

  private static OutputStream failing(String reason, int afterWrites) {
    return new OutputStream() {
      private int writes;

      @Override
      public void write(int b) throws IOException {
        write(new byte[1], 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (writes++ >= afterWrites) {
          throw new IOException(reason);
        }
      }
    };
  }
}
