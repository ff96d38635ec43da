package org.checkpointschedules.examples.fwi;

/// One source and the receivers, one at every physical column.
///
/// @param sourceColumn index of the source's column
/// @param sourceRow index of its depth
/// @param receiverRow index of the receivers' depth
/// @param wavelet the source's amplitude at each step
record Shot(int sourceColumn, int sourceRow, int receiverRow, double[] wavelet) {
  /// Amplitudes below are set to zero, so that the tails of the wavelet are no denormal numbers.
  private static final double NEGLIGIBLE = 1e-16;

  /// Depth of sources and receivers, in points below the uppermost.
  private static final int DEPTH = 2;

  /// Shot number `index` of `shots`, spread along the surface.
  static Shot of(Grid grid, int index, int shots, double[] wavelet) {
    int x = (int) ((2L * index + 1) * grid.nx() / (2L * shots));
    int row = grid.z0() + Math.min(DEPTH, grid.nz() - 1);
    return new Shot(grid.x0() + x, row, row, wavelet);
  }

  /// The Ricker wavelet `(1 - 2a) exp(-a)`, `a = (pi f (t - 1.5/f))^2`, at `t = n dt`.
  ///
  /// @param frequency of its peak, Hz
  static double[] ricker(double frequency, double dt, int steps) {
    var wavelet = new double[steps];
    for (int n = 0; n < steps; n++) {
      double phase = Math.PI * (frequency * n * dt - 1.5);
      double a = phase * phase;
      double amplitude = (1 - 2 * a) * Math.exp(-a);
      wavelet[n] = Math.abs(amplitude) < NEGLIGIBLE ? 0 : amplitude;
    }
    return wavelet;
  }

  int steps() {
    return wavelet.length;
  }
}
