package org.checkpointschedules.examples.fwi;

import java.util.Arrays;

/// For each column of a field the half-open interval of rows outside of which it is zero.
///
/// An empty interval is `[rows, 0)`, so that it is neutral where intervals are joined.
final class Extents {
  private final Grid grid;
  private final int[] from;
  private final int[] to;

  Extents(Grid grid) {
    this.grid = grid;
    from = new int[grid.columns()];
    to = new int[grid.columns()];
    clear();
  }

  void clear() {
    Arrays.fill(from, grid.rows());
    Arrays.fill(to, 0);
  }

  int from(int column) {
    return from[column];
  }

  int to(int column) {
    return to[column];
  }

  /// Sets the interval; an empty one in any form.
  void set(int column, int from, int to) {
    boolean empty = from >= to;
    this.from[column] = empty ? grid.rows() : from;
    this.to[column] = empty ? 0 : to;
  }

  /// Widens the interval to a row.
  void include(int column, int row) {
    from[column] = Math.min(from[column], row);
    to[column] = Math.max(to[column], row + 1);
  }

  /// Sets the interval of `column` to what a step can make nonzero there: where `older`, the level
  /// to be overwritten, or the star of the stencil on the present level is nonzero.
  void reach(Extents present, Extents older, int column) {
    int low = older.from[column];
    int high = older.to[column];
    for (int x = column - Grid.HALO; x <= column + Grid.HALO; x++) {
      low = Math.min(low, present.from[x]);
      high = Math.max(high, present.to[x]);
    }
    if (present.from[column] < present.to[column]) {
      low = Math.min(low, present.from[column] - Grid.HALO);
      high = Math.max(high, present.to[column] + Grid.HALO);
    }
    set(column, Math.max(low, Grid.HALO), Math.min(high, Grid.HALO + grid.computedRows()));
  }
}
