package org.checkpointschedules.hipparchus.example;

import java.util.SplittableRandom;
import org.checkpointschedules.hipparchus.VectorJacobianProduct;
import org.hipparchus.ode.OrdinaryDifferentialEquation;

/// A ring of weather: `x_i' = (x_{i+1} - x_{i-2}) x_{i-1} - x_i + F`, chaotic for F = 8 (Lorenz,
/// Predictability: a problem partly solved, 1996). One time unit stands for five days.
///
/// @param size variables, 4 or more
/// @param forcing F
record Lorenz96(int size, double forcing)
    implements OrdinaryDifferentialEquation, VectorJacobianProduct {

  @Override
  public int getDimension() {
    return size;
  }

  @Override
  public double[] computeDerivatives(double t, double[] x) {
    double[] f = new double[size];
    for (int i = 0; i < size; i++) {
      f[i] = (x[at(i + 1)] - x[at(i - 2)]) * x[at(i - 1)] - x[i] + forcing;
    }
    return f;
  }

  @Override
  public void add(double t, double[] x, double[] w, double[] stateBar, double[] parameterBar) {
    for (int i = 0; i < size; i++) {
      stateBar[at(i + 1)] += x[at(i - 1)] * w[i];
      stateBar[at(i - 2)] -= x[at(i - 1)] * w[i];
      stateBar[at(i - 1)] += (x[at(i + 1)] - x[at(i - 2)]) * w[i];
      stateBar[i] -= w[i];
    }
  }

  /// A state from which weather develops.
  double[] unrest(SplittableRandom random) {
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = forcing + random.nextGaussian();
    }
    return x;
  }

  private int at(int i) {
    return Math.floorMod(i, size);
  }
}
