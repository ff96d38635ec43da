package org.checkpointschedules.examples.fwi;

/// The physical grid, inside an absorbing layer, inside a halo of zeros as wide as the stencil.
///
/// Fields are arrays of columns, depth fastest: `field[x0() + x][z0() + z]` is physical point `(x,
/// z)`. Points of the physical grid and of the layer are computed; the halo stays zero.
///
/// @param nx physical columns
/// @param nz physical depths
/// @param layer width of the absorbing layer on each of the four sides, in points
record Grid(int nx, int nz, int layer) {
  /// Half width of the stencil: eighth order in space.
  static final int HALO = 4;

  /// Computed columns.
  int computedColumns() {
    return nx + 2 * layer;
  }

  /// Computed points of a column.
  int computedRows() {
    return nz + 2 * layer;
  }

  /// Columns with the halo.
  int columns() {
    return computedColumns() + 2 * HALO;
  }

  /// Points of a column with the halo.
  int rows() {
    return computedRows() + 2 * HALO;
  }

  /// Index of the first physical column.
  int x0() {
    return HALO + layer;
  }

  /// Index of the first physical depth in a column.
  int z0() {
    return HALO + layer;
  }

  /// Computed points in all.
  long computedPoints() {
    return (long) computedColumns() * computedRows();
  }

  /// Position of a computed point, given by its indices, in a field that is stored without halo.
  long stored(int column, int row) {
    return (long) (column - HALO) * computedRows() + (row - HALO);
  }

  /// The physical column nearest to a column of the extended grid: the model is continued into the
  /// layer by its edge values.
  int nearestX(int column) {
    return Math.clamp(column - x0(), 0, nx - 1);
  }

  /// The physical depth nearest to a depth of the extended grid.
  int nearestZ(int row) {
    return Math.clamp(row - z0(), 0, nz - 1);
  }
}
