package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.junit.jupiter.api.Test;

/// Replay digests name the first recomputed step that comes out differently.
class DigestsTest {
  private static final long STEPS = 20;
  private static final long BAD = 13;

  /// A ring whose step `BAD` comes out differently the second time.
  private static final class Moody extends RingInPlace {
    private int calls;

    Moody() {
      super(false);
    }

    @Override
    public void advance(long n0, long n1) {
      super.advance(n0, n1);
      if (n0 <= BAD && BAD < n1 && calls++ > 0) {
        u[0] = Math.nextUp(u[0]);
      }
    }
  }

  @Test
  void theStepIsNamedInPlace() {
    var run = Adjoint.of(new Moody()).schedule(RevolveCheckpointSchedule.of(STEPS, 3)).digests();
    assertEquals(BAD, assertThrows(InconsistentModelException.class, run::run).step());
  }

  @Test
  void theStepIsNamedInTheValueStyle() {
    var calls = new int[1];
    var model =
        new Model<double[], double[]>() {
          @Override
          public double[] forward(long step, double[] state) {
            double[] next = Ring.forward(step, state);
            if (step == BAD && calls[0]++ > 0) {
              next[0] = Math.nextUp(next[0]);
            }
            return next;
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            return Ring.adjoint(Ring.slopes(step, state), adjoint);
          }
        };
    var run = Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(STEPS, 3)).digests();
    var found =
        assertThrows(InconsistentModelException.class, () -> run.run(Ring.initial(), Ring::seed));
    assertEquals(BAD, found.step());
  }

  @Test
  void anHonestModelPasses() {
    var plain = new RingInPlace(true);
    var watched = new RingInPlace(true);
    var schedule = RevolveCheckpointSchedule.of(STEPS, 3);
    Adjoint.of(plain).schedule(schedule).run();
    Adjoint.of(watched).schedule(schedule).digests().run();
    assertArrayEquals(plain.bar, watched.bar);
  }
}
