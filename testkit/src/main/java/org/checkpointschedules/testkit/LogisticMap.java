package org.checkpointschedules.testkit;

/// The logistic map `u -> 2 u (1 - u)`, nonlinear, with the solution `u_N = (1 - c^(2^N)) / 2`, `c
/// = 1 - 2 u_0`. The objective is `u_N` and its gradient `2^N c^(2^N - 1)`; it vanishes quickly, so
/// the objective adds `u_n` for every step `n < N`:
///
/// ```
/// J = u_0 + u_1 + ... + u_N          dJ/du_0 = sum over n <= N of  2^n c^(2^n - 1)
/// ```
///
/// The derivative of the running term enters inside the adjoint step.
public record LogisticMap() implements KnownGradientModel<Double, Double> {
  private static final double C = 0.9999;

  @Override
  public Double initialState() {
    return (1 - C) / 2;
  }

  @Override
  public Double seed(Double last) {
    return 1.0;
  }

  @Override
  public Double forward(long step, Double u) {
    return 2 * u * (1 - u);
  }

  @Override
  public Double adjoint(long step, Double u, Double adjoint) {
    return 2 * (1 - 2 * u) * adjoint + 1;
  }

  @Override
  public Double gradient(long steps) {
    double sum = 0;
    double power = 1;
    for (long n = 0; n <= steps && power < 1e6; n++) {
      sum += power * Math.pow(C, power - 1);
      power *= 2;
    }
    return sum;
  }

  @Override
  public double error(Double computed, long steps) {
    double known = gradient(steps);
    return Math.abs(computed - known) / Math.abs(known);
  }

  /// The initial state, the difference of two numbers near 1, carries a relative error of 1e-12.
  @Override
  public double tolerance() {
    return 1e-10;
  }
}
