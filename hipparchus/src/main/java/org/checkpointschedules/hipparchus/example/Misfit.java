package org.checkpointschedules.hipparchus.example;

import org.checkpointschedules.hipparchus.ObjectiveTerm;

/// Half the sum of squares of what a state misses of some values, in units of their error.
///
/// @param values of the variables 0, `stride`, 2 `stride`, ...
/// @param error their standard deviation
record Misfit(double[] values, int stride, double error) implements ObjectiveTerm {
  @Override
  public double value(double t, double[] x) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double miss = (x[i * stride] - values[i]) / error;
      sum += miss * miss / 2;
    }
    return sum;
  }

  @Override
  public void addGradient(
      double t, double[] x, double weight, double[] stateBar, double[] parameterBar) {
    for (int i = 0; i < values.length; i++) {
      stateBar[i * stride] += weight * (x[i * stride] - values[i]) / (error * error);
    }
  }
}
