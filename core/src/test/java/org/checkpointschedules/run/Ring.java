package org.checkpointschedules.run;

/// A small nonlinear, non-autonomous model whose every bit depends on every step: a ring of cells,
/// `u_i <- u_i + h sin(u_i u_{i-1} + step)`. The objective is the sum of squares at the end.
final class Ring {
  static final int CELLS = 5;
  private static final double H = 0.07;

  private Ring() {}

  static double[] initial() {
    double[] u = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      u[i] = 0.3 + 0.17 * i;
    }
    return u;
  }

  static double[] seed(double[] u) {
    double[] bar = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      bar[i] = 2 * u[i];
    }
    return bar;
  }

  static double objective(double[] initial, long steps) {
    double[] u = initial;
    for (long step = 0; step < steps; step++) {
      u = forward(step, u);
    }
    return Dot.of(u, u);
  }

  static double[] forward(long step, double[] u) {
    double[] next = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      next[i] = u[i] + H * Math.sin(u[i] * u[before(i)] + step);
    }
    return next;
  }

  /// What the adjoint needs: the slopes with respect to the cell and to the one before it.
  static double[] slopes(long step, double[] u) {
    double[] slopes = new double[2 * CELLS];
    for (int i = 0; i < CELLS; i++) {
      double c = H * Math.cos(u[i] * u[before(i)] + step);
      slopes[i] = 1 + c * u[before(i)];
      slopes[CELLS + i] = c * u[i];
    }
    return slopes;
  }

  static double[] adjoint(double[] slopes, double[] bar) {
    double[] next = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      next[i] += slopes[i] * bar[i];
      next[before(i)] += slopes[CELLS + i] * bar[i];
    }
    return next;
  }

  private static int before(int i) {
    return (i + CELLS - 1) % CELLS;
  }

  /// In the value style, the adjoint data being the state. Notes the order of adjoint steps.
  static final class Values implements Model<double[], double[]> {
    final StringBuilder reversed = new StringBuilder();

    @Override
    public double[] forward(long step, double[] state) {
      return Ring.forward(step, state);
    }

    @Override
    public double[] adjoint(long step, double[] state, double[] adjoint) {
      reversed.append(step).append(' ');
      return Ring.adjoint(slopes(step, state), adjoint);
    }
  }

  /// In the value style, the adjoint data being the slopes.
  static final class Recording implements RecordingModel<double[], double[], double[]> {
    @Override
    public double[] forward(long step, double[] state) {
      return Ring.forward(step, state);
    }

    @Override
    public Recorded<double[], double[]> record(long step, double[] state) {
      return new Recorded<>(Ring.forward(step, state), slopes(step, state));
    }

    @Override
    public double[] adjoint(long step, double[] slopes, double[] adjoint) {
      return Ring.adjoint(slopes, adjoint);
    }
  }
}
