package org.checkpointschedules.run;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models whose adjoint cannot be saved, or not be taken again, and who finds them: a rehearsal, a
/// calibration, a checked run.
class AdjointStateTest {
  private static final int STEPS = 6;
  private static final ListSchedule STORE_ALL =
      ListSchedule.of(
          STEPS,
          List.of(Level.free(StorageLocation.RAM, 1)),
          List.of(
              new Forward(0, STEPS, false, true, StorageLocation.TAPE),
              new EndForward(),
              new Reverse(STEPS, 0, true),
              new EndReverse()));

  /// The ring with a sum over all adjoint steps, kept in its adjoint state and shown.
  private static class Summing extends ResumableRing {
    double sum;

    Summing() {
      super(false, Long.MAX_VALUE);
    }

    @Override
    public void initializeAdjoint() {
      super.initializeAdjoint();
      sum = 0;
    }

    @Override
    public void reverse(long step, MemorySegment data) {
      sum += bar[0] * data.get(JAVA_DOUBLE, 0);
      super.reverse(step, data);
    }

    @Override
    public long adjointBytes() {
      return super.adjointBytes() + Double.BYTES;
    }

    @Override
    public void captureAdjoint(MemorySegment to) {
      super.captureAdjoint(to);
      to.set(JAVA_DOUBLE, super.adjointBytes(), sum);
    }

    @Override
    public void restoreAdjoint(long step, MemorySegment from) {
      super.restoreAdjoint(step, from.asSlice(0, super.adjointBytes()));
      sum = from.get(JAVA_DOUBLE, super.adjointBytes());
    }

    @Override
    public double captureResult(MemorySegment gradient) {
      return sum;
    }
  }

  /// Left out of the adjoint state.
  private static class SumOutside extends Summing {
    @Override
    public long adjointBytes() {
      return stateBytes();
    }

    @Override
    public void captureAdjoint(MemorySegment to) {
      MemorySegment.copy(bar, 0, to, JAVA_DOUBLE, 0, bar.length);
    }

    @Override
    public void restoreAdjoint(long step, MemorySegment from) {
      bar = from.toArray(JAVA_DOUBLE);
    }
  }

  private static Arguments model(String says, boolean alsoChecked, Supplier<InPlaceModel> model) {
    return Arguments.of(says, alsoChecked, model);
  }

  static Stream<Arguments> models() {
    return Stream.of(
        model("another gradient or objective", true, SumOutside::new),
        model(
            "does not start everything from zero",
            false,
            () ->
                new Summing() {
                  @Override
                  public void initializeAdjoint() {
                    double kept = sum;
                    super.initializeAdjoint();
                    sum = kept;
                  }
                }),
        model(
            "captureAdjoint",
            true,
            () ->
                new Summing() {
                  @Override
                  public void captureAdjoint(MemorySegment to) {}
                }),
        model(
            "captureAdjoint after restoreAdjoint",
            true,
            () ->
                new Summing() {
                  @Override
                  public void restoreAdjoint(long step, MemorySegment from) {}
                }),
        model(
            "captureAdjoint",
            true,
            () ->
                new Summing() {
                  @Override
                  public void captureAdjoint(MemorySegment to) {
                    byte last = to.get(JAVA_BYTE, adjointBytes() - 1);
                    super.captureAdjoint(to);
                    to.set(JAVA_BYTE, adjointBytes() - 1, last);
                  }
                }),
        model(
            "changed the adjoint",
            false,
            () ->
                new Summing() {
                  @Override
                  public void restore(long step, MemorySegment from) {
                    super.restore(step, from);
                    bar[1] = 0;
                  }
                }),
        model(
            "reverse changed the forward state",
            true,
            () ->
                new RingInPlace(false) {
                  @Override
                  public void reverse(long step, MemorySegment data) {
                    super.reverse(step, data);
                    u[0]++;
                  }
                }),
        model(
            "initializeAdjoint changed the forward state",
            true,
            () ->
                new RingInPlace(false) {
                  @Override
                  public void initializeAdjoint() {
                    super.initializeAdjoint();
                    u[0]++;
                  }
                }));
  }

  private static void says(String what, Runnable work) {
    var found = assertThrows(InconsistentModelException.class, work::run);
    assertTrue(found.getMessage().contains(what), found.getMessage());
  }

  @ParameterizedTest
  @MethodSource("models")
  void areFound(String says, boolean alsoChecked, Supplier<InPlaceModel> model) {
    for (long steps : List.of(1L, 1000L)) {
      says(says, () -> Adjoint.of(model.get()).rehearse(steps));
    }
    says(says, () -> Adjoint.of(model.get()).calibrate(STEPS));
    if (alsoChecked) {
      var checked = Adjoint.of(model.get()).schedule(STORE_ALL).checked();
      assertThrows(InconsistentModelException.class, checked::run);
    }
  }

  /// What is taken twice is not counted twice, and a run after a rehearsal starts clean.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatKeepsItsPromisesGoesThrough(boolean summing) {
    Supplier<RingInPlace> models = summing ? Summing::new : () -> new RingInPlace(true);
    RingInPlace plain = models.get();
    Adjoint.of(plain).schedule(STORE_ALL).run();
    for (long steps : List.of(1L, 2L, 1000L)) {
      RingInPlace model = models.get();
      Adjoint.of(model).rehearse(steps);
      Adjoint.of(model).schedule(STORE_ALL).run();
      assertArrayEquals(plain.bar, model.bar);
      Adjoint.of(model).schedule(STORE_ALL).checked().run();
      assertArrayEquals(plain.bar, model.bar);
      if (summing) {
        assertEquals(((Summing) plain).sum, ((Summing) model).sum);
      }
    }
  }

  @Test
  void aRehearsalOfNoStepsIsRefused() {
    assertThrows(
        InvalidArgumentException.class, () -> Adjoint.of(new RingInPlace(false)).rehearse(0));
  }

  private static void valueSays(String what, Model<double[], double[]> model) {
    says(
        what,
        () -> Adjoint.of(model).schedule(STORE_ALL).checked().run(Ring.initial(), Ring::seed));
  }

  @Test
  void aValueAdjointThatChangesWhatItWasGiven() {
    valueSays(
        "adjoint changed the adjoint that it was given",
        new Model<>() {
          @Override
          public double[] forward(long step, double[] state) {
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            double[] next = Ring.adjoint(Ring.slopes(step, state), adjoint);
            System.arraycopy(next, 0, adjoint, 0, next.length);
            return adjoint;
          }
        });
  }

  @Test
  void aValueAdjointThatCountsItsCalls() {
    valueSays(
        "another adjoint when it was called again",
        new Model<>() {
          private int calls;

          @Override
          public double[] forward(long step, double[] state) {
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            double[] next = Ring.adjoint(Ring.slopes(step, state), adjoint);
            next[0] += 1e-9 * ++calls;
            return next;
          }
        });
  }
}
