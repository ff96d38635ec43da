package org.checkpointschedules.examples.fwi;

/// A scheme with squared slowness on the physical grid, continued into the layer by its edge
/// values.
///
/// @param scheme the discretisation
/// @param slownessSquared `1/v^2` in s^2/km^2, column by column, depth fastest
record Medium(Scheme scheme, double[] slownessSquared) {

  /// A medium of these velocities, km/s.
  static Medium ofVelocity(Scheme scheme, double[] velocity) {
    var slownessSquared = new double[velocity.length];
    for (int i = 0; i < velocity.length; i++) {
      slownessSquared[i] = 1 / (velocity[i] * velocity[i]);
    }
    return new Medium(scheme, slownessSquared);
  }

  /// `1/v^2` at a point of the extended grid, given by its indices.
  double slownessSquared(int column, int row) {
    Grid grid = scheme.grid();
    return slownessSquared[grid.nearestX(column) * grid.nz() + grid.nearestZ(row)];
  }

  /// `(v dt / h)^2` there.
  double courantSquared(int column, int row) {
    double ratio = scheme.dt() / scheme.spacing();
    return ratio * ratio / slownessSquared(column, row);
  }
}
