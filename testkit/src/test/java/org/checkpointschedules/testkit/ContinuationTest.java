package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.Problem;
import org.junit.jupiter.api.Test;

/// Continuations of random standings beside the best there are, by exhaustive search: never below
/// it, never above a plan from nothing, legal, forecast as counted, and proved only where they are
/// the best.
class ContinuationTest {
  private static final int STEPS = 9;
  private static final List<StorageLocation> PLACES =
      List.of(RAM, DISK, StorageLocation.level("FAR"));

  @Test
  void onOneLevelEveryContinuationIsTheBestAndProved() {
    Tally tally = judge(20_265, 500, 1, false);
    assertEquals(tally.checked, tally.best, tally.toString());
    assertEquals(tally.checked, tally.proved, tally.toString());
  }

  @Test
  void whereOnlyTheSlowestLevelSurvivesNearlyAllAreTheBest() {
    nearlyAll(judge(20_266, 500, 2, true));
  }

  @Test
  void whereAnyOfTwoLevelsSurvivesNearlyAllAreTheBest() {
    nearlyAll(judge(20_267, 800, 2, false));
  }

  @Test
  void whereAnyOfThreeLevelsSurvivesNearlyAllAreTheBest() {
    nearlyAll(judge(20_268, 60, 3, false));
  }

  private static void nearlyAll(Tally tally) {
    assertTrue(tally.best >= tally.checked - 1, tally.toString());
    assertTrue(tally.worst <= 1.03, tally.toString());
  }

  private record Tally(int checked, int best, int proved, double worst) {
    @Override
    public String toString() {
      return "%d of %d are the best, %d proved, the worst costs %.3f times it"
          .formatted(best, checked, proved, worst);
    }
  }

  private static Tally judge(long seed, int count, int levels, boolean onlySlowest) {
    var random = new SplittableRandom(seed);
    var tally = new Tally(0, 0, 0, 1);
    while (tally.checked < count) {
      tally = judge(seed, random, levels, onlySlowest, tally);
    }
    System.out.printf("continuations on %d levels, seed %d: %s%n", levels, seed, tally);
    return tally;
  }

  private static Tally judge(
      long seed, SplittableRandom random, int count, boolean onlySlowest, Tally tally) {
    List<Level> levels = levels(random, count);
    var costs = new StepCosts(BigDecimal.valueOf(random.nextInt(3)), BigDecimal.ONE);
    int adjoint = 1 + random.nextInt(STEPS);
    var held = new ArrayList<Entry>();
    for (Level level : onlySlowest ? levels.subList(count - 1, count) : levels) {
      int density = 1 + random.nextInt(4);
      long taken = 0;
      for (long step = 0; step < adjoint; step++) {
        if (taken < level.slots() && random.nextInt(8) < density) {
          held.add(new Entry(level.location(), step, true, false));
          taken++;
        }
      }
    }
    var standing = new Standing(adjoint, true, held);
    var schedule = new Problem(STEPS + 1, levels, costs).plan();
    ActionStream stream = ContinuedPlan.with(costs).replan(schedule, standing);
    Forecast forecast = stream.remaining();
    BigDecimal least = BruteForce.continued(standing, levels, costs).orElseThrow();
    String which =
        "seed %d, %s, %s, %s: %s, least %s"
            .formatted(seed, levels, costs, standing, forecast.cost(), least);
    var referee = ScheduleReferee.continued(STEPS + 1, levels, standing);
    stream.forEachRemaining(referee::accept);
    referee.finish(true);
    assertEquals(List.of(), forecast.differences(referee.counts()), which);
    int compared = forecast.cost().compareTo(least);
    assertTrue(compared >= 0, which);
    assertTrue(!forecast.optimal() || compared == 0, which);
    assertTrue(forecast.lowerBound().orElse(least).compareTo(least) <= 0, which);
    BigDecimal nothing = BruteForce.restartOnly(adjoint, levels, costs).orElseThrow();
    assertTrue(forecast.cost().compareTo(nothing) <= 0, which);
    double ratio = forecast.cost().doubleValue() / least.doubleValue();
    return new Tally(
        tally.checked + 1,
        tally.best + (compared == 0 ? 1 : 0),
        tally.proved + (forecast.optimal() ? 1 : 0),
        Math.max(tally.worst, ratio));
  }

  /// Costs that do not decrease from level to level, some of them free or the same.
  private static List<Level> levels(SplittableRandom random, int count) {
    var levels = new ArrayList<Level>();
    BigDecimal write = BigDecimal.ZERO;
    BigDecimal read = BigDecimal.ZERO;
    for (int k = 0; k < count; k++) {
      if (k > 0 || count == 1 || random.nextInt(3) == 0) {
        write = write.add(BigDecimal.valueOf(random.nextInt(3)));
        read = read.add(BigDecimal.valueOf(random.nextInt(count == 1 ? 13 : 4)));
      }
      int slots = k == count - 1 ? 1 + random.nextInt(3) : random.nextInt(3);
      levels.add(new Level(PLACES.get(k), slots, write, read));
    }
    return levels;
  }
}
