package org.checkpointschedules.testkit;

/// Explicit Euler for the Lorenz equations, states of three numbers. The objective is the last
/// state's first component; its gradient is known from tangents that are carried along with the
/// forward, which needs no stored state.
///
/// @param h the time step
public record Lorenz(double h) implements KnownGradientModel<double[], double[]> {
  private static final double SIGMA = 10;
  private static final double RHO = 28;
  private static final double BETA = 8.0 / 3;

  @Override
  public double[] initialState() {
    return new double[] {1, 1.2, 20};
  }

  @Override
  public double[] seed(double[] last) {
    return new double[] {1, 0, 0};
  }

  @Override
  public double[] forward(long step, double[] u) {
    return new double[] {
      u[0] + h * SIGMA * (u[1] - u[0]),
      u[1] + h * (u[0] * (RHO - u[2]) - u[1]),
      u[2] + h * (u[0] * u[1] - BETA * u[2])
    };
  }

  @Override
  public double[] adjoint(long step, double[] u, double[] a) {
    return new double[] {
      a[0] - h * SIGMA * a[0] + h * (RHO - u[2]) * a[1] + h * u[1] * a[2],
      a[1] + h * SIGMA * a[0] - h * a[1] + h * u[0] * a[2],
      a[2] - h * u[0] * a[1] - h * BETA * a[2]
    };
  }

  @Override
  public double[] gradient(long steps) {
    double[] gradient = new double[3];
    for (int direction = 0; direction < 3; direction++) {
      double[] u = initialState();
      double[] tangent = new double[3];
      tangent[direction] = 1;
      for (long step = 0; step < steps; step++) {
        tangent = tangent(u, tangent);
        u = forward(step, u);
      }
      gradient[direction] = tangent[0];
    }
    return gradient;
  }

  private double[] tangent(double[] u, double[] t) {
    return new double[] {
      t[0] + h * SIGMA * (t[1] - t[0]),
      t[1] + h * (t[0] * (RHO - u[2]) - u[0] * t[2] - t[1]),
      t[2] + h * (t[0] * u[1] + u[0] * t[1] - BETA * t[2])
    };
  }

  @Override
  public double error(double[] computed, long steps) {
    double[] known = gradient(steps);
    double error = 0;
    double size = 0;
    for (int i = 0; i < 3; i++) {
      error = Math.max(error, Math.abs(computed[i] - known[i]));
      size = Math.max(size, Math.abs(known[i]));
    }
    return error / size;
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }
}
