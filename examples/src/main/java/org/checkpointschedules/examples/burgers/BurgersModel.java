package org.checkpointschedules.examples.burgers;

import org.checkpointschedules.run.Model;

/// One explicit Euler step of `u_t + (u^2/2)_x = nu u_xx` with central differences on a periodic
/// grid,
///
/// ```
/// u'_i = u_i - a (u_{i+1}^2 - u_{i-1}^2) + d (u_{i+1} - 2 u_i + u_{i-1}),  a = dt/(4 dx), d = nu dt/dx^2
/// ```
///
/// and its discrete adjoint, the transpose of the Jacobian of exactly that:
///
/// ```
/// w_i = (1 - 2d) w'_i + (d - 2 a u_i) w'_{i-1} + (d + 2 a u_i) w'_{i+1}
/// ```
///
/// @param advection `a`
/// @param diffusion `d`
record BurgersModel(double advection, double diffusion) implements Model<double[], double[]> {

  static BurgersModel of(double dt, double dx, double viscosity) {
    return new BurgersModel(dt / (4 * dx), viscosity * dt / (dx * dx));
  }

  @Override
  public double[] forward(long step, double[] u) {
    int n = u.length;
    var next = new double[n];
    for (int i = 0; i < n; i++) {
      double left = u[i == 0 ? n - 1 : i - 1];
      double right = u[i == n - 1 ? 0 : i + 1];
      next[i] =
          u[i] - advection * (right * right - left * left) + diffusion * (right - 2 * u[i] + left);
    }
    return next;
  }

  @Override
  public double[] adjoint(long step, double[] u, double[] adjoint) {
    int n = u.length;
    var previous = new double[n];
    for (int i = 0; i < n; i++) {
      double left = adjoint[i == 0 ? n - 1 : i - 1];
      double right = adjoint[i == n - 1 ? 0 : i + 1];
      double a = 2 * advection * u[i];
      previous[i] =
          (1 - 2 * diffusion) * adjoint[i] + (diffusion - a) * left + (diffusion + a) * right;
    }
    return previous;
  }
}
