package org.checkpointschedules.run;

import java.util.SplittableRandom;
import org.checkpointschedules.InvalidArgumentException;

/// Inner products as if computed in twice the precision, so that what the checks measure is the
/// model's rounding and not their own (Ogita, Rump and Oishi, Accurate sum and dot product, SIAM J.
/// Sci. Comput. 26, 2005, algorithm Dot2).
final class Dot {
  private Dot() {}

  static double of(double[] x, double[] y) {
    double sum = 0;
    double error = 0;
    for (int i = 0; i < x.length; i++) {
      double product = x[i] * y[i];
      double total = sum + product;
      // What the product and the addition lost, both exact.
      double back = total - sum;
      error += Math.fma(x[i], y[i], -product) + ((sum - (total - back)) + (product - back));
      sum = total;
    }
    return sum + error;
  }

  static double norm(double[] x) {
    return Math.sqrt(of(x, x));
  }

  /// Normally distributed components, the same for the same seed.
  static double[] random(int length, long seed) {
    var random = new SplittableRandom(seed);
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = random.nextGaussian();
    }
    return x;
  }

  static void requireSameLength(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new InvalidArgumentException(name + " length", y.length, String.valueOf(x.length));
    }
  }
}
