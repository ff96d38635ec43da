package org.checkpointschedules.hipparchus;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.ode.ODEJacobiansProvider;
import org.hipparchus.ode.ParametersController;

/// Lorenz-96 with a forcing that swings: `y_i' = (y_{i+1} - y_{i-2}) y_{i-1} - y_i + F + a sin t`,
/// with the parameters F and a. Counts its evaluations.
final class Weather implements ODEJacobiansProvider, ParametersController {
  private final int n;
  double forcing = 3;
  double swing = 0.7;
  long evaluations;

  Weather(int n) {
    this.n = n;
  }

  double[] initial() {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = 2.5 + Math.sin(1 + 3 * i);
    }
    return y;
  }

  @Override
  public int getDimension() {
    return n;
  }

  @Override
  public double[] computeDerivatives(double t, double[] y) {
    evaluations++;
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      f[i] = (y[(i + 1) % n] - y[(i + n - 2) % n]) * y[(i + n - 1) % n] - y[i];
      f[i] += forcing + swing * Math.sin(t);
    }
    return f;
  }

  VectorJacobianProduct product() {
    return VectorJacobianProduct.of(
        2,
        (t, y, w, stateBar, parameterBar) -> {
          for (int i = 0; i < n; i++) {
            int before = (i + n - 1) % n;
            int two = (i + n - 2) % n;
            int after = (i + 1) % n;
            stateBar[after] += y[before] * w[i];
            stateBar[two] -= y[before] * w[i];
            stateBar[before] += (y[after] - y[two]) * w[i];
            stateBar[i] -= w[i];
            parameterBar[0] += w[i];
            parameterBar[1] += Math.sin(t) * w[i];
          }
        });
  }

  @Override
  public double[][] computeMainStateJacobian(double t, double[] y, double[] yDot) {
    double[][] jacobian = new double[n][n];
    for (int i = 0; i < n; i++) {
      jacobian[i][(i + 1) % n] += y[(i + n - 1) % n];
      jacobian[i][(i + n - 2) % n] -= y[(i + n - 1) % n];
      jacobian[i][(i + n - 1) % n] += y[(i + 1) % n] - y[(i + n - 2) % n];
      jacobian[i][i] -= 1;
    }
    return jacobian;
  }

  @Override
  public double[] computeParameterJacobian(double t, double[] y, double[] yDot, String name) {
    double[] column = new double[n];
    Arrays.fill(column, name.equals("F") ? 1 : Math.sin(t));
    return column;
  }

  @Override
  public List<String> getParametersNames() {
    return List.of("F", "a");
  }

  @Override
  public boolean isSupported(String name) {
    return getParametersNames().contains(name);
  }

  @Override
  public double getParameter(String name) {
    return name.equals("F") ? forcing : swing;
  }

  @Override
  public void setParameter(String name, double value) {
    if (name.equals("F")) {
      forcing = value;
    } else {
      swing = value;
    }
  }

  /// A term that depends on time, state and the parameter F.
  ObjectiveTerm term(double scale) {
    return new ObjectiveTerm() {
      @Override
      public double value(double t, double[] y) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += 0.5 * (i + 1) * y[i] * y[i];
        }
        return scale * (sum * Math.cos(0.3 * t) + forcing * y[0]);
      }

      @Override
      public void addGradient(
          double t, double[] y, double weight, double[] stateBar, double[] parameterBar) {
        for (int i = 0; i < n; i++) {
          stateBar[i] += weight * scale * (i + 1) * y[i] * Math.cos(0.3 * t);
        }
        stateBar[0] += weight * scale * forcing;
        parameterBar[0] += weight * scale * y[0];
      }
    };
  }

  /// Terms of all three kinds, observations at the start, in between and at the end of `from` to
  /// `to` included.
  Objective everything(double from, double to) {
    return Objective.atEnd(term(1))
        .and(Objective.at(from + 0.37 * (to - from), term(0.8)))
        .and(Objective.at(from, term(0.3)))
        .and(Objective.at(to, term(0.2)))
        .and(Objective.at(from + 0.81 * (to - from), term(-0.5)))
        .and(Objective.at(from + 0.37 * (to - from), term(0.11)))
        .and(Objective.integrated(term(0.6)));
  }
}
