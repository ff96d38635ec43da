package org.checkpointschedules.examples.fwi;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.checkpointschedules.examples.fwi.Grid.HALO;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The wave in double. There are two of this class, for float and for double, which differ in the
/// type and in [#TINY] only; a test compares the two texts.
///
/// ## How the loops got their shape
///
/// C2 of JDK 25 turns a loop into vector instructions if, among other things, it can tell that a
/// store does not hit a later load, and if the body is small. Two arrays may be one and the same to
/// it, so a loop that reads `a[i - 4]` and writes `b[i]` stays scalar. Hence:
///
/// - a column is an array, so that neighbours in `x` are other arrays at the same index;
/// - sums are written [#APART] elements away, further than an unrolled body reaches;
/// - each loop reads an array at one offset only: those above in depth from the column, those below
///   from a copy of it that stays in the cache;
/// - one loop for each ring of the stencil, five arrays each.
///
/// Loops written as the formula stands were four to five times slower.
final class DoubleWaveField implements WaveField {
  private static final int APART = 1_024;

  // The eighth-order second difference, for both directions at the centre.
  private static final double W0 = 2 * -205.0 / 72;
  private static final double W1 = 8.0 / 5;
  private static final double W2 = -1.0 / 5;
  private static final double W3 = 8.0 / 315;
  private static final double W4 = -1.0 / 560;

  /// The constant that rounds to zero. 1.5 times a power of two, so that adding a small number of
  /// either sign stays in one binade: the quantum is 2^-102.
  private static final double TINY = 0x1.8p-50;

  private final Grid grid;
  private final Team team;
  private final double[][] courant;
  private final double[] dampX;
  private final double[] dampZ;
  private final double[][] sums;
  private final double[][] copies;
  private double[][] present;
  private double[][] older;
  private Extents presentExtents;
  private Extents olderExtents;
  private double[][] image;

  DoubleWaveField(Medium medium, Team team) {
    grid = medium.scheme().grid();
    this.team = team;
    courant = new double[grid.columns()][grid.rows()];
    for (int x = HALO; x < grid.columns() - HALO; x++) {
      for (int z = HALO; z < grid.rows() - HALO; z++) {
        courant[x][z] = medium.courantSquared(x, z);
      }
    }
    dampX = doubles(medium.scheme().dampX());
    dampZ = doubles(medium.scheme().dampZ());
    sums = new double[team.threads()][grid.rows() + APART];
    copies = new double[team.threads()][grid.rows()];
    present = new double[grid.columns()][grid.rows()];
    older = new double[grid.columns()][grid.rows()];
    presentExtents = new Extents(grid);
    olderExtents = new Extents(grid);
  }

  private static double[] doubles(double[] values) {
    var doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Override
  public void clear() {
    for (int x = 0; x < grid.columns(); x++) {
      Arrays.fill(present[x], 0);
      Arrays.fill(older[x], 0);
    }
    presentExtents.clear();
    olderExtents.clear();
  }

  @Override
  public void step() {
    step(null);
  }

  @Override
  public void step(MemorySegment laplacian) {
    team.share(
        grid.computedColumns(),
        (worker, from, to) -> {
          for (int x = HALO + from; x < HALO + to; x++) {
            stepColumn(x, sums[worker], copies[worker], laplacian);
          }
        });
    double[][] newest = older;
    older = present;
    present = newest;
    Extents newestExtents = olderExtents;
    olderExtents = presentExtents;
    presentExtents = newestExtents;
  }

  private void stepColumn(int x, double[] sum, double[] copy, MemorySegment laplacian) {
    olderExtents.reach(presentExtents, olderExtents, x);
    int from = olderExtents.from(x);
    int to = olderExtents.to(x);
    if (from < to) {
      double[] u = present[x];
      System.arraycopy(u, from, copy, from, to + HALO - from);
      ring1(u, copy, present[x - 1], present[x + 1], sum, from, to);
      ring2(u, copy, present[x - 2], present[x + 2], sum, from, to);
      ring3(u, copy, present[x - 3], present[x + 3], sum, from, to);
      ring4(u, copy, present[x - 4], present[x + 4], sum, from, to);
      leap(u, older[x], courant[x], dampX[x], dampZ, sum, from, to);
      trim(older[x], olderExtents, x, from, to);
      if (laplacian != null) {
        centre(u, sum, copy, from, to);
      }
    }
    if (laplacian != null) {
      writeColumn(copy, Math.min(from, to), to, x, laplacian);
    }
  }

  private static void ring1(
      double[] u, double[] v, double[] a, double[] b, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i + APART] = W1 * ((a[i] + b[i]) + (u[i - 1] + v[i + 1]));
    }
  }

  private static void ring2(
      double[] u, double[] v, double[] a, double[] b, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i + APART] += W2 * ((a[i] + b[i]) + (u[i - 2] + v[i + 2]));
    }
  }

  private static void ring3(
      double[] u, double[] v, double[] a, double[] b, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i + APART] += W3 * ((a[i] + b[i]) + (u[i - 3] + v[i + 3]));
    }
  }

  private static void ring4(
      double[] u, double[] v, double[] a, double[] b, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i + APART] += W4 * ((a[i] + b[i]) + (u[i - 4] + v[i + 4]));
    }
  }

  private static void leap(
      double[] u, double[] p, double[] c, double gx, double[] gz, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      double g = gx * gz[i];
      double w = g * (2 * u[i] - g * p[i] + c[i] * (sum[i + APART] + W0 * u[i]));
      p[i] = (w + TINY) - TINY;
    }
  }

  private static void centre(double[] u, double[] sum, double[] laplacian, int from, int to) {
    for (int i = from; i < to; i++) {
      laplacian[i] = sum[i + APART] + W0 * u[i];
    }
  }

  private static void trim(double[] column, Extents extents, int x, int from, int to) {
    int low = from;
    int high = to;
    while (low < high && column[low] == 0) {
      low++;
    }
    while (low < high && column[high - 1] == 0) {
      high--;
    }
    extents.set(x, low, high);
  }

  private void writeColumn(double[] column, int from, int to, int x, MemorySegment segment) {
    long start = grid.stored(x, HALO) * Double.BYTES;
    long before = (long) (from - HALO) * Double.BYTES;
    long length = (long) (to - from) * Double.BYTES;
    long all = (long) grid.computedRows() * Double.BYTES;
    if (from >= to) {
      segment.asSlice(start, all).fill((byte) 0);
      return;
    }
    segment.asSlice(start, before).fill((byte) 0);
    MemorySegment.copy(column, from, segment, JAVA_DOUBLE, start + before, to - from);
    segment.asSlice(start + before + length, all - before - length).fill((byte) 0);
  }

  @Override
  public void add(int column, int row, double amount) {
    double factor = courant[column][row] * (dampX[column] * dampZ[row]);
    double value = present[column][row] + factor * amount;
    present[column][row] = (value + TINY) - TINY;
    presentExtents.include(column, row);
  }

  @Override
  public void addRow(int row, double[] amounts) {
    team.share(
        grid.nx(),
        (_, from, to) -> {
          for (int x = from; x < to; x++) {
            add(grid.x0() + x, row, amounts[x]);
          }
        });
  }

  @Override
  public void sampleRow(int row, double[] samples) {
    for (int x = 0; x < grid.nx(); x++) {
      samples[x] = present[grid.x0() + x][row];
    }
  }

  @Override
  public void clearImage() {
    image = new double[grid.columns()][grid.rows()];
  }

  @Override
  public void correlate(MemorySegment laplacian) {
    team.share(
        grid.computedColumns(),
        (worker, first, end) -> {
          double[] column = copies[worker];
          for (int x = HALO + first; x < HALO + end; x++) {
            int from = presentExtents.from(x);
            int to = presentExtents.to(x);
            if (from < to) {
              long start = grid.stored(x, from) * Double.BYTES;
              MemorySegment.copy(laplacian, JAVA_DOUBLE, start, column, from, to - from);
              multiplyAdd(present[x], column, image[x], from, to);
            }
          }
        });
  }

  private static void multiplyAdd(double[] a, double[] b, double[] sum, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] += a[i] * b[i];
    }
  }

  @Override
  public double image(int column, int row) {
    return image[column][row];
  }

  @Override
  public void captureImage(MemorySegment to) {
    for (int x = HALO; x < grid.columns() - HALO; x++) {
      long start = grid.stored(x, HALO) * Double.BYTES;
      MemorySegment.copy(image[x], HALO, to, JAVA_DOUBLE, start, grid.computedRows());
    }
  }

  @Override
  public void restoreImage(MemorySegment from) {
    clearImage();
    for (int x = HALO; x < grid.columns() - HALO; x++) {
      long start = grid.stored(x, HALO) * Double.BYTES;
      MemorySegment.copy(from, JAVA_DOUBLE, start, image[x], HALO, grid.computedRows());
    }
  }

  @Override
  public void capture(MemorySegment to) {
    long level = grid.computedPoints() * Double.BYTES;
    team.share(
        grid.computedColumns(),
        (_, first, end) -> {
          for (int x = HALO + first; x < HALO + end; x++) {
            long start = grid.stored(x, HALO) * Double.BYTES;
            int rows = grid.computedRows();
            MemorySegment.copy(present[x], HALO, to, JAVA_DOUBLE, start, rows);
            MemorySegment.copy(older[x], HALO, to, JAVA_DOUBLE, level + start, rows);
          }
        });
  }

  @Override
  public void restore(MemorySegment from) {
    long level = grid.computedPoints() * Double.BYTES;
    team.share(
        grid.computedColumns(),
        (_, first, end) -> {
          for (int x = HALO + first; x < HALO + end; x++) {
            long start = grid.stored(x, HALO) * Double.BYTES;
            int rows = grid.computedRows();
            MemorySegment.copy(from, JAVA_DOUBLE, start, present[x], HALO, rows);
            MemorySegment.copy(from, JAVA_DOUBLE, level + start, older[x], HALO, rows);
            trim(present[x], presentExtents, x, HALO, HALO + rows);
            trim(older[x], olderExtents, x, HALO, HALO + rows);
          }
        });
  }
}
