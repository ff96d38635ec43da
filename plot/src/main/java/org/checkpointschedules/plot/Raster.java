package org.checkpointschedules.plot;

import java.util.Arrays;

/// A bit for each cell of columns in time and rows in steps: whether anything was there at some
/// time within the column. Columns are packed, 64 rows to a word.
final class Raster {
  private final int columns;
  private final int rows;
  private final int words;
  private final long[] bits;

  Raster(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    words = (rows + 63) / 64;
    bits = new long[columns * words];
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  boolean get(int column, int row) {
    return (bits[column * words + row / 64] & 1L << row) != 0;
  }

  void set(int column, int row) {
    bits[column * words + row / 64] |= 1L << row;
  }

  /// Sets rows `from` to `to`, both included.
  void set(int column, int from, int to) {
    for (int row = from; row <= to; row++) {
      set(column, row);
    }
  }

  /// Makes two columns one, so that the raster spans twice the time.
  void halve() {
    for (int column = 0; column < columns / 2; column++) {
      for (int word = 0; word < words; word++) {
        int left = 2 * column * words + word;
        bits[column * words + word] = bits[left] | bits[left + words];
      }
    }
    Arrays.fill(bits, columns / 2 * words, columns * words, 0);
  }

  /// The first `used` columns, each `scale` columns wide in a raster of another number of columns.
  Raster resampled(int used, double scale, int target) {
    var resampled = new Raster(target, rows);
    for (int column = 0; column < used; column++) {
      int from = Math.min((int) (column * scale), target - 1);
      int to = Math.clamp((long) Math.ceil((column + 1) * scale) - 1, from, target - 1);
      for (int at = from; at <= to; at++) {
        for (int word = 0; word < words; word++) {
          resampled.bits[at * words + word] |= bits[column * words + word];
        }
      }
    }
    return resampled;
  }

  /// The cells within areas, rows filled where only one is missing, or all other marked cells: the
  /// lines around and between areas.
  Raster areas(boolean inside) {
    var areas = new Raster(columns, rows);
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        boolean within = closed(column, row) && closed(column, row - 1) && closed(column, row + 1);
        if (inside ? within : get(column, row) && !within) {
          areas.set(column, row);
        }
      }
    }
    return areas;
  }

  private boolean closed(int column, int row) {
    if (row < 0 || row >= rows) {
      return false;
    }
    return get(column, row)
        || (row > 0 && row < rows - 1 && get(column, row - 1) && get(column, row + 1));
  }
}
