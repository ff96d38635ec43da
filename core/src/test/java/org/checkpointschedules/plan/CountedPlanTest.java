package org.checkpointschedules.plan;

import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;

/// Figures of levels that share a price have no closed form, and are counted where that is quick.
class CountedPlanTest {
  private static final StorageLocation X = StorageLocation.level("X");
  private static final StorageLocation Y = StorageLocation.level("Y");

  private static void known(Forecast forecast, String where) {
    forecast
        .levels()
        .values()
        .forEach(traffic ->
            assertTrue(traffic.writes().isPresent() && traffic.reads().isPresent(), where));
  }

  @Test
  void levelsOfOnePriceAreCounted() {
    for (long steps = 1; steps <= 30; steps++) {
      for (int slots = 0; slots < 27; slots++) {
        for (double price : new double[] {0, 1.5}) {
          var schedule =
              Problem.steps(steps)
                  .level(StorageLocation.RAM, 1 + slots % 3, writeCost(price), readCost(price))
                  .level(X, slots / 3 % 3, writeCost(price), readCost(price))
                  .level(Y, slots / 9, writeCost(2), readCost(2))
                  .plan();
          String where = schedule.steps() + " steps on " + schedule.levels();
          known(schedule.forecast(), where);
          assertEquals(
              List.of(), schedule.forecast().differences(ScheduleReferee.check(schedule)), where);
          ActionStream opened = schedule.open(steps / 2);
          Forecast remaining = opened.remaining();
          known(remaining, where);
          var standing = new Standing(steps / 2, true, opened.held());
          var referee = ScheduleReferee.continued(steps, schedule.levels(), standing);
          opened.forEachRemaining(referee::accept);
          assertEquals(List.of(), remaining.differences(referee.counts()), where);
        }
      }
    }
  }

  /// The example of many steps: a closed form or nothing.
  @Test
  void whatWouldTakeLongIsLeftOpen() {
    var schedule = Problem.steps(1_000_000_000L).level(StorageLocation.RAM, 2).level(X, 2).plan();
    assertTrue(schedule.forecast().levels().get(X).writes().isEmpty());
    assertEquals(4_000_000_000L, schedule.forecast().actions().getAsLong());
  }
}
