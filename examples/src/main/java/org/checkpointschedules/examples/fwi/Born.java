package org.checkpointschedules.examples.fwi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.checkpointschedules.examples.StoreAll;
import org.checkpointschedules.run.DotProductTest;

/// The derivative of the data with respect to squared slowness, as an operator and transposed:
///
/// ```
/// A:   dm -> dd,   du[n+1] = g (2 du[n] - g du[n-1] + c (L du[n] - (dm/m) a[n])),   dd = du at receivers
/// A':  r -> -1/m sum over n of y[n+1] a[n]
/// ```
///
/// `A` is the tangent of the forward, `A'` the adjoint model with residuals `r`.
final class Born {
  private final Survey survey;
  private final Shot shot;
  private final Team team;

  Born(Survey survey, Team team) {
    this.survey = survey;
    this.shot = survey.shots()[0];
    this.team = team;
  }

  /// Whether the two are transposed to each other.
  DotProductTest dotProduct(double tolerance) {
    int model = survey.start().slownessSquared().length;
    int data = shot.steps() * survey.start().scheme().grid().nx();
    return DotProductTest.run(model, data, this::forward, this::transposed, tolerance);
  }

  /// Applies A.
  double[] forward(double[] change) {
    Medium medium = survey.start();
    Grid grid = medium.scheme().grid();
    int nx = grid.nx();
    var model = new AcousticModel(medium, shot, zeros(), survey.precision(), team);
    WaveField field = survey.precision().field(medium, team);
    var row = new double[nx];
    var result = new double[shot.steps() * nx];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment data = arena.allocate(model.adjointDataBytes(), 64);
      model.initialize();
      for (int n = 0; n < shot.steps(); n++) {
        model.record(n, data);
        field.step();
        for (int x = Grid.HALO; x < grid.columns() - Grid.HALO; x++) {
          for (int z = Grid.HALO; z < grid.rows() - Grid.HALO; z++) {
            double relative =
                change[grid.nearestX(x) * grid.nz() + grid.nearestZ(z)]
                    / medium.slownessSquared(x, z);
            field.add(x, z, -relative * survey.precision().read(data, grid.stored(x, z)));
          }
        }
        field.sampleRow(shot.receiverRow(), row);
        System.arraycopy(row, 0, result, n * nx, nx);
      }
    }
    return result;
  }

  /// Applies A', by way of observed data from which the model's differ by the residuals.
  double[] transposed(double[] residuals) {
    Medium medium = survey.start();
    double[][] observed = AcousticModel.data(medium, shot, survey.precision(), team);
    for (int n = 0; n < observed.length; n++) {
      for (int x = 0; x < observed[n].length; x++) {
        observed[n][x] -= residuals[n * observed[n].length + x];
      }
    }
    var model = new AcousticModel(medium, shot, observed, survey.precision(), team);
    StoreAll.run(model, shot.steps());
    return model.gradient();
  }

  private double[][] zeros() {
    return new double[shot.steps()][survey.start().scheme().grid().nx()];
  }
}
