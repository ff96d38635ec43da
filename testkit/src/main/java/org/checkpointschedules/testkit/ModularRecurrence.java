package org.checkpointschedules.testkit;

/// A recurrence modulo the prime 2^31 - 1 with a different map at every step, and its adjoint, in
/// whole numbers:
///
/// ```
/// x(i+1) = x(i)^2 + i + 2          lambda(i) = (2 x(i) + i) lambda(i+1) + x(i)
/// ```
///
/// Exact, so that a gradient is right or wrong and never close; and any step that starts from the
/// wrong state, is done twice, or out of order, changes it.
public record ModularRecurrence() implements KnownGradientModel<Long, Long> {
  private static final long PRIME = 2_147_483_647L;

  @Override
  public Long initialState() {
    return 3L;
  }

  @Override
  public Long seed(Long last) {
    return 1 + last;
  }

  @Override
  public Long forward(long step, Long x) {
    return (x * x + step + 2) % PRIME;
  }

  @Override
  public Long adjoint(long step, Long x, Long adjoint) {
    return ((2 * x + step) % PRIME * (adjoint % PRIME) + x) % PRIME;
  }

  /// By storing every state; takes memory for all `steps`.
  @Override
  public Long gradient(long steps) {
    long[] x = new long[Math.toIntExact(steps) + 1];
    x[0] = initialState();
    for (int i = 0; i < steps; i++) {
      x[i + 1] = forward(i, x[i]);
    }
    long adjoint = seed(x[x.length - 1]);
    for (int i = x.length - 2; i >= 0; i--) {
      adjoint = adjoint(i, x[i], adjoint);
    }
    return adjoint;
  }

  /// 0 or infinite.
  @Override
  public double error(Long computed, long steps) {
    return computed.equals(gradient(steps)) ? 0 : Double.POSITIVE_INFINITY;
  }

  @Override
  public double tolerance() {
    return 0;
  }
}
