package org.checkpointschedules.examples.fwi;

import java.util.Arrays;

/// The discretisation, but for the velocities: grid, spacing, time step and absorbing layer.
///
/// @param grid the grid
/// @param spacing distance of grid points, km
/// @param dt time step, s
/// @param dampX factor of each column of the extended grid, 1 outside the layer
/// @param dampZ factor of each depth of the extended grid, 1 outside the layer
record Scheme(Grid grid, double spacing, double dt, double[] dampX, double[] dampZ) {
  /// The largest eigenvalue of minus the eighth-order second difference, at two points per
  /// wavelength: `205/72 + 2 (8/5 + 1/5 + 8/315 + 1/560)`.
  private static final double STENCIL =
      205.0 / 72 + 2 * (8.0 / 5 + 1.0 / 5 + 8.0 / 315 + 1.0 / 560);

  /// Amplitude left after the way into the layer and back, at normal incidence. A smaller one needs
  /// a steeper layer, which reflects by itself: of 1e-1 to 1e-6 and powers 2 to 4 of the depth,
  /// 1e-2 with the square reflects least over waves of half to one layer's width (1 to 10 %).
  private static final double REMAINDER = 1e-2;

  /// The limit of stability: leapfrog needs `dt^2 v^2 / h^2` times the eigenvalue of both
  /// directions to stay below 4.
  ///
  /// @param spacing km
  /// @param fastest the largest velocity, km/s
  /// @return s
  static double largestStep(double spacing, double fastest) {
    return 2 * spacing / (fastest * Math.sqrt(2 * STENCIL));
  }

  /// @param speed that of waves in the layer, about, km/s: it sets the damping
  static Scheme of(Grid grid, double spacing, double dt, double speed) {
    return new Scheme(
        grid,
        spacing,
        dt,
        damping(grid, grid.columns(), grid.nx(), spacing, dt, speed),
        damping(grid, grid.rows(), grid.nz(), spacing, dt, speed));
  }

  /// `exp(-s dt)` with a rate `s` that grows with the square of the depth into the layer: the
  /// integral of `2 s / speed` over its width is `-log(REMAINDER)`.
  private static double[] damping(
      Grid grid, int length, int physical, double spacing, double dt, double speed) {
    double width = grid.layer() * spacing;
    double steepest = -3 * speed * Math.log(REMAINDER) / (2 * width);
    var factors = new double[length];
    Arrays.fill(factors, 1);
    int first = Grid.HALO + grid.layer();
    for (int i = Grid.HALO; i < length - Grid.HALO; i++) {
      int inside = Math.max(first - i, i - (first + physical - 1));
      if (inside > 0) {
        double part = (double) inside / grid.layer();
        factors[i] = Math.exp(-steepest * part * part * dt);
      }
    }
    return factors;
  }
}
