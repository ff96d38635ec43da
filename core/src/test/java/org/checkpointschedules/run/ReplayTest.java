package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.store.StateCodec;
import org.junit.jupiter.api.Test;

/// The sampled replay check, which every run makes unless it is told otherwise.
class ReplayTest {
  private static final long STEPS = 200;
  private static final long LATE = 50;
  private static final RevolveCheckpointSchedule SCHEDULE = RevolveCheckpointSchedule.of(STEPS, 5);

  /// What is wrong with the forward from its 51st call on.
  private interface Change {
    double[] apply(long call, double[] next);
  }

  private static final Change COUNTER =
      (call, next) -> {
        next[0] += call > LATE ? 1e-9 * call : 0;
        return next;
      };

  /// Differs by a few ulps from call to call.
  private static final Change ROUNDING =
      (call, next) -> {
        next[0] += (call % 3) * Math.ulp(next[0]);
        return next;
      };

  private static final class LateInPlace extends RingInPlace {
    private final Change change;
    private long calls;

    LateInPlace(Change change) {
      super(true);
      this.change = change;
    }

    @Override
    public void advance(long n0, long n1) {
      for (long step = n0; step < n1; step++) {
        super.advance(step, step + 1);
        u = change.apply(++calls, u);
      }
    }
  }

  private static Model<double[], double[]> late(Change change) {
    return new Model<>() {
      private long calls;

      @Override
      public double[] forward(long step, double[] state) {
        return change.apply(++calls, Ring.forward(step, state));
      }

      @Override
      public double[] adjoint(long step, double[] state, double[] adjoint) {
        return Ring.adjoint(Ring.slopes(step, state), adjoint);
      }
    };
  }

  private static Gradient<double[]> run(
      Model<double[], double[]> model,
      UnaryOperator<ValueAdjoint<double[], double[], double[]>> set) {
    return set.apply(Adjoint.of(model).schedule(SCHEDULE)).run(Ring.initial(), Ring::seed);
  }

  @Test
  void whatBeginsToMatterLateIsFoundInTheValueStyle() {
    var found =
        assertThrows(
            InconsistentModelException.class, () -> run(late(COUNTER), adjoint -> adjoint));
    assertTrue(found.getMessage().startsWith("step " + found.step() + ": "), found::getMessage);
    ReplayFigures off = run(late(COUNTER), ValueAdjoint::noReplayCheck).report().replay();
    assertEquals("off", off.toString());
  }

  @Test
  void whatBeginsToMatterLateIsFoundInPlace() {
    var adjoint = Adjoint.of(new LateInPlace(COUNTER)).schedule(SCHEDULE);
    assertThrows(InconsistentModelException.class, adjoint::run);
    Adjoint.of(new LateInPlace(COUNTER)).schedule(SCHEDULE).noReplayCheck().run();
  }

  @Test
  void whatBeginsToMatterLateIsFoundWhereTheEndIsNotKnown() {
    var model = late(COUNTER);
    var adjoint = Adjoint.of(model);
    var online = TwoLevelCheckpointSchedule.online(20, 4, StorageLocation.RAM, StorageLocation.RAM);
    assertThrows(
        InconsistentModelException.class,
        () ->
            adjoint.run(
                online,
                Ring.initial(),
                (x, afterStep) -> {
                  double[] u = x;
                  for (long step = 0; step < STEPS; step++) {
                    u = model.forward(step, u);
                    afterStep.accept(u);
                  }
                },
                Ring::seed));
  }

  @Test
  void aStateThatIsWrittenIntoIsFound() {
    var kept = new double[1][];
    var model =
        new Model<double[], double[]>() {
          @Override
          public double[] forward(long step, double[] state) {
            kept[0] = step == 0 ? state : kept[0];
            kept[0][0] = step == STEPS - 1 ? 7 : kept[0][0];
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            return Ring.adjoint(Ring.slopes(step, state), adjoint);
          }
        };
    assertThrows(InconsistentModelException.class, () -> run(model, adjoint -> adjoint));
  }

  @Test
  void anHonestModelPassesAndTheReportSaysWhatWasLookedAt() {
    var plain = new RingInPlace(true);
    var watched = new RingInPlace(true);
    Adjoint.of(plain).schedule(SCHEDULE).noReplayCheck().run();
    RunReport report = Adjoint.of(watched).schedule(SCHEDULE).run();
    assertArrayEquals(plain.bar, watched.bar);
    ReplayFigures replay = report.replay();
    assertTrue(replay.places() > 0 && replay.compared() >= replay.places() - 1, replay::toString);
    assertTrue(report.table().contains("replay check: "), report::table);
    assertEquals(0, replay.largestDifference());
    assertEquals(report.forecast().forwardSteps().longValue(), report.counted().forwardSteps());
  }

  @Test
  void statesWithoutACodecAreNotCompared() {
    var model =
        new Model<Optional<Double>, Double>() {
          @Override
          public Optional<Double> forward(long step, Optional<Double> state) {
            return state.map(u -> u - 0.1 * u * u);
          }

          @Override
          public Double adjoint(long step, Optional<Double> state, Double adjoint) {
            return adjoint * (1 - 0.2 * state.orElseThrow());
          }
        };
    var adjoint = Adjoint.of(model).schedule(SCHEDULE);
    var report = adjoint.run(Optional.of(1.0), Optional::orElseThrow).report();
    assertTrue(report.replay().toString().contains("no codec for"), report::table);
    var tolerant = adjoint.reproducibleTo(1e-9);
    assertThrows(
        InvalidArgumentException.class,
        () -> tolerant.run(Optional.of(1.0), Optional::orElseThrow));
  }

  /// What a level rounds is no fault of the model.
  @Test
  void aCodecThatRoundsEndsTheCheck() {
    StateCodec<double[]> floats =
        StateCodec.floats()
            .as(
                (double[] u) -> {
                  var rounded = new float[u.length];
                  for (int i = 0; i < u.length; i++) {
                    rounded[i] = (float) u[i];
                  }
                  return rounded;
                },
                rounded -> {
                  var u = new double[rounded.length];
                  for (int i = 0; i < u.length; i++) {
                    u[i] = rounded[i];
                  }
                  return u;
                });
    var report =
        Adjoint.of(new Ring.Values())
            .codec(floats)
            .schedule(MultistageCheckpointSchedule.of(STEPS, 0, 6))
            .run(Ring.initial(), Ring::seed)
            .report();
    assertTrue(report.replay().remark().contains("rounded"), report::table);
  }

  @Test
  void roundingIsRefusedUnlessItIsAllowed() {
    assertThrows(InconsistentModelException.class, () -> run(late(ROUNDING), adjoint -> adjoint));
    ReplayFigures seen =
        run(late(ROUNDING), adjoint -> adjoint.reproducibleTo(1e-6)).report().replay();
    assertTrue(seen.largestDifference() > 0 && seen.largestDifference() < 1e-6, seen::toString);
    assertTrue(seen.toString().contains("not bit-identical"), seen::toString);
    run(late(ROUNDING), adjoint -> adjoint.reproducibleTo(1e-6).checked());
    run(late(ROUNDING), adjoint -> adjoint.reproducibleTo(1e-6).digests());
    assertThrows(
        InconsistentModelException.class, () -> run(late(ROUNDING), ValueAdjoint::checked));
    assertThrows(
        InconsistentModelException.class,
        () -> run(late(COUNTER), adjoint -> adjoint.reproducibleTo(1e-15)));
  }

  @Test
  void roundingIsAllowedInPlaceWhereStatesAreNumbers() {
    var adjoint = Adjoint.of(new LateInPlace(ROUNDING)).schedule(SCHEDULE);
    assertThrows(InconsistentModelException.class, adjoint::run);
    assertThrows(InvalidArgumentException.class, adjoint.reproducibleTo(1e-6)::run);
    var report = adjoint.reproducibleTo(1e-6).elements(ElementType.FLOAT64).run();
    assertTrue(report.replay().largestDifference() > 0, report::table);
    var strange = new LateInPlace(COUNTER);
    assertThrows(
        InconsistentModelException.class,
        Adjoint.of(strange).schedule(SCHEDULE).reproducibleTo(1e-15).elements(ElementType.FLOAT64)
            ::run);
    adjoint.reproducibleTo(1e-6).elements(ElementType.FLOAT64).checked().run();
    adjoint.reproducibleTo(1e-6).elements(ElementType.FLOAT64).digests().run();
    assertThrows(InconsistentModelException.class, adjoint.checked()::run);
    assertThrows(InvalidArgumentException.class, () -> adjoint.reproducibleTo(Double.NaN));
    assertThrows(InvalidArgumentException.class, () -> adjoint.reproducibleTo(0));
  }
}
