package org.checkpointschedules.hipparchus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.hipparchus.Objective.Observation;
import org.checkpointschedules.run.Recorded;
import org.checkpointschedules.run.RecordingModel;

// A step is y' = y + h sum_i b_i k_i with k_i = f(t_i, Y_i), Y_i = y + h sum_{j<i} a_ij k_j.
// With the adjoint L of y' its transpose is, from the last stage to the first,
//
//   w_i = h (b_i L + sum_{j>i} a_ji V_j),   V_i = f_y(t_i, Y_i)' w_i,   P += f_p(t_i, Y_i)' w_i,
//
// and the adjoint of y is L + sum_i V_i (Hager, Runge-Kutta methods in optimal control and the
// transformed adjoint system, Numer. Math. 87, 2000). The integral q of a term g has the adjoint 1
// throughout, and adds h b_i g_y(t_i, Y_i) to V_i. Step sizes are constants here.

/// The steps of an integration as a model: the state is the complete state of Hipparchus; the
/// adjoint data of a step, its primary state and the primary derivatives at all stages, one after
/// the other; the adjoint, that of the primary state, then that of the parameters, then the value
/// of the objective from here to the end.
final class RungeKuttaModel implements RecordingModel<double[], double[], double[]> {
  private final Method method;
  private final Stepper stepper;
  private final Equations equations;
  private final VectorJacobianProduct product;
  private final Objective objective;
  private final RecordedSteps steps;
  private final Map<Long, List<Observation>> observed = new HashMap<>();
  private final double endTime;
  private final int dimension;
  private final int parameters;

  // Working arrays of the adjoint step.
  private final double[][] stageBar;
  private final double[] weighted;
  private final double[] stageState;

  RungeKuttaModel(
      Stepper stepper,
      VectorJacobianProduct product,
      Objective objective,
      Legs legs,
      RecordedSteps steps) {
    this.stepper = stepper;
    this.product = product;
    this.objective = objective;
    this.steps = steps;
    method = stepper.method();
    equations = stepper.equations();
    dimension = equations.dimension();
    parameters = product.parameters();
    endTime = legs.legs().getLast().end();
    stageBar = new double[method.stages()][dimension];
    weighted = new double[dimension];
    stageState = new double[dimension];
    observed.put(0L, legs.atStart());
  }

  /// Takes note of what is observed at the start of a step, or at the end.
  void observe(long step, List<Observation> observations) {
    observed.put(step, observations);
  }

  @Override
  public double[] forward(long step, double[] state) {
    double t = steps.time((int) step);
    double h = steps.size((int) step);
    return stepper.end(t, h, state, stepper.slopes(t, h, state));
  }

  @Override
  public Recorded<double[], double[]> record(long step, double[] state) {
    double t = steps.time((int) step);
    double h = steps.size((int) step);
    double[][] slopes = stepper.slopes(t, h, state);
    double[] data = new double[(1 + slopes.length) * dimension];
    System.arraycopy(state, 0, data, 0, dimension);
    for (int stage = 0; stage < slopes.length; stage++) {
      System.arraycopy(slopes[stage], 0, data, (1 + stage) * dimension, dimension);
    }
    return new Recorded<>(stepper.end(t, h, state, slopes), data);
  }

  /// The adjoint at the end, from the complete state there.
  double[] seed(double[] state) {
    var bar = new Bar(new double[dimension + parameters + 1]);
    double[] y = Arrays.copyOf(state, dimension);
    bar.value += equations.integral(state);
    for (ObjectiveTerm term : objective.end()) {
      bar.add(term, endTime, y);
    }
    bar.add(observed.get((long) steps.count()), y);
    return bar.joined();
  }

  @Override
  public double[] adjoint(long step, double[] data, double[] adjoint) {
    double t = steps.time((int) step);
    double h = steps.size((int) step);
    var bar = new Bar(adjoint);
    for (int stage = method.stages() - 1; stage >= 0; stage--) {
      Arrays.fill(stageBar[stage], 0);
      if (weigh(stage, h, bar.state)) {
        double at = method.time(stage, t, h);
        stageState(stage, h, data);
        product.add(at, stageState, weighted, stageBar[stage], bar.parameters);
        double weight = h * method.b()[stage];
        for (ObjectiveTerm term : objective.integrated()) {
          term.addGradient(at, stageState, weight, stageBar[stage], bar.parameters);
        }
      }
    }
    for (double[] one : stageBar) {
      for (int i = 0; i < dimension; i++) {
        bar.state[i] += one[i];
      }
    }
    bar.add(observed.get(step), Arrays.copyOf(data, dimension));
    return bar.joined();
  }

  /// Computes w of a stage; whether any later stage, or the step, uses the stage at all.
  private boolean weigh(int stage, double h, double[] stateBar) {
    double b = method.b()[stage];
    boolean used = b != 0;
    for (int i = 0; i < dimension; i++) {
      weighted[i] = b * stateBar[i];
    }
    for (int later = stage + 1; later < method.stages(); later++) {
      double a = method.a()[later - 1][stage];
      if (a != 0) {
        used = true;
        for (int i = 0; i < dimension; i++) {
          weighted[i] += a * stageBar[later][i];
        }
      }
    }
    for (int i = 0; i < dimension; i++) {
      weighted[i] *= h;
    }
    return used;
  }

  /// Computes Y of a stage from the derivatives of those before it.
  private void stageState(int stage, double h, double[] data) {
    for (int i = 0; i < dimension; i++) {
      double sum = 0;
      for (int before = 0; before < stage; before++) {
        sum += method.a()[stage - 1][before] * data[(1 + before) * dimension + i];
      }
      stageState[i] = stage == 0 ? data[i] : data[i] + h * sum;
    }
  }

  /// An adjoint taken apart, to be added to.
  private final class Bar {
    final double[] state;
    final double[] parameters;
    double value;

    Bar(double[] joined) {
      state = Arrays.copyOf(joined, dimension);
      parameters = Arrays.copyOfRange(joined, dimension, joined.length - 1);
      value = joined[joined.length - 1];
    }

    void add(List<Observation> observations, double[] y) {
      if (observations != null) {
        for (Observation observation : observations) {
          add(observation.term(), observation.time(), y);
        }
      }
    }

    void add(ObjectiveTerm term, double time, double[] y) {
      value += term.value(time, y);
      term.addGradient(time, y, 1, state, parameters);
    }

    double[] joined() {
      double[] joined = Arrays.copyOf(state, state.length + parameters.length + 1);
      System.arraycopy(parameters, 0, joined, state.length, parameters.length);
      joined[joined.length - 1] = value;
      return joined;
    }
  }
}
