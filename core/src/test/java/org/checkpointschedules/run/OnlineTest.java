package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.OnlineCheckpointSchedule;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose number of steps shows when the forward has ended.
class OnlineTest {
  @TempDir Path directory;

  /// A ring that counts its forward steps, and a forward of its own beside it.
  private static final class Counted implements Model<double[], double[]> {
    long forwards;

    @Override
    public double[] forward(long step, double[] state) {
      forwards++;
      return Ring.forward(step, state);
    }

    @Override
    public double[] adjoint(long step, double[] state, double[] adjoint) {
      return Ring.adjoint(Ring.slopes(step, state), adjoint);
    }
  }

  private static OnlineForward<double[]> steps(long n) {
    return (x, afterStep) -> {
      double[] u = x;
      for (long step = 0; step < n; step++) {
        u = Ring.forward(step, u);
        afterStep.accept(u);
      }
    };
  }

  private record Places(StorageLocation blocks, StorageLocation binomial) {}

  @Test
  void theGradientIsThatOfStoringEverythingAndTheCountsAreThoseForecast() {
    for (Places places :
        List.of(new Places(RAM, RAM), new Places(DISK, RAM), new Places(DISK, DISK))) {
      long most = places.blocks().equals(DISK) ? 13 : 30;
      for (long n = 1; n <= most; n++) {
        double[] expected =
            Adjoint.of(new Ring.Values())
                .schedule(ListSchedule.storeAll(n))
                .run(Ring.initial(), Ring::seed)
                .value();
        for (long period = 1; period <= 8; period += places.blocks().equals(DISK) ? 3 : 1) {
          for (long snapshots = 0; snapshots <= 3; snapshots++) {
            String what = "n %d, period %d, %d, %s".formatted(n, period, snapshots, places);
            var model = new Counted();
            Gradient<double[]> gradient =
                Adjoint.of(model)
                    .directory(directory)
                    .run(
                        TwoLevelCheckpointSchedule.online(
                            period, snapshots, places.blocks(), places.binomial()),
                        Ring.initial(),
                        steps(n),
                        Ring::seed);
            Bits.assertSame(expected, gradient.value(), what);
            assertEquals(List.of(), gradient.report().differences(), what);
            assertEquals(n, gradient.report().steps(), what);
            assertEquals(
                gradient.report().forecast().forwardSteps().longValueExact() - n,
                model.forwards,
                what);
          }
        }
      }
    }
  }

  @Test
  void aForwardThatTheModelDoesNotReproduceIsCaught() {
    OnlineForward<double[]> other =
        (x, afterStep) ->
            steps(20)
                .run(
                    x,
                    new Consumer<>() {
                      int at;

                      @Override
                      public void accept(double[] u) {
                        if (++at == 14) {
                          u[0] = Math.nextUp(u[0]);
                        }
                        afterStep.accept(u);
                      }
                    });
    var online = TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM);
    for (var run :
        List.of(Adjoint.of(new Ring.Values()).digests(), Adjoint.of(new Ring.Values()).checked())) {
      var caught =
          assertThrows(
              InconsistentModelException.class,
              () -> run.run(online, Ring.initial(), other, Ring::seed));
      assertEquals(13, caught.step());
      run.run(online, Ring.initial(), steps(20), Ring::seed);
    }
  }

  @Test
  void schedulesThatNeedTheNumberOfStepsAreRefusedBeforeAnyWork() {
    List<OnlineCheckpointSchedule> refused =
        List.of(
            n -> RevolveCheckpointSchedule.of(n, 3),
            n -> MixedCheckpointSchedule.of(n, 3, RAM),
            n -> MultistageCheckpointSchedule.of(n, 2, 2),
            SingleMemoryCheckpointSchedule::of);
    OnlineForward<double[]> never =
        (_, _) -> {
          throw new AssertionError("the forward ran");
        };
    for (OnlineCheckpointSchedule online : refused) {
      var thrown =
          assertThrows(
              InvalidArgumentException.class,
              () -> Adjoint.of(new Ring.Values()).run(online, Ring.initial(), never, Ring::seed));
      assertEquals("online schedule", thrown.argument());
    }
    var journalled =
        Adjoint.of(new Ring.Values())
            .replanner(ContinuedPlan.with(StepCosts.UNIT))
            .journal(Journal.in(directory, "run", new byte[8]));
    assertThrows(
        InvalidArgumentException.class,
        () ->
            journalled.run(
                TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM),
                Ring.initial(),
                never,
                Ring::seed));
  }

  @Test
  void argumentsOutOfRangeAreRefusedWhereTheScheduleIsMade() {
    assertThrows(
        InvalidArgumentException.class, () -> TwoLevelCheckpointSchedule.online(0, 1, RAM, RAM));
    assertThrows(
        InvalidArgumentException.class, () -> TwoLevelCheckpointSchedule.online(4, -1, DISK, RAM));
  }

  @Test
  void aFamilyThatChangesItsForwardIsRefusedBeforeTheAdjoint() {
    OnlineCheckpointSchedule fickle =
        n -> TwoLevelCheckpointSchedule.online(n == 10 ? 3 : 4, 1, RAM, RAM).ended(n);
    var model = new Ring.Values();
    var thrown =
        assertThrows(
            InvalidArgumentException.class,
            () -> Adjoint.of(model).run(fickle, Ring.initial(), steps(10), Ring::seed));
    assertEquals("online schedule", thrown.argument());
    assertEquals("", model.reversed.toString());
  }

  @Test
  void aForwardOfNoStepsAndStatesAfterItsEndAreRefused() {
    var run = Adjoint.of(new Ring.Values());
    var online = TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM);
    assertThrows(
        InvalidArgumentException.class,
        () -> run.run(online, Ring.initial(), steps(0), Ring::seed));
    var kept = new ArrayList<Consumer<? super double[]>>();
    run.run(
        online,
        Ring.initial(),
        (x, afterStep) -> {
          steps(5).run(x, afterStep);
          kept.add(afterStep);
        },
        Ring::seed);
    assertThrows(IllegalStateException.class, () -> kept.getFirst().accept(Ring.initial()));
  }

  @Test
  void aForwardThatFailsReachesTheCallerAndLeavesNoFiles() throws IOException {
    var failure = new ArithmeticException("step size");
    OnlineForward<double[]> failing =
        (x, afterStep) -> {
          steps(9).run(x, afterStep);
          throw failure;
        };
    var online = TwoLevelCheckpointSchedule.online(2, 1, DISK, RAM);
    var run = Adjoint.of(new Ring.Values()).directory(directory);
    assertSame(
        failure,
        assertThrows(
            ArithmeticException.class, () -> run.run(online, Ring.initial(), failing, Ring::seed)));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void observersSeeEveryActionAndAStopIsHeeded() {
    var seen = new ArrayList<Action>();
    var started = new ArrayList<CheckpointSchedule>();
    var run =
        Adjoint.of(new Ring.Values())
            .observer(
                new RunObserver() {
                  @Override
                  public void start(CheckpointSchedule schedule, Forecast forecast) {
                    started.add(schedule);
                    assertTrue(seen.isEmpty());
                  }

                  @Override
                  public void action(ActionEvent event) {
                    seen.add(event.action());
                    assertEquals(seen.size(), event.number());
                  }
                });
    run.run(
        TwoLevelCheckpointSchedule.online(3, 1, RAM, RAM), Ring.initial(), steps(11), Ring::seed);
    var planned = new ArrayList<Action>();
    started.getFirst().forEach(planned::add);
    assertEquals(planned, seen);
    assertEquals(11, started.getFirst().steps());
    assertEquals(List.of(Level.free(RAM, Level.UNBOUNDED)), started.getFirst().levels());

    var control = new RunControl();
    control.stop();
    assertThrows(
        RunStoppedException.class,
        () ->
            run.control(control)
                .run(
                    TwoLevelCheckpointSchedule.online(3, 1, RAM, RAM),
                    Ring.initial(),
                    steps(11),
                    Ring::seed));
  }
}
