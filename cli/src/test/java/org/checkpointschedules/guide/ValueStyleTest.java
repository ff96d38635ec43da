package org.checkpointschedules.guide;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.adjoint;
import static org.checkpointschedules.plan.Problem.forward;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.choose.Budget;
import org.checkpointschedules.choose.Choice;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.DotProductTest;
import org.checkpointschedules.run.Gradient;
import org.checkpointschedules.run.InconsistentModelException;
import org.checkpointschedules.run.Model;
import org.checkpointschedules.run.TaylorTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Code that the documents quote: states as values, and the checks.
class ValueStyleTest {
  /// u' = -u^2 by explicit Euler, with steps of 0.01.
  static final class Decay implements Model<Double, Double> {
    @Override
    public Double forward(long step, Double u) {
      return u - 0.01 * u * u;
    }

    @Override
    public Double adjoint(long step, Double u, Double bar) {
      return bar * (1 - 0.02 * u);
    }
  }

  /// The same of several numbers.
  static final class Decays implements Model<double[], double[]> {
    private final Decay each = new Decay();

    @Override
    public double[] forward(long step, double[] u) {
      return Arrays.stream(u).map(value -> each.forward(step, value)).toArray();
    }

    @Override
    public double[] adjoint(long step, double[] u, double[] bar) {
      return IntStream.range(0, u.length)
          .mapToDouble(i -> each.adjoint(step, u[i], bar[i]))
          .toArray();
    }
  }

  @Test
  void aGradient() {
    Gradient<Double> gradient =
        Adjoint.of(new Decay())
            .schedule(RevolveCheckpointSchedule.of(1_000, 10))
            .run(2.0, u -> 2 * u); // J = u^2 at the end, so dJ/du there is 2 u
    double derivative = gradient.value(); // of J with respect to the 2.0
    System.out.print(gradient.report().table()); // forecast beside counted, bytes, times
    double storeAll =
        Adjoint.of(new Decay())
            .schedule(SingleMemoryCheckpointSchedule.of(1_000))
            .run(2.0, u -> 2 * u)
            .value();
    assertEquals(storeAll, derivative);
  }

  @Test
  void aChoiceWithinBudgets(@TempDir Path scratch) {
    var model = new Decays();
    double[] initial = {1, 2, 3};
    long steps = 1_000;
    RunFigures figures = Adjoint.of(model).directory(scratch).calibrate(initial, u -> u, steps);
    List<Budget> budgets = List.of(Budget.bytes(RAM, 4L << 30), Budget.bytes(DISK, 200L << 30));
    Choice choice = Choice.of(steps, figures, budgets);
    System.out.println(choice.why());
    Adjoint.of(model).directory(scratch).schedule(choice.best().schedule()).run(initial, u -> u);
    assertTrue(choice.best().inMemory(), choice.why());
  }

  @Test
  void helloGradient() {
    var model = new Decay();
    double x0 = 2;
    var gradient =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(1_000, 10))
            .run(x0, x -> 2 * x); // initial state; dJ/dx at the end
    assertTrue(gradient.value() > 0);
  }

  @Test
  void severalLevels() {
    var schedule =
        Problem.steps(100_000)
            .level(RAM, 20)
            .level(DISK, 200, writeCost(40), readCost(25))
            .costs(forward(10), adjoint(25))
            .plan();
    assertTrue(schedule.forecast().optimal());
  }

  private static double objective(double u0) {
    double u = u0;
    for (long step = 0; step < 100; step++) {
      u = new Decay().forward(step, u);
    }
    return u * u;
  }

  @Test
  void taylor() {
    CheckpointSchedule schedule = RevolveCheckpointSchedule.of(100, 5);
    double[] x = {2};
    double[] gradient = {Adjoint.of(new Decay()).schedule(schedule).run(x[0], u -> 2 * u).value()};
    var taylor = TaylorTest.run(y -> objective(y[0]), x, gradient);
    System.out.print(taylor.table());
    assertTrue(taylor.passed());
  }

  @Test
  void dotProduct() {
    double[] u = {1, 2, 3};
    // A step u_i + 0.1 u_{i+1}^2 on a ring: its derivative, and the transpose of that.
    var test =
        DotProductTest.run(
            3,
            3,
            x ->
                new double[] {
                  x[0] + 0.2 * u[1] * x[1], x[1] + 0.2 * u[2] * x[2], x[2] + 0.2 * u[0] * x[0]
                },
            y ->
                new double[] {
                  y[0] + 0.2 * u[0] * y[2], y[1] + 0.2 * u[1] * y[0], y[2] + 0.2 * u[2] * y[1]
                },
            1e-12);
    assertTrue(test.passed(), test::toString);
  }

  /// A model with a mistake: it counts steps itself, and a schedule jumps.
  static final class Forgetful implements Model<double[], double[]> {
    private long calls;

    @Override
    public double[] forward(long step, double[] u) {
      return new double[] {u[0] - 1e-3 * ++calls * u[0]}; // wrong: should be step + 1
    }

    @Override
    public double[] adjoint(long step, double[] u, double[] bar) {
      return new double[] {bar[0] * (1 - 1e-3 * (step + 1))};
    }
  }

  private static final double[] START = {1};

  @Test
  void checkedMode() {
    var run = Adjoint.of(new Forgetful()).schedule(RevolveCheckpointSchedule.of(20, 3)).checked();
    var refused = assertThrows(InconsistentModelException.class, () -> run.run(START, u -> u));
    assertTrue(refused.getMessage().contains("step"), refused::getMessage);
  }

  @Test
  void digests() {
    var run = Adjoint.of(new Forgetful()).schedule(RevolveCheckpointSchedule.of(20, 3)).digests();
    assertThrows(InconsistentModelException.class, () -> run.run(START, u -> u));
  }
}
