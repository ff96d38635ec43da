package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.junit.jupiter.api.Test;

/// Whatever a schedule was broken off at, and whatever was lost, the rest is planned legally, ends
/// at step 0, leaves nothing behind, and is forecast as counted.
class ContinuedPlanTest {
  private static final ContinuedPlan PLAN = ContinuedPlan.with(StepCosts.UNIT);

  private static Counts play(CheckpointSchedule schedule, Standing standing) {
    ActionStream stream = PLAN.replan(schedule, standing);
    var referee = ScheduleReferee.continued(schedule.steps(), schedule.levels(), standing);
    while (stream.hasNext()) {
      referee.accept(stream.next());
    }
    referee.finish(!schedule.keepsCheckpoints());
    Counts counts = referee.counts();
    assertEquals(standing.adjointPosition(), counts.adjointSteps());
    assertEquals(List.of(), stream.remaining().differences(counts));
    return counts;
  }

  @Test
  void everyScheduleFromEveryActionWithAnythingLost() {
    var random = new SplittableRandom(20_261);
    long checked = 0;
    for (long steps : new long[] {1, 2, 7, 23}) {
      for (CheckpointSchedule schedule : EverySchedule.of(steps)) {
        var referee = ScheduleReferee.of(steps, schedule.levels());
        long adjoint = steps;
        boolean ended = false;
        for (Action action : schedule) {
          referee.accept(action);
          if (action instanceof Action.Reverse r) {
            adjoint = r.n1();
          }
          ended |= action instanceof Action.EndForward;
          if (action instanceof Action.EndReverse || random.nextInt(steps > 10 ? 16 : 4) > 0) {
            continue;
          }
          var left = new ArrayList<Entry>();
          int kept = random.nextInt(4);
          for (Entry entry : referee.kept()) {
            if (random.nextInt(3) < kept) {
              left.add(entry);
            }
          }
          try {
            play(schedule, new Standing(adjoint, ended, left));
          } catch (RuntimeException e) {
            throw new AssertionError(
                "%s %s, adjoint %d, ended %s, left %s"
                    .formatted(schedule.name(), schedule.levels(), adjoint, ended, left),
                e);
          }
          checked++;
        }
      }
    }
    assertTrue(checked > 1_000, checked + " standings");
  }

  @Test
  void whatSurvivesSparesSteps() {
    var schedule = org.checkpointschedules.plan.RevolveCheckpointSchedule.of(1_000, 10);
    ActionStream opened = schedule.open(700);
    var standing = new Standing(700, true, opened.held());
    Counts all = play(schedule, standing);
    assertEquals(opened.remaining().forwardSteps(), BigInteger.valueOf(all.forwardSteps()));
    Counts none = play(schedule, new Standing(700, true, List.of()));
    assertTrue(none.forwardSteps() > all.forwardSteps());
  }
}
