package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.Problem;
import org.junit.jupiter.api.Test;

/// Continuations beside the best there are, by exhaustive search: within the bound that is proved,
/// and above the lower bound that is forecast.
class ContinuationTest {
  private static final int STEPS = 9;

  @Test
  void continuationsAreWithinTheirBound() {
    long seed = 20_265;
    var random = new SplittableRandom(seed);
    int checked = 0;
    int best = 0;
    double worst = 1;
    while (checked < 600) {
      var levels = new ArrayList<Level>();
      levels.add(new Level(RAM, random.nextInt(3), BigDecimal.ZERO, BigDecimal.ZERO));
      var price = BigDecimal.valueOf(random.nextInt(4));
      levels.add(new Level(DISK, 1 + random.nextInt(3), price, price));
      var schedule = new Problem(STEPS, levels, StepCosts.UNIT).plan();
      long adjoint = 2 + random.nextInt(STEPS - 1);
      var held = new ArrayList<Entry>();
      for (Level level : levels) {
        for (long step = 0; step < adjoint; step++) {
          if (held.stream().filter(e -> e.location().equals(level.location())).count()
                  < level.slots()
              && random.nextInt(4) == 0) {
            held.add(new Entry(level.location(), step, true, false));
          }
        }
      }
      var standing = new Standing(adjoint, true, held);
      Forecast forecast = ContinuedPlan.with(StepCosts.UNIT).replan(schedule, standing).remaining();
      BigDecimal least = BruteForce.continued(standing, levels, StepCosts.UNIT).orElseThrow();
      BigDecimal nothing =
          BruteForce.restartOnly((int) adjoint, levels, StepCosts.UNIT).orElseThrow();
      BigDecimal allowed = least;
      for (Entry entry : held) {
        Level level = levels.get(entry.location().equals(RAM) ? 0 : 1);
        allowed = allowed.add(level.writeCost());
      }
      allowed =
          allowed.add(BigDecimal.valueOf(held.stream().mapToLong(Entry::step).max().orElse(0)));
      String which =
          "seed %d, %s, %s: %s, least %s".formatted(seed, levels, standing, forecast.cost(), least);
      assertTrue(forecast.cost().compareTo(least) >= 0, which);
      assertTrue(forecast.cost().compareTo(allowed) <= 0, which);
      assertTrue(!forecast.optimal() || forecast.cost().compareTo(least) == 0, which);
      assertTrue(forecast.cost().compareTo(nothing) <= 0, which);
      forecast
          .lowerBound()
          .ifPresent(bound -> assertTrue(bound.compareTo(least) <= 0, which + " below " + bound));
      best += forecast.cost().compareTo(least) == 0 ? 1 : 0;
      worst = Math.max(worst, forecast.cost().doubleValue() / least.doubleValue());
      checked++;
    }
    System.out.printf(
        "continuations: %d of %d are the best, the worst costs %.3f times it%n",
        best, checked, worst);
    assertTrue(best >= 580, best + " of " + checked + " are the best");
    assertTrue(worst < 1.08, "the worst costs %.3f times it".formatted(worst));
  }
}
