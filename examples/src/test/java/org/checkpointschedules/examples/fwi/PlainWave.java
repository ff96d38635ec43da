package org.checkpointschedules.examples.fwi;

/// The scheme as the formula stands: whole grid, doubles, no rounding to zero. Slow and obvious.
final class PlainWave {
  private static final double[] WEIGHTS = {-205.0 / 72, 8.0 / 5, -1.0 / 5, 8.0 / 315, -1.0 / 560};

  private final Medium medium;
  private final Grid grid;
  private double[][] present;
  private double[][] older;

  PlainWave(Medium medium) {
    this.medium = medium;
    grid = medium.scheme().grid();
    present = new double[grid.columns()][grid.rows()];
    older = new double[grid.columns()][grid.rows()];
  }

  double laplacian(int x, int z) {
    double sum = 2 * WEIGHTS[0] * present[x][z];
    for (int k = 1; k <= Grid.HALO; k++) {
      sum +=
          WEIGHTS[k]
              * (present[x - k][z] + present[x + k][z] + present[x][z - k] + present[x][z + k]);
    }
    return sum;
  }

  private double damp(int x, int z) {
    return medium.scheme().dampX()[x] * medium.scheme().dampZ()[z];
  }

  void step() {
    var newest = new double[grid.columns()][grid.rows()];
    for (int x = Grid.HALO; x < grid.columns() - Grid.HALO; x++) {
      for (int z = Grid.HALO; z < grid.rows() - Grid.HALO; z++) {
        double g = damp(x, z);
        newest[x][z] =
            g
                * (2 * present[x][z]
                    - g * older[x][z]
                    + medium.courantSquared(x, z) * laplacian(x, z));
      }
    }
    older = present;
    present = newest;
  }

  void add(int x, int z, double amount) {
    present[x][z] += medium.courantSquared(x, z) * damp(x, z) * amount;
  }

  double at(int x, int z) {
    return present[x][z];
  }

  double energy() {
    double sum = 0;
    for (double[] column : present) {
      for (double value : column) {
        sum += value * value;
      }
    }
    return sum;
  }
}
