package org.checkpointschedules.hipparchus.example;

import static org.checkpointschedules.StorageLocation.RAM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.checkpointschedules.hipparchus.Objective;
import org.checkpointschedules.hipparchus.OdeGradient;
import org.checkpointschedules.hipparchus.RungeKuttaAdjoint;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.run.TaylorTest;
import org.checkpointschedules.store.ResultFile;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;

/// 4D-Var on Lorenz-96: from a poor first guess of today's weather, and noisy observations of every
/// second of its 40 variables over the next days, the state that explains both best.
///
/// The cost is `|x - guess|^2 / (2 b^2)`, with the error `b` of the guess, and the same for each
/// observation with its own error. A conjugate gradient method of Hipparchus minimises it, with the
/// gradient from an adaptive Dormand-Prince 5(4) integration under a two-level schedule in memory.
///
/// Prints what it did, and draws it in the file given as its only argument, `4d-var.png` without
/// one.
public final class Assimilation {
  /// How long is observed, how often, and how long the forecast goes on.
  static final double WINDOW = 1;

  private static final double EVERY = 0.1;
  static final double FORECAST = 4;
  private static final double OBSERVATION_ERROR = 0.5;
  private static final double GUESS_ERROR = 1;
  static final int STRIDE = 2;
  private static final long SEED = 1996;
  private static final long PERIOD = 10;
  private static final long SNAPSHOTS = 3;

  private final Lorenz96 weather = new Lorenz96(40, 8);
  private final ODEIntegrator integrator = new DormandPrince54Integrator(1e-8, 1, 1e-7, 1e-7);
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[][] observed = new double[(int) Math.round(WINDOW / EVERY)][];

  Assimilation() {}

  /// What came of it: the truth, the first guess and the analysis at the start of the window, and
  /// the cost before and after.
  ///
  /// @param gradient at the first guess
  /// @param taylor the test of that gradient
  record Result(
      double[] truth,
      double[] guess,
      double[] analysis,
      double costBefore,
      double costAfter,
      int evaluations,
      int gradients,
      OdeGradient gradient,
      TaylorTest taylor) {}

  /// Runs the example.
  ///
  /// @param arguments the file for the picture, or none
  /// @throws IOException if it cannot be written
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : "4d-var.png");
    ResultFile.tryOut(file, 0);
    var assimilation = new Assimilation();
    Result result = assimilation.run();
    System.out.print(assimilation.text(result));
    byte[] picture = new Picture(assimilation, result).png();
    ResultFile.write(file, beside -> Files.write(beside, picture));
    System.out.println("picture       " + file);
    if (!result.taylor().passed() || !result.gradient().report().differences().isEmpty()) {
      throw new IllegalStateException("the gradient failed its checks");
    }
  }

  Result run() {
    double[] truth = at(weather.unrest(random), 0, 20);
    double[] guess = disturbed(truth, GUESS_ERROR);
    Objective objective = Objective.at(0, new Misfit(guess, 1, GUESS_ERROR));
    for (int i = 0; i < observed.length; i++) {
      double[] there = at(truth, 0, time(i));
      double[] values = new double[weather.size() / STRIDE];
      for (int j = 0; j < values.length; j++) {
        values[j] = there[j * STRIDE];
      }
      observed[i] = disturbed(values, OBSERVATION_ERROR);
      objective =
          objective.and(Objective.at(time(i), new Misfit(observed[i], STRIDE, OBSERVATION_ERROR)));
    }
    var adjoint =
        RungeKuttaAdjoint.of(integrator, weather, weather)
            .objective(objective)
            .online(TwoLevelCheckpointSchedule.online(PERIOD, SNAPSHOTS, RAM, RAM));
    OdeGradient first = adjoint.run(0, guess, WINDOW);
    var taylor =
        TaylorTest.run(
            x -> adjoint.valueAlong(first.steps(), 0, x, WINDOW), guess, first.initialState());
    var counted = new int[2];
    var optimizer =
        new NonLinearConjugateGradientOptimizer(
            NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
            new SimpleValueChecker(1e-6, 1e-6),
            1e-4,
            1e-4,
            1e-2);
    double[] analysis =
        optimizer
            .optimize(
                new MaxEval(2000),
                GoalType.MINIMIZE,
                new InitialGuess(guess),
                new ObjectiveFunction(x -> {
                  counted[0]++;
                  return adjoint.value(0, x, WINDOW);
                }),
                new ObjectiveFunctionGradient(x -> {
                  counted[1]++;
                  return adjoint.run(0, x, WINDOW).initialState();
                }))
            .getPoint();
    return new Result(
        truth,
        guess,
        analysis,
        first.value(),
        adjoint.value(0, analysis, WINDOW),
        counted[0],
        counted[1],
        first,
        taylor);
  }

  /// The time of an observation.
  double time(int observation) {
    return (observation + 1) * WINDOW / observed.length;
  }

  int observations() {
    return observed.length;
  }

  /// The values of an observation.
  double[] observed(int observation) {
    return observed[observation];
  }

  /// The state at a time, from that at another.
  double[] at(double[] state, double from, double to) {
    return from == to
        ? state
        : integrator.integrate(weather, new ODEState(from, state), to).getPrimaryState();
  }

  /// The root of the mean square of what two states differ by.
  static double error(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }

  private double[] disturbed(double[] values, double error) {
    double[] disturbed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      disturbed[i] = values[i] + error * random.nextGaussian();
    }
    return disturbed;
  }

  private String text(Result result) {
    var report = result.gradient().report();
    return String.format(
        Locale.ROOT,
        """
        4D-Var on Lorenz-96, %d variables, %d observed at %d times over %.1f time units
        gradient      %d adaptive steps, %d forward steps in all, at most %d checkpoints; \
        counted %s forecast
        %s
        cost          %.1f before, %.1f after %d evaluations and %d gradients
        error at 0    %.3f before, %.3f after
        error at %.1f  %.3f before, %.3f after
        """,
        weather.size(),
        weather.size() / STRIDE,
        observed.length,
        WINDOW,
        report.steps(),
        report.counted().forwardSteps(),
        report.counted().peak().get(RAM),
        report.differences().isEmpty() ? "=" : "differs from",
        result.taylor().table().lines().findFirst().orElseThrow(),
        result.costBefore(),
        result.costAfter(),
        result.evaluations(),
        result.gradients(),
        error(result.truth(), result.guess()),
        error(result.truth(), result.analysis()),
        WINDOW,
        errorAt(result, result.guess()),
        errorAt(result, result.analysis()));
  }

  private double errorAt(Result result, double[] start) {
    return error(at(result.truth(), 0, WINDOW), at(start, 0, WINDOW));
  }
}
