package org.checkpointschedules.run;

import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.RunStoppedException.Reason;
import org.checkpointschedules.store.StateCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run stops before its time is up, on a clock that steps move: an hour for each forward step,
/// four for each adjoint step, so that what the run really takes is nothing beside.
class TimeLimitTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final long STEPS = 60;
  private static final CheckpointSchedule SCHEDULE =
      RevolveCheckpointSchedule.of(STEPS, 2, 4, writeCost(1), readCost(1));

  private final AtomicLong time = new AtomicLong();

  @TempDir Path directory;

  private double[] run(RunControl control) {
    var model =
        new Model<double[], double[]>() {
          @Override
          public double[] forward(long step, double[] state) {
            time.addAndGet(HOUR);
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            time.addAndGet(4 * HOUR);
            return Ring.adjoint(Ring.slopes(step, state), adjoint);
          }
        };
    return Adjoint.of(model)
        .schedule(SCHEDULE)
        .adjointCodec(StateCodec.doubles())
        .replanner(ContinuedPlan.with(StepCosts.UNIT))
        .journal(Journal.in(directory, "ring", new byte[0]).share(0))
        .control(control)
        .run(Ring.initial(), Ring::seed)
        .value();
  }

  @Test
  void eachCallTakesItFurtherAndNoneTooLong() {
    double[] expected = run(new RunControl());
    double[] value = null;
    int calls = 0;
    while (value == null) {
      assertTrue(calls++ < 30, "each call takes it further");
      long end = time.get() + 60 * HOUR;
      try {
        value = run(new RunControl(time::get, end));
      } catch (RunStoppedException e) {
        assertEquals(Reason.TIME_UP, e.reason());
        assertTrue(e.continuable());
      }
      assertTrue(time.get() <= end, "in time");
    }
    assertTrue(calls > 3, "it took several");
    assertArrayEquals(expected, value);
  }

  @Test
  void aTimeThatIsUpAlreadyStopsItBeforeTheFirstStep() {
    var stopped =
        assertThrows(
            RunStoppedException.class, () -> run(RunControl.stoppingBy(Instant.ofEpochSecond(1))));
    assertEquals(Reason.TIME_UP, stopped.reason());
    assertEquals(0, time.get());
    run(RunControl.stoppingBy(Instant.MAX));
  }

  @Test
  void timeIsLeftForTheLongestWayToTheNextPlaceAndForSaving() {
    var control = new RunControl(time::get, 1_000L);
    var saving = new AtomicLong(100);
    var points = new SafePoints(control, saving::get);
    assertNull(points.reached(RunPhase.FORWARD));
    time.set(300);
    assertNull(points.reached(RunPhase.ADJOINT), "1.5 * 300 + 2 * 100 <= 700");
    for (int i = 0; i < 2_000; i++) {
      assertNull(points.reached(RunPhase.FORWARD), "others do not make it forget");
    }
    time.set(340);
    assertNull(points.reached(RunPhase.FORWARD));
    saving.set(105);
    assertEquals(Reason.TIME_UP, points.reached(RunPhase.FORWARD));
    saving.set(0);
    for (int i = 0; i < 1_024; i++) {
      points.reached(RunPhase.ADJOINT);
    }
    while (time.get() < 940) {
      assertNull(points.reached(RunPhase.FORWARD), "a hiccup is forgotten at last");
      time.addAndGet(10);
    }
    assertEquals(Reason.TIME_UP, points.reached(RunPhase.FORWARD), "1.5 * 40 >= 60");
  }

  @Test
  void whatWasAskedForGoesFirst() {
    var control = new RunControl(time::get, 0L);
    control.stop();
    assertEquals(Reason.ASKED, new SafePoints(control, () -> 0).reached(RunPhase.FORWARD));
  }
}
