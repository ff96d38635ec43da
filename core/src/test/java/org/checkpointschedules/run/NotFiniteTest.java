package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.junit.jupiter.api.Test;

/// What is not finite ends a run where it is first seen.
class NotFiniteTest {
  private static final long STEPS = 2_000;
  private static final long BAD = 6;
  private static final RevolveCheckpointSchedule SCHEDULE = RevolveCheckpointSchedule.of(STEPS, 10);

  /// A ring that divides by zero.
  private static final class Infinite implements Model<double[], double[]> {
    final double factor;
    long forward;
    long reversed;

    /// @param factor infinite, or 1
    Infinite(double factor) {
      this.factor = factor;
    }

    @Override
    public double[] forward(long step, double[] state) {
      forward++;
      double[] next = Ring.forward(step, state);
      next[2] *= step == BAD ? factor : 1;
      return next;
    }

    @Override
    public double[] adjoint(long step, double[] state, double[] adjoint) {
      reversed++;
      return adjoint;
    }
  }

  private static final class InfiniteInPlace extends RingInPlace {
    private long reached;

    InfiniteInPlace() {
      super(true);
    }

    @Override
    public void advance(long n0, long n1) {
      for (long step = n0; step < n1; step++) {
        super.advance(step, step + 1);
        u[1] = step == BAD ? Double.NaN : u[1];
      }
      reached = n1;
    }
  }

  @Test
  void aStateEndsTheForward() {
    var model = new Infinite(Double.POSITIVE_INFINITY);
    var adjoint = Adjoint.of(model).schedule(SCHEDULE);
    var found =
        assertThrows(NotFiniteException.class, () -> adjoint.run(Ring.initial(), Ring::seed));
    long step = found.step().orElseThrow();
    assertTrue(step > BAD && step <= 64, found::getMessage);
    assertTrue(found.getMessage().contains("; it came about in steps "), found::getMessage);
    assertEquals(step, model.forward);
    var allowed = adjoint.allowNotFinite();
    allowed.run(Ring.initial(), u -> new double[u.length]);
    assertEquals(STEPS, model.reversed);
  }

  @Test
  void aStateInPlaceEndsTheForwardWhereItIsNumbers() {
    var model = new InfiniteInPlace();
    var adjoint = Adjoint.of(model).schedule(SCHEDULE).elements(ElementType.FLOAT64);
    var found = assertThrows(NotFiniteException.class, adjoint::run);
    assertEquals(model.reached, found.step().orElseThrow());
    assertTrue(model.reached <= 64, found::getMessage);
    assertThrows(NotFiniteException.class, adjoint.digests()::run);
    assertThrows(NotFiniteException.class, adjoint.checked()::run);
    adjoint.allowNotFinite().run();
  }

  @Test
  void seedAndGradientAreLookedAt() {
    UnaryOperator<double[]> bad = u -> new double[] {1, 2, Double.NaN};
    var model = new Infinite(1);
    var adjoint = Adjoint.of(model).schedule(SCHEDULE);
    var seed = assertThrows(NotFiniteException.class, () -> adjoint.run(Ring.initial(), bad));
    assertFalse(seed.step().isPresent());
    assertTrue(seed.getMessage().contains("adjoint seed"), seed::getMessage);
    assertEquals(0, model.reversed);
    assertThrows(
        NotFiniteException.class,
        () -> adjoint.noReplayCheck().run(new double[] {Double.NaN}, Ring::seed));
    adjoint.allowNotFinite().run(Ring.initial(), bad);
    var explodes =
        new Model<float[], float[]>() {
          @Override
          public float[] forward(long step, float[] state) {
            return state;
          }

          @Override
          public float[] adjoint(long step, float[] state, float[] adjoint) {
            return new float[] {3 * adjoint[0]};
          }
        };
    var gradient =
        assertThrows(
            NotFiniteException.class,
            () -> Adjoint.of(explodes).schedule(SCHEDULE).run(new float[] {1}, u -> u));
    assertTrue(gradient.getMessage().contains("gradient"), gradient::getMessage);
  }
}
