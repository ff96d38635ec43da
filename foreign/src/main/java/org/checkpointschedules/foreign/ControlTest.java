package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.SplittableRandom;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.RunControl;
import org.checkpointschedules.run.TaylorTest;

/// Whether a solver's gradient is that of its objective with respect to the control that it
/// declares, on a run of few steps: the control is moved along a random direction, and a
/// [TaylorTest] looks how the objective follows.
///
/// ```java
/// var test = ControlTest.run(solver, 10);
/// System.out.println(test.taylor().table());
/// if (test.verdict() == ControlTest.Verdict.WRONG) { ... }
/// ```
///
/// The steps are the first of the solver's, and their end is the end of the forward: so
/// `initialize-adjoint` comes with the forward there. The objective is what the solver answers to
/// `gradient`, so that each evaluation is a short adjoint. Each component moves in proportion to
/// its size, by one percent at first; one that is 0, in proportion to the root mean square of all.
/// The control is put back afterwards, and the solver initialized.
///
/// Memory: the control a few times, in double, and up to three restart checkpoints.
///
/// @param steps of each run
/// @param taylor what was measured
/// @param slope derivative of the objective along the direction, as the gradient says
public record ControlTest(long steps, TaylorTest taylor, double slope) {
  private static final int HALVINGS = 12;
  private static final int FEW_HALVINGS = 4;
  private static final int CHECKPOINTS = 3;
  private static final double FIRST_STEP = 0.01;
  private static final double LEAST_RATE = 1.9;

  /// Of the change of the objective, where rounding hides the rate.
  private static final double SMALL = 0.01;

  /// What a test says of a gradient.
  public enum Verdict {
    /// The remainder falls with the square of the step; or, where rounding hides that, is less than
    /// a hundredth of what the objective changed by.
    RIGHT,
    /// It does not.
    WRONG,
    /// Nothing is to be seen: the objective does not change, or has no curvature.
    UNSEEN
  }

  /// Tests with up to twelve halvings of the step.
  ///
  /// @param model a solver that declares its control; not in the middle of a run
  /// @param steps of each run, 1 to the solver's
  /// @return what was measured
  /// @throws InvalidArgumentException if the solver declares no control, or has not so many steps
  /// @throws NotFiniteException if its control or its gradient is not finite
  /// @throws SolverException if the solver does not do what the protocol says
  public static ControlTest run(ProcessModel model, long steps) {
    return run(model, steps, 0, new RunControl());
  }

  /// The same of a solver that is reproducible to rounding only, and to be stopped.
  ///
  /// @param model a solver that declares its control; not in the middle of a run
  /// @param steps of each run, 1 to the solver's
  /// @param tolerance relative difference by which its objective may differ when it is computed
  ///   again, from 0
  /// @param control stops the test
  /// @return what was measured
  /// @throws InvalidArgumentException if the solver declares no control, or has not so many steps
  /// @throws NotFiniteException if its control or its gradient is not finite
  /// @throws SolverException if the solver does not do what the protocol says
  /// @throws org.checkpointschedules.run.RunStoppedException if the control asked for it
  public static ControlTest run(
      ProcessModel model, long steps, double tolerance, RunControl control) {
    return run(model, steps, HALVINGS, tolerance, control);
  }

  /// Tests with up to four halvings of the step, which takes six short adjoints: enough to see a
  /// sign that is wrong. Where they leave it open, the test is [#run].
  ///
  /// @param model a solver that declares its control; not in the middle of a run
  /// @param steps of each run, 1 to the solver's
  /// @return what was measured
  /// @throws InvalidArgumentException if the solver declares no control, or has not so many steps
  /// @throws NotFiniteException if its control or its gradient is not finite
  /// @throws SolverException if the solver does not do what the protocol says
  public static ControlTest brief(ProcessModel model, long steps) {
    return brief(model, steps, 0, new RunControl());
  }

  /// The same of a solver that is reproducible to rounding only, and to be stopped.
  ///
  /// @param model a solver that declares its control; not in the middle of a run
  /// @param steps of each run, 1 to the solver's
  /// @param tolerance relative difference by which its objective may differ when it is computed
  ///   again, from 0
  /// @param control stops the test
  /// @return what was measured
  /// @throws InvalidArgumentException if the solver declares no control, or has not so many steps
  /// @throws NotFiniteException if its control or its gradient is not finite
  /// @throws SolverException if the solver does not do what the protocol says
  /// @throws org.checkpointschedules.run.RunStoppedException if the control asked for it
  public static ControlTest brief(
      ProcessModel model, long steps, double tolerance, RunControl control) {
    ControlTest few = run(model, steps, FEW_HALVINGS, tolerance, control);
    return few.verdict() == Verdict.UNSEEN && few.taylor.rate().isPresent()
        ? run(model, steps, tolerance, control)
        : few;
  }

  private static ControlTest run(
      ProcessModel model, long steps, int halvings, double tolerance, RunControl control) {
    Declaration declared = model.declaration();
    if (steps < 1 || steps > declared.steps()) {
      throw new InvalidArgumentException("steps", steps, "1 to " + declared.steps());
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment kept = arena.allocate(Math.max(1, declared.controlBytes()), 64);
      model.readControl(kept::copyFrom);
      var moved = new Moved(model, control, steps, arena.allocate(kept.byteSize(), 64));
      double[] x = moved.numbers(kept);
      double[] gradient = new double[x.length];
      NotFiniteException.require("control", x);
      moved.objective(x, gradient);
      NotFiniteException.require("gradient", gradient);
      double[] direction = direction(x);
      double slope = 0;
      for (int i = 0; i < x.length; i++) {
        slope += gradient[i] * direction[i];
      }
      TaylorTest taylor =
          TaylorTest.run(
              at -> moved.objective(at, null),
              x,
              gradient,
              direction,
              FIRST_STEP,
              halvings,
              Math.max(
                  tolerance,
                  declared.elementBytes() == Double.BYTES ? Math.ulp(1.0) : Math.ulp(1.0f)));
      model.writeControl(segment -> segment.copyFrom(kept));
      model.initialize();
      return new ControlTest(steps, taylor, slope);
    }
  }

  /// A solver's objective as a function of its control.
  private record Moved(
      ProcessModel model,
      RunControl control,
      CheckpointSchedule schedule,
      MemorySegment written,
      boolean doubles) {
    Moved(ProcessModel model, RunControl control, long steps, MemorySegment written) {
      this(
          model,
          control,
          RevolveCheckpointSchedule.of(steps, CHECKPOINTS),
          written,
          model.declaration().elementBytes() == Double.BYTES);
    }

    /// @param gradient filled, unless it is null
    double objective(double[] at, double[] gradient) {
      for (int i = 0; i < at.length; i++) {
        if (doubles) {
          written.setAtIndex(JAVA_DOUBLE, i, at[i]);
        } else {
          written.setAtIndex(JAVA_FLOAT, i, (float) at[i]);
        }
      }
      model.writeControl(segment -> segment.copyFrom(written));
      Adjoint.of(model).schedule(schedule).noReplayCheck().control(control).run();
      double objective =
          model.gradient(segment -> {
            if (gradient != null) {
              System.arraycopy(numbers(segment), 0, gradient, 0, gradient.length);
            }
          });
      model.requireControl(written);
      return objective;
    }

    double[] numbers(MemorySegment segment) {
      if (doubles) {
        return segment.toArray(JAVA_DOUBLE);
      }
      float[] values = segment.toArray(JAVA_FLOAT);
      double[] numbers = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        numbers[i] = values[i];
      }
      return numbers;
    }
  }

  /// Normally distributed, the same every time.
  private static double[] direction(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    double size = squares == 0 ? 1 : Math.sqrt(squares / x.length);
    var random = new SplittableRandom(1);
    double[] direction = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      direction[i] = random.nextGaussian() * (x[i] == 0 ? size : Math.abs(x[i]));
    }
    return direction;
  }

  /// {@return what the test says of the gradient}
  public Verdict verdict() {
    if (taylor.rate().isEmpty()) {
      return missed() <= SMALL ? Verdict.RIGHT : Verdict.UNSEEN;
    }
    return taylor.passed()
        ? Verdict.RIGHT
        : taylor.rate().getAsDouble() < LEAST_RATE ? Verdict.WRONG : Verdict.UNSEEN;
  }

  /// The least remainder, as a share of what the objective should have changed by, where that is
  /// clear of rounding.
  private double missed() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < taylor.steps().size(); i++) {
      double change = Math.abs(slope * taylor.steps().get(i));
      if (change * SMALL > taylor.roundoff()) {
        least = Math.min(least, taylor.remainders().get(i) / change);
      }
    }
    return least;
  }

  /// {@return the verdict and the rate, in words}
  @Override
  public String toString() {
    return switch (verdict()) {
      case RIGHT, WRONG ->
          taylor.rate().isPresent()
              ? String.format(Locale.ROOT, "rate %.3f", taylor.rate().getAsDouble())
              : String.format(Locale.ROOT, "%.1e of the change missed", missed());
      case UNSEEN -> "nothing to be seen";
    };
  }
}
