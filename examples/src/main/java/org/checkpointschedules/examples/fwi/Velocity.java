package org.checkpointschedules.examples.fwi;

import java.util.stream.DoubleStream;

/// Velocity models: km/s on the physical grid, column by column, depth fastest.
final class Velocity {
  static final int BUILT_IN_NX = 161;
  static final int BUILT_IN_NZ = 81;

  /// Metres.
  static final double BUILT_IN_SPACING = 10;

  private Velocity() {}

  /// The true model that the settings ask for.
  ///
  /// @throws org.checkpointschedules.InvalidArgumentException as [VelocityFile#read]
  static double[] of(FwiSettings settings) {
    return settings.velocity().isPresent()
        ? new VelocityFile(settings.velocity().get(), settings.layout())
            .read(settings.nx(), settings.nz())
        : builtIn(settings.nx(), settings.nz());
  }

  /// Water over three layers, the deeper two dipping, with a slow lens in the middle one.
  static double[] builtIn(int nx, int nz) {
    var velocity = new double[nx * nz];
    for (int i = 0; i < nx; i++) {
      double x = (double) i / (nx - 1);
      for (int j = 0; j < nz; j++) {
        double z = (double) j / (nz - 1);
        double lens = Math.hypot((x - 0.6) / 0.15, (z - 0.5) / 0.08);
        velocity[i * nz + j] =
            z < 0.2 ? 1.5 : z < 0.35 + 0.1 * x ? 2.0 : z < 0.75 - 0.1 * x ? 2.5 : 3.2;
        if (lens < 1) {
          velocity[i * nz + j] = 2.1;
        }
      }
    }
    return velocity;
  }

  /// Smooths by a Gaussian, cut off at four standard deviations; beyond the edges the model goes on
  /// with its edge values.
  ///
  /// @param deviation standard deviation, in points
  static double[] smooth(double[] velocity, int nx, int nz, double deviation) {
    int reach = (int) Math.min(Math.ceil(4 * deviation), 4L * Math.max(nx, nz));
    var weights = new double[reach + 1];
    for (int k = 0; k <= reach; k++) {
      weights[k] = Math.exp(-0.5 * (k / deviation) * (k / deviation));
    }
    double sum = 2 * DoubleStream.of(weights).sum() - weights[0];
    for (int k = 0; k <= reach; k++) {
      weights[k] /= sum;
    }
    double[] alongDepth = smoothLines(velocity, nx, nz, nz, 1, weights);
    return smoothLines(alongDepth, nz, nx, 1, nz, weights);
  }

  private static double[] smoothLines(
      double[] values, int lines, int length, int lineStride, int stride, double[] weights) {
    var smoothed = new double[values.length];
    for (int line = 0; line < lines; line++) {
      int start = line * lineStride;
      for (int i = 0; i < length; i++) {
        double sum = weights[0] * values[start + i * stride];
        for (int k = 1; k < weights.length; k++) {
          int before = start + Math.max(i - k, 0) * stride;
          int after = start + Math.min(i + k, length - 1) * stride;
          sum += weights[k] * (values[before] + values[after]);
        }
        smoothed[start + i * stride] = sum;
      }
    }
    return smoothed;
  }

  static double fastest(double[] velocity) {
    return DoubleStream.of(velocity).max().orElseThrow();
  }

  static double slowest(double[] velocity) {
    return DoubleStream.of(velocity).min().orElseThrow();
  }
}
