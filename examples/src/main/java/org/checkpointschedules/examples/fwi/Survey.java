package org.checkpointschedules.examples.fwi;

import org.checkpointschedules.InvalidArgumentException;

/// A true and a starting model on one scheme, and the shots.
///
/// @param truth what made the observed data
/// @param start where the gradient is taken
/// @param shots sources and receivers
/// @param precision of the fields
record Survey(Medium truth, Medium start, Shot[] shots, Precision precision) {
  /// Width of the absorbing layer, points.
  static final int LAYER = 40;

  private static final double SAFETY = 0.9;

  /// Grid points in the shortest wavelength of the peak frequency: below, the grid carries half of
  /// the wavelet as noise.
  private static final double LEAST_POINTS = 4;

  /// @param velocity the true model, km/s
  /// @param layer width of the absorbing layer, points
  /// @throws InvalidArgumentException if the time step is not stable or the frequency too high for
  ///   the grid
  static Survey of(FwiSettings settings, double[] velocity, int layer) {
    double spacing = settings.spacing() / 1_000;
    double largest = Scheme.largestStep(spacing, Velocity.fastest(velocity));
    double dt = settings.dt().orElse(SAFETY * largest);
    if (dt > largest) {
      throw new InvalidArgumentException(
          "dt", dt, "seconds, at most %.6g, the limit of stability (CFL)".formatted(largest));
    }
    double highest =
        Math.min(Velocity.slowest(velocity) / (LEAST_POINTS * spacing), 1 / (LEAST_POINTS * dt));
    if (settings.frequency() > highest) {
      throw new InvalidArgumentException(
          "frequency",
          settings.frequency(),
          "Hz, at most %.4g, four grid points to a wavelength".formatted(highest));
    }
    var grid = new Grid(settings.nx(), settings.nz(), layer);
    double[] smooth =
        Velocity.smooth(velocity, grid.nx(), grid.nz(), settings.smooth() / settings.spacing());
    double speed = 0.5 * (Velocity.slowest(velocity) + Velocity.fastest(velocity));
    Scheme scheme = Scheme.of(grid, spacing, dt, speed);
    double[] wavelet = Shot.ricker(settings.frequency(), dt, (int) settings.steps());
    var shots = new Shot[settings.shots()];
    for (int i = 0; i < shots.length; i++) {
      shots[i] = Shot.of(grid, i, shots.length, wavelet);
    }
    return new Survey(
        Medium.ofVelocity(scheme, velocity),
        Medium.ofVelocity(scheme, smooth),
        shots,
        settings.precision());
  }

  /// The data of a shot in the true model.
  double[][] observed(Shot shot, Team team) {
    return AcousticModel.data(truth, shot, precision, team);
  }

  /// The adjoint problem of a shot at the starting model.
  AcousticModel model(Shot shot, Team team) {
    return new AcousticModel(start, shot, observed(shot, team), precision, team);
  }
}
