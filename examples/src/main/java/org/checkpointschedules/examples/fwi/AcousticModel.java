package org.checkpointschedules.examples.fwi;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.run.ResumableModel;

/// One shot: the wave in a medium, and the adjoint of its misfit to observed data,
///
/// ```
/// u[n+1] = g (2 u[n] - g u[n-1] + c a[n]),   a[n] = L u[n] + s[n]          forward
/// J      = 1/2 sum over n and receivers of (u[n] - observed[n])^2,  n = 1 .. N
/// y[n]   = g (2 y[n+1] - g y[n+2] + c (L y[n+1] + r[n]))                   adjoint
/// dJ/dm  = -1/m  sum over n of y[n+1] a[n]
/// ```
///
/// where `r[n]` are the residuals at the receivers; the derivation stands in the README of the
/// examples. The adjoint state is `y` of two steps, the sum, and `J`. The adjoint data of step `n`
/// are `a[n]` on the computed grid and, behind it, the samples of `u[n]` at the receivers, so that
/// `reverse` needs nothing else.
final class AcousticModel implements ResumableModel {
  /// The misfit's place in an adjoint state, as long as keeps the rest aligned.
  private static final long MISFIT_BYTES = 64;

  private final Medium medium;
  private final Grid grid;
  private final Shot shot;
  private final double[][] observed;
  private final Precision precision;
  private final WaveField forward;
  private final WaveField adjoint;
  private final double[] samples;
  private Consumer<double[]> last;
  private double misfit;

  /// @param observed for each step `n` the data at its end, one for each physical column
  AcousticModel(Medium medium, Shot shot, double[][] observed, Precision precision, Team team) {
    this.medium = medium;
    grid = medium.scheme().grid();
    this.shot = shot;
    this.observed = observed;
    this.precision = precision;
    forward = precision.field(medium, team);
    adjoint = precision.field(medium, team);
    samples = new double[grid.nx()];
  }

  /// The data that a shot makes in a medium, as `observed` above.
  static double[][] data(Medium medium, Shot shot, Precision precision, Team team) {
    WaveField field = precision.field(medium, team);
    var data = new double[shot.steps()][medium.scheme().grid().nx()];
    for (int n = 0; n < shot.steps(); n++) {
      field.step();
      field.add(shot.sourceColumn(), shot.sourceRow(), shot.wavelet()[n]);
      field.sampleRow(shot.receiverRow(), data[n]);
    }
    return data;
  }

  /// Half the sum of the squares of the differences.
  static double misfit(double[][] data, double[][] observed) {
    double sum = 0;
    for (int n = data.length - 1; n >= 0; n--) {
      for (int x = 0; x < data[n].length; x++) {
        double residual = data[n][x] - observed[n][x];
        sum += 0.5 * residual * residual;
      }
    }
    return sum;
  }

  static long stateBytes(Grid grid, Precision precision) {
    return 2 * grid.computedPoints() * precision.bytes();
  }

  static long adjointDataBytes(Grid grid, Precision precision) {
    return (grid.computedPoints() + grid.nx()) * precision.bytes();
  }

  @Override
  public long stateBytes() {
    return stateBytes(grid, precision);
  }

  @Override
  public long adjointDataBytes() {
    return adjointDataBytes(grid, precision);
  }

  @Override
  public void initialize() {
    forward.clear();
  }

  @Override
  public void advance(long n0, long n1) {
    for (long n = n0; n < n1; n++) {
      forward.step();
      forward.add(shot.sourceColumn(), shot.sourceRow(), shot.wavelet()[(int) n]);
    }
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    double amplitude = shot.wavelet()[(int) step];
    forward.sampleRow(shot.receiverRow(), samples);
    for (int x = 0; x < samples.length; x++) {
      precision.write(adjointData, grid.computedPoints() + x, samples[x]);
    }
    forward.step(adjointData);
    forward.add(shot.sourceColumn(), shot.sourceRow(), amplitude);
    long source = grid.stored(shot.sourceColumn(), shot.sourceRow());
    precision.write(adjointData, source, precision.read(adjointData, source) + amplitude);
  }

  @Override
  public void initializeAdjoint() {
    adjoint.clear();
    adjoint.clearImage();
    misfit = 0;
    if (last != null) {
      last.accept(lastField());
    }
    forward.sampleRow(shot.receiverRow(), samples);
    addResiduals(shot.steps() - 1);
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    adjoint.correlate(adjointData);
    if (step > 0) {
      adjoint.step();
      for (int x = 0; x < samples.length; x++) {
        samples[x] = precision.read(adjointData, grid.computedPoints() + x);
      }
      addResiduals((int) step - 1);
    }
  }

  private void addResiduals(int n) {
    for (int x = 0; x < samples.length; x++) {
      double residual = samples[x] - observed[n][x];
      samples[x] = residual;
      misfit += 0.5 * residual * residual;
    }
    adjoint.addRow(shot.receiverRow(), samples);
  }

  @Override
  public void capture(MemorySegment to) {
    forward.capture(to);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    forward.restore(from);
  }

  @Override
  public long adjointBytes() {
    return MISFIT_BYTES + stateBytes() + imageBytes();
  }

  private long imageBytes() {
    return grid.computedPoints() * precision.bytes();
  }

  @Override
  public void captureAdjoint(MemorySegment to) {
    to.asSlice(0, MISFIT_BYTES).fill((byte) 0);
    to.set(JAVA_DOUBLE, 0, misfit);
    adjoint.capture(to.asSlice(MISFIT_BYTES, stateBytes()));
    adjoint.captureImage(to.asSlice(MISFIT_BYTES + stateBytes(), imageBytes()));
  }

  @Override
  public void restoreAdjoint(long step, MemorySegment from) {
    misfit = from.get(JAVA_DOUBLE, 0);
    adjoint.clear();
    adjoint.restore(from.asSlice(MISFIT_BYTES, stateBytes()));
    adjoint.restoreImage(from.asSlice(MISFIT_BYTES + stateBytes(), imageBytes()));
  }

  /// Has the end of the forward shown: the wave on the physical grid, depth fastest, all of the
  /// newest time level, then all of the one before.
  void showLast(Consumer<double[]> to) {
    last = to;
  }

  private double[] lastField() {
    var field = new double[2 * grid.nx() * grid.nz()];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment state = arena.allocate(stateBytes(), 64);
      forward.capture(state);
      for (int level = 0; level < 2; level++) {
        for (int x = 0; x < grid.nx(); x++) {
          long from = level * grid.computedPoints() + grid.stored(grid.x0() + x, grid.z0());
          int to = (level * grid.nx() + x) * grid.nz();
          for (int z = 0; z < grid.nz(); z++) {
            field[to + z] = precision.read(state, from + z);
          }
        }
      }
    }
    return field;
  }

  /// The objective, complete after the last `reverse`.
  double misfit() {
    return misfit;
  }

  /// The gradient with respect to squared slowness on the physical grid, depth fastest: points of
  /// the layer count for the edge point that they continue.
  double[] gradient() {
    var gradient = new double[grid.nx() * grid.nz()];
    for (int column = Grid.HALO; column < grid.columns() - Grid.HALO; column++) {
      for (int row = Grid.HALO; row < grid.rows() - Grid.HALO; row++) {
        gradient[grid.nearestX(column) * grid.nz() + grid.nearestZ(row)] -=
            adjoint.image(column, row) / medium.slownessSquared(column, row);
      }
    }
    return gradient;
  }
}
