package org.checkpointschedules.hipparchus;

import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;
import org.hipparchus.ode.ODEJacobiansProvider;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.Parameterizable;
import org.hipparchus.ode.ParametersController;

/// The kinds of [VectorJacobianProduct] that come with the library.
final class Products {
  private Products() {}

  /// @param parameters their number
  record Given(int parameters, VectorJacobianProduct product) implements VectorJacobianProduct {
    Given {
      Objects.requireNonNull(product, "product");
      if (parameters < 0) {
        throw new InvalidArgumentException("parameters", parameters, "0 or more");
      }
    }

    @Override
    public void add(double t, double[] y, double[] w, double[] stateBar, double[] parameterBar) {
      product.add(t, y, w, stateBar, parameterBar);
    }
  }

  record OfJacobians(ODEJacobiansProvider provider, String[] names)
      implements VectorJacobianProduct {
    OfJacobians {
      names = supported(provider, names);
    }

    @Override
    public int parameters() {
      return names.length;
    }

    @Override
    public void add(double t, double[] y, double[] w, double[] stateBar, double[] parameterBar) {
      double[] yDot = provider.computeDerivatives(t, y);
      double[][] jacobian = provider.computeMainStateJacobian(t, y, yDot);
      for (int row = 0; row < w.length; row++) {
        for (int column = 0; column < stateBar.length; column++) {
          stateBar[column] += jacobian[row][column] * w[row];
        }
      }
      for (int p = 0; p < names.length; p++) {
        parameterBar[p] += dot(provider.computeParameterJacobian(t, y, yDot, names[p]), w);
      }
    }

    @Override
    public String label() {
      return "Jacobian matrices of an ODEJacobiansProvider";
    }
  }

  /// @param controller null where there are no parameters
  record FiniteDifferences(
      OrdinaryDifferentialEquation ode, ParametersController controller, String[] names)
      implements VectorJacobianProduct {
    /// Central differences err by h^2 and by rounding over h: least at the cube root of 2^-52.
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    FiniteDifferences {
      Objects.requireNonNull(ode, "ode");
      names = supported(controller, names);
    }

    @Override
    public int parameters() {
      return names.length;
    }

    @Override
    public void add(double t, double[] y, double[] w, double[] stateBar, double[] parameterBar) {
      double[] moved = y.clone();
      for (int i = 0; i < moved.length; i++) {
        double high = y[i] + step(y[i]);
        double low = y[i] - step(y[i]);
        moved[i] = high;
        double above = dot(ode.computeDerivatives(t, moved.clone()), w);
        moved[i] = low;
        double below = dot(ode.computeDerivatives(t, moved.clone()), w);
        moved[i] = y[i];
        stateBar[i] += (above - below) / (high - low);
      }
      for (int p = 0; p < names.length; p++) {
        double value = controller.getParameter(names[p]);
        double high = value + step(value);
        double low = value - step(value);
        try {
          controller.setParameter(names[p], high);
          double above = dot(ode.computeDerivatives(t, y.clone()), w);
          controller.setParameter(names[p], low);
          double below = dot(ode.computeDerivatives(t, y.clone()), w);
          parameterBar[p] += (above - below) / (high - low);
        } finally {
          controller.setParameter(names[p], value);
        }
      }
    }

    private static double step(double value) {
      return STEP * Math.max(1, Math.abs(value));
    }

    @Override
    public String label() {
      return "finite differences, approximate";
    }
  }

  private static String[] supported(Parameterizable provider, String... names) {
    for (String name : names) {
      if (provider == null || !provider.isSupported(name)) {
        throw new InvalidArgumentException(
            "parameter",
            name,
            "one of " + (provider == null ? "none" : provider.getParametersNames()));
      }
    }
    return names.clone();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
