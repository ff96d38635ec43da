package org.checkpointschedules.plan.internal.hierarchy;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Instance;
import org.checkpointschedules.plan.Laws;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.VectorRecurrence;
import org.junit.jupiter.api.Test;

class LevelOrderTest {
  private static final long SEED = 77;

  @Test
  void namesStayWithTheirLevelsWhenSorted() {
    var slowFirst =
        Problem.steps(500).level(DISK, 9, writeCost(5), readCost(4)).level(RAM, 3).plan();
    var fastFirst =
        Problem.steps(500).level(RAM, 3).level(DISK, 9, writeCost(5), readCost(4)).plan();
    assertEquals(DISK, slowFirst.levels().getFirst().location());
    assertTrue(slowFirst.forecast().optimal());
    for (StorageLocation place : new StorageLocation[] {RAM, DISK}) {
      assertEquals(
          fastFirst.forecast().levels().get(place), slowFirst.forecast().levels().get(place));
    }
    Laws.forecastIsCounted(slowFirst);
  }

  @Test
  void conflictingCostsComeToTheVectorRecurrence() {
    var random = new SplittableRandom(SEED);
    int claims = 0;
    for (int i = 0; i < 1_500; i++) {
      Instance instance = conflicting(random, 2 + random.nextInt(18));
      var schedule = instance.problem().plan();
      var forecast = schedule.forecast();
      long steps = instance.n() * (instance.forward() + instance.adjoint());
      var least = BigDecimal.valueOf(new VectorRecurrence(instance).excess() + steps);
      assertEquals(0, least.compareTo(forecast.cost()), instance::toString);
      assertTrue(forecast.lowerBound().orElse(least).compareTo(least) <= 0, instance::toString);
      claims += forecast.optimal() ? 1 : 0;
      Laws.forecastIsCounted(schedule);
      if (i % 10 == 0) {
        Laws.opensAsReplayed(schedule);
      }
    }
    assertTrue(claims > 500 && claims < 1_400, "optimal in " + claims);
  }

  @Test
  void largeConflictsAreLegalAndBounded() {
    var random = new SplittableRandom(SEED + 1);
    for (int i = 0; i < 40; i++) {
      var schedule = conflicting(random, 3_000).problem().plan();
      Laws.forecastIsCounted(schedule);
      var bound = schedule.forecast().lowerBound().orElse(schedule.forecast().cost());
      assertTrue(bound.compareTo(schedule.forecast().cost()) <= 0);
      assertEquals(schedule.forecast().lowerBound().isEmpty(), schedule.forecast().optimal());
    }
    var huge =
        Problem.steps(1_000_000_000_000L)
            .level(RAM, 20, writeCost(1), readCost(9))
            .level(DISK, 20, writeCost(4), readCost(3))
            .plan();
    assertFalse(huge.forecast().optimal());
    assertTrue(huge.forecast().lowerBound().isPresent());
  }

  private static Instance conflicting(SplittableRandom random, int n) {
    int levels = 2 + random.nextInt(2);
    var slots = new long[levels];
    slots[0] = 1;
    for (int k = 0; k < levels; k++) {
      slots[k] += random.nextInt(3);
    }
    return new Instance(
        n,
        slots,
        random.longs(levels, 0, 30).toArray(),
        random.longs(levels, 0, 30).toArray(),
        1 + random.nextInt(5),
        1);
  }
}
