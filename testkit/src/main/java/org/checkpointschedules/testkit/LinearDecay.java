package org.checkpointschedules.testkit;

/// Explicit Euler for `u' = -k u` with step `h`: `u_N = q^N u_0`, `q = 1 - h k`. The objective is
/// `u_N^2`, and its gradient `2 q^(2N) u_0`.
///
/// @param factor q
public record LinearDecay(double factor) implements KnownGradientModel<Double, Double> {
  private static final double INITIAL = 1.5;

  @Override
  public Double initialState() {
    return INITIAL;
  }

  @Override
  public Double seed(Double last) {
    return 2 * last;
  }

  @Override
  public Double forward(long step, Double state) {
    return factor * state;
  }

  @Override
  public Double adjoint(long step, Double state, Double adjoint) {
    return factor * adjoint;
  }

  @Override
  public Double gradient(long steps) {
    return 2 * Math.pow(factor, 2.0 * steps) * INITIAL;
  }

  @Override
  public double error(Double computed, long steps) {
    double known = gradient(steps);
    return Math.abs(computed - known) / Math.abs(known);
  }

  /// 100 steps forward and back round by 2^-53 each, `pow` by little more.
  @Override
  public double tolerance() {
    return 5e-14;
  }
}
