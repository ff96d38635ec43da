package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that would give wrong gradients in silence, and what `checked()` says of them.
class CheckedTest {
  private static final ListSchedule RECOMPUTING = recomputing(RAM);

  @TempDir Path directory;

  /// Six steps, of which the first three are computed twice: restart data at 0 in a level.
  private static ListSchedule recomputing(StorageLocation level) {
    return ListSchedule.of(
        6,
        List.of(Level.free(level, 1)),
        List.of(
            new Forward(0, 3, true, false, level),
            new Forward(3, 6, false, true, StorageLocation.TAPE),
            new EndForward(),
            new Reverse(6, 3, true),
            new Copy(0, level, StorageLocation.TAPE, true),
            new Forward(0, 3, false, true, StorageLocation.TAPE),
            new Reverse(3, 0, true),
            new EndReverse()));
  }

  /// The value model with one thing wrong in its forward.
  private abstract static class Broken implements Model<double[], double[]> {
    @Override
    public double[] adjoint(long step, double[] state, double[] adjoint) {
      return Ring.adjoint(Ring.slopes(step, state), adjoint);
    }
  }

  private static InconsistentModelException found(Model<double[], double[]> model) {
    return assertThrows(
        InconsistentModelException.class,
        () -> Adjoint.of(model).schedule(RECOMPUTING).checked().run(Ring.initial(), Ring::seed));
  }

  @Test
  void aStepThatWritesIntoItsArgument() {
    var model =
        new Broken() {
          @Override
          public double[] forward(long step, double[] state) {
            double[] next = Ring.forward(step, state);
            if (step == 2) {
              System.arraycopy(next, 0, state, 0, next.length);
              return state;
            }
            return next;
          }
        };
    // Unchecked it goes unnoticed, and the gradient is wrong: that is what the checks are for.
    double[] wrong =
        Adjoint.of(model).schedule(RECOMPUTING).run(Ring.initial(), Ring::seed).value();
    double[] right =
        Adjoint.of(new Ring.Values()).schedule(RECOMPUTING).run(Ring.initial(), Ring::seed).value();
    assertFalse(Arrays.equals(wrong, right));
    assertEquals(2, found(model).step());
  }

  @Test
  void aModelThatGoesOnWritingIntoWhatItReturned() {
    var model =
        new Broken() {
          private final double[] work = new double[Ring.CELLS];

          @Override
          public double[] forward(long step, double[] state) {
            System.arraycopy(Ring.forward(step, state), 0, work, 0, work.length);
            return work;
          }
        };
    assertEquals(1, found(model).step());
  }

  @Test
  void aModelWithHiddenState() {
    var model =
        new Broken() {
          private int calls;

          @Override
          public double[] forward(long step, double[] state) {
            double[] next = Ring.forward(step, state);
            // From the eighth call on, which recomputes step 1, one bit differs.
            next[0] = ++calls < 8 ? next[0] : Math.nextUp(next[0]);
            return next;
          }
        };
    var e = found(model);
    assertEquals(1, e.step());
    assertTrue(e.getMessage().contains("deterministic"), e.getMessage());
  }

  @Test
  void anAdjointThatWritesIntoTheState() {
    var model =
        new Broken() {
          @Override
          public double[] forward(long step, double[] state) {
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            double[] next = super.adjoint(step, state, adjoint);
            if (step == 4) {
              state[0] = 0;
            }
            return next;
          }
        };
    assertEquals(4, found(model).step());
  }

  @Test
  void aSeedThatWritesIntoTheFinalState() {
    var e =
        assertThrows(
            InconsistentModelException.class,
            () ->
                Adjoint.of(new Ring.Values())
                    .schedule(RECOMPUTING)
                    .checked()
                    .run(
                        Ring.initial(),
                        x -> {
                          x[0] = 1;
                          return Ring.seed(x);
                        }));
    assertEquals(6, e.step());
  }

  @Test
  void adjointDataThatIsSharedAndWrittenAgain() {
    var model =
        new RecordingModel<double[], double[], double[]>() {
          private final double[] slopes = new double[2 * Ring.CELLS];

          @Override
          public double[] forward(long step, double[] state) {
            return Ring.forward(step, state);
          }

          @Override
          public Recorded<double[], double[]> record(long step, double[] state) {
            System.arraycopy(Ring.slopes(step, state), 0, slopes, 0, slopes.length);
            return new Recorded<>(Ring.forward(step, state), slopes);
          }

          @Override
          public double[] adjoint(long step, double[] data, double[] adjoint) {
            return Ring.adjoint(data, adjoint);
          }
        };
    var e =
        assertThrows(
            InconsistentModelException.class,
            () ->
                Adjoint.of(model).schedule(RECOMPUTING).checked().run(Ring.initial(), Ring::seed));
    assertEquals(4, e.step(), "step 5 was written last and is intact");
  }

  @Test
  void anInPlaceModelWhoseRestartDataIsIncomplete() {
    var model =
        new RingInPlace(false) {
          private double hidden;

          @Override
          public void advance(long n0, long n1) {
            super.advance(n0, n1);
            hidden += 1e-3;
            u[1] += hidden;
          }
        };
    assertEquals(0, foundIn(model).step(), "the first step that is recomputed");
  }

  @Test
  void anInPlaceModelThatRestoresWrongly() {
    var model =
        new RingInPlace(false) {
          @Override
          public void restore(long step, MemorySegment from) {
            super.restore(step, from);
            u[2] = (float) u[2];
          }
        };
    var e = foundIn(model);
    assertEquals(0, e.step());
    assertTrue(e.getMessage().contains("restore"), e.getMessage());
  }

  @Test
  void anInPlaceModelThatReversesInItsForwardArrays() {
    var model =
        new RingInPlace(false) {
          @Override
          public void reverse(long step, MemorySegment data) {
            super.reverse(step, data);
            if (step == 4) {
              u = data.toArray(ValueLayout.JAVA_DOUBLE);
            }
          }
        };
    var e = foundIn(model);
    assertEquals(4, e.step());
    assertTrue(e.getMessage().contains("reverse"), e.getMessage());
  }

  @Test
  void anInPlaceModelThatLeavesBytesUnwritten() {
    var model =
        new RingInPlace(false) {
          @Override
          public void capture(MemorySegment to) {
            byte last = to.get(ValueLayout.JAVA_BYTE, stateBytes() - 1);
            super.capture(to);
            to.set(ValueLayout.JAVA_BYTE, stateBytes() - 1, last);
          }
        };
    assertEquals(0, foundIn(model).step());
  }

  private InconsistentModelException foundIn(InPlaceModel model) {
    return assertThrows(
        InconsistentModelException.class,
        () -> Adjoint.of(model).schedule(recomputing(DISK)).directory(directory).checked().run());
  }
}
