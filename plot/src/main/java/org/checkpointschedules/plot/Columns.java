package org.checkpointschedules.plot;

import java.util.Arrays;

/// A drawing of bounded size, whatever is drawn: time is cut into at most [#MOST] columns, steps
/// into at most [#ROWS] rows. The length of the whole is not known beforehand, so when a time falls
/// beyond the last column, columns are merged two by two and each spans twice the time.
///
/// A cell is marked if anything was there at some time within its column; occupancies keep the
/// least and the largest of each column. So nothing vanishes, however brief, and what is brief
/// shows a column wide.
final class Columns implements Strokes {
  static final int MOST = 2048;
  static final int ROWS = 512;

  final Raster forward;
  final Raster recording;
  final Raster adjoint;
  final Raster[] lives;

  /// By place, then column.
  final long[][] least;

  final long[][] largest;

  private final long steps;
  private final int rows;
  private double width;
  private double end;

  Columns(long steps, int levels) {
    this.steps = steps;
    rows = (int) Math.min(steps + 1, ROWS);
    forward = new Raster(MOST, rows);
    recording = new Raster(MOST, rows);
    adjoint = new Raster(MOST, rows);
    lives = new Raster[levels];
    Arrays.setAll(lives, _ -> new Raster(MOST, rows));
    least = new long[levels + 1][MOST];
    largest = new long[levels + 1][MOST];
    for (long[] row : least) {
      Arrays.fill(row, Long.MAX_VALUE);
    }
  }

  /// How many columns are in use, at least 1.
  int used() {
    return last(end) + 1;
  }

  int rows() {
    return rows;
  }

  /// The part of the whole time that a column spans.
  double share() {
    return width == 0 ? 1 : width / end;
  }

  @Override
  public void forward(double t0, double t1, long n0, long n1, boolean records) {
    move(records ? recording : forward, t0, t1, n0, n1);
  }

  @Override
  public void adjoint(double t0, double t1, long n0, long n1) {
    move(adjoint, t0, t1, n0, n1);
  }

  @Override
  public void life(int level, long step, double t0, double t1, boolean restart, boolean kept) {
    reach(t1);
    int row = row(step);
    int from = first(t0);
    int to = Math.max(from, last(t1));
    for (int column = from; column <= to; column++) {
      lives[level].set(column, row);
    }
  }

  @Override
  public void occupancy(int place, double t0, double t1, long held) {
    reach(t1);
    int from = first(t0);
    int to = Math.max(from, last(t1));
    for (int column = from; column <= to; column++) {
      least[place][column] = Math.min(least[place][column], held);
      largest[place][column] = Math.max(largest[place][column], held);
    }
  }

  private void move(Raster raster, double t0, double t1, long n0, long n1) {
    reach(t1);
    int from = first(t0);
    int to = Math.max(from, last(t1));
    double slope = t1 > t0 ? (n1 - n0) / (t1 - t0) : 0;
    for (int column = from; column <= to; column++) {
      double enters = column == from ? n0 : n0 + slope * (column * width - t0);
      double leaves = column == to ? n1 : n0 + slope * ((column + 1) * width - t0);
      int a = row(enters);
      int b = row(leaves);
      raster.set(column, Math.min(a, b), Math.max(a, b));
    }
  }

  private void reach(double time) {
    if (time > end) {
      end = time;
      if (width == 0) {
        width = time / MOST;
      }
      while (last(time) >= MOST) {
        halve();
      }
    }
  }

  private void halve() {
    forward.halve();
    recording.halve();
    adjoint.halve();
    for (Raster raster : lives) {
      raster.halve();
    }
    for (int place = 0; place < least.length; place++) {
      for (int column = 0; column < MOST / 2; column++) {
        int left = 2 * column;
        least[place][column] = Math.min(least[place][left], least[place][left + 1]);
        largest[place][column] = Math.max(largest[place][left], largest[place][left + 1]);
      }
      Arrays.fill(least[place], MOST / 2, MOST, Long.MAX_VALUE);
      Arrays.fill(largest[place], MOST / 2, MOST, 0);
    }
    width *= 2;
  }

  private int row(double step) {
    return Math.clamp((long) ((step + 0.5) / (steps + 1) * rows), 0, rows - 1);
  }

  /// The column that a time falls in; the end of the whole belongs to the last.
  private int first(double time) {
    return width == 0 ? 0 : Math.min((int) (time / width), last(end));
  }

  /// The last column that something which ends at that time touches with more than its end.
  private int last(double time) {
    return width == 0 ? 0 : (int) Math.max(0, Math.ceil(time / width) - 1);
  }
}
