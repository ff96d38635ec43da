package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.ChainCheckpointSchedule.Stage;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.junit.jupiter.api.Test;

/// Chains of steps that differ in cost, and of checkpoints that differ in size.
class ChainTest {

  @Test
  void stepCostsMeetTheExhaustiveSearch() {
    for (Map<String, String> row : Reference.table("nonuniform_steps.csv")) {
      double[] costs =
          Arrays.stream(row.get("f").split(" ")).mapToDouble(Double::parseDouble).toArray();
      var schedule = NonUniformCheckpointSchedule.of(costs, Long.parseLong(row.get("s")));
      // Adjoint steps cost 1 each.
      assertEquals(
          Long.parseLong(row.get("total_forward_cost")) + costs.length,
          schedule.forecast().cost().longValueExact(),
          row.toString());
      playsAsForecast(schedule);
    }
  }

  @Test
  void windowFindsWhatTryingEverySplitFinds() {
    long seed = 17;
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      int n = 2 + random.nextInt(40);
      int slots = 1 + random.nextInt(Math.min(7, n - 1));
      int write = round % 2 == 0 ? 0 : random.nextInt(30);
      long[] costs = random.longs(n, 0, 1L << random.nextInt(1, 12)).toArray();
      var level = Level.of(RAM, slots, write, 3);
      var schedule =
          NonUniformCheckpointSchedule.of(
              Arrays.stream(costs).mapToObj(BigDecimal::valueOf).toList(), BigDecimal.TEN, level);
      long expected =
          plain(costs, slots, write) + Arrays.stream(costs).sum() + 10L * n + 3L * (n - 1);
      assertEquals(
          expected,
          schedule.forecast().cost().longValueExact(),
          "seed " + seed + ", round " + round);
      playsAsForecast(schedule);
      if (n < 14) {
        Laws.opensAsReplayed(schedule);
      }
    }
  }

  // Extra forward cost and writes of reversing all steps, every split tried.
  private static long plain(long[] costs, int slots, long write) {
    int n = costs.length;
    long[][][] best = new long[slots + 1][n + 1][n + 1];
    for (int m = 0; m <= slots; m++) {
      for (int length = 2; length <= n; length++) {
        for (int i = 0; i + length <= n; i++) {
          int j = i + length;
          long least = Long.MAX_VALUE / 4;
          long advanced = 0;
          for (int k = i + 1; k < j && m > 0; k++) {
            advanced += costs[k - 1];
            // The first part's checkpoint is there already.
            long first = best[m][i][k] - (k - i > 1 ? write : 0);
            least = Math.min(least, write + advanced + best[m - 1][k][j] + first);
          }
          best[m][i][j] = least;
        }
      }
    }
    return best[slots][0][n];
  }

  @Test
  void equalCostsAndSizesAreRevolve() {
    for (int n = 1; n <= 40; n++) {
      for (int s = n == 1 ? 0 : 1; s <= 6; s++) {
        double[] costs = new double[n];
        Arrays.fill(costs, 1);
        int[] sizes = new int[n];
        Arrays.fill(sizes, 2);
        var forward = Binomial.forwardSteps(n, s);
        assertEquals(forward, NonUniformCheckpointSchedule.of(costs, s).forecast().forwardSteps());
        assertEquals(
            forward,
            ChainCheckpointSchedule.withSizes(costs, sizes, 2 * s + 1).forecast().forwardSteps());
      }
    }
  }

  @Test
  void sizesMeetTheRecurrenceOfRotor() {
    int feasible = 0;
    for (Map<String, String> row : Reference.table("rotor.csv")) {
      int[] forward = numbers(row.get("fw"));
      int[] adjoint = numbers(row.get("bw"));
      int[] restart = numbers(row.get("cw"));
      int[] data = numbers(row.get("cbw"));
      int[] forwardTemporary = numbers(row.get("fwd_tmp"));
      int[] adjointTemporary = numbers(row.get("bwd_tmp"));
      var stages = new ArrayList<Stage>();
      for (int i = 0; i < adjoint.length; i++) {
        // The last stage is the objective, whose forward is free; column cbw is one ahead.
        boolean last = i == forward.length;
        stages.add(
            new Stage(
                BigDecimal.valueOf(last ? 0 : forward[i]),
                BigDecimal.valueOf(adjoint[i]),
                restart[i],
                last ? 0 : data[i + 1],
                last ? 0 : forwardTemporary[i],
                adjointTemporary[i]));
      }
      int memory = Integer.parseInt(row.get("M"));
      if (row.get("opt").equals("inf")) {
        assertRefused("memory", () -> ChainCheckpointSchedule.of(stages, memory));
      } else {
        var schedule = ChainCheckpointSchedule.of(stages, memory);
        assertEquals(
            Long.parseLong(row.get("opt")),
            schedule.forecast().cost().longValueExact(),
            row.toString());
        playsAsForecast(schedule);
        Laws.opensAsReplayed(schedule);
        feasible++;
      }
    }
    assertEquals(95, feasible);
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void storedSizesStayWithinTheLimit() {
    long seed = 23;
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      int n = 2 + random.nextInt(25);
      int[] sizes = random.ints(n, 0, 6).toArray();
      double[] costs = random.ints(n, 0, 9).asDoubleStream().toArray();
      int memory = sizes[0] + random.nextInt(20);
      var schedule = ChainCheckpointSchedule.withSizes(costs, sizes, memory);
      long stored = 0;
      for (Action action : schedule) {
        if (action instanceof Forward f && f.writeIcs()) {
          stored += sizes[(int) f.n0()];
        } else if (action instanceof Copy c && c.delete()) {
          stored -= sizes[(int) c.n()];
        }
        assertTrue(stored <= memory, "seed " + seed + ", round " + round);
      }
      playsAsForecast(schedule);
    }
  }

  // A step's cost is not the referee's to know, so the counts alone are compared.
  private static void playsAsForecast(CheckpointSchedule schedule) {
    Laws.forecastIsCounted(schedule);
  }

  @Test
  void costIsTheSumOfTheStepsRun() {
    double[] costs = {.5, 3, .25, 7, 1, 1.5, 2};
    var schedule = NonUniformCheckpointSchedule.of(costs, 2);
    BigDecimal cost = BigDecimal.valueOf(costs.length);
    for (Action action : schedule) {
      if (action instanceof Forward f) {
        for (int i = (int) f.n0(); i < f.n1(); i++) {
          cost = cost.add(BigDecimal.valueOf(costs[i]));
        }
      }
    }
    assertEquals(0, cost.compareTo(schedule.forecast().cost()));
    assertTrue(schedule.forecast().optimal());
  }

  @Test
  void refusesBadInputByName() {
    assertRefused("step costs", () -> NonUniformCheckpointSchedule.of(new double[0], 1));
    assertRefused("step costs", () -> NonUniformCheckpointSchedule.of(new double[] {1, -1}, 1));
    assertRefused(
        "step costs", () -> NonUniformCheckpointSchedule.of(new double[] {1, Double.NaN}, 1));
    assertRefused("step costs", () -> NonUniformCheckpointSchedule.of(new double[] {1e300, 1}, 1));
    assertRefused("RAM slots", () -> NonUniformCheckpointSchedule.of(new double[] {1, 1}, 0));
    assertRefused(
        "steps of different cost", () -> NonUniformCheckpointSchedule.of(new double[20_000], 100));
    assertRefused(
        "steps of different cost",
        () ->
            NonUniformCheckpointSchedule.of(
                Collections.nCopies(5_000, BigDecimal.ONE),
                BigDecimal.ONE,
                Level.of(RAM, 10, 1, 1)));
    assertRefused(
        "checkpoint sizes",
        () -> ChainCheckpointSchedule.withSizes(new double[] {1, 1}, new int[] {1}, 1));
    assertRefused(
        "memory",
        () -> ChainCheckpointSchedule.withSizes(new double[] {1, 1}, new int[] {3, 1}, 2));
    assertRefused("stages", () -> ChainCheckpointSchedule.of(List.of(), 2));
    assertRefused(
        "restart size",
        () -> ChainCheckpointSchedule.withSizes(new double[] {1, 1}, new int[] {3, -1}, 2));
    assertRefused(
        "checkpoints of different size",
        () -> ChainCheckpointSchedule.withSizes(new double[1000], new int[1000], 1_000_000));
  }

  private static void assertRefused(String argument, Runnable make) {
    assertEquals(argument, assertThrows(InvalidArgumentException.class, make::run).argument());
  }
}
