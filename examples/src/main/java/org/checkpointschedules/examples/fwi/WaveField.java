package org.checkpointschedules.examples.fwi;

import java.lang.foreign.MemorySegment;

/// Two time levels of a wave on a [Grid], advanced by the leapfrog scheme
///
/// ```
/// w[n+1] = g (2 w[n] - g w[n-1] + c L w[n])
/// ```
///
/// where `L` is the eighth-order Laplacian times the square of the spacing, `c = (v dt / h)^2`, and
/// `g`, the absorbing layer, is 1 on the physical grid and falls to the outside. The same scheme
/// serves the forward and the adjoint: see the README of the examples.
///
/// ## Rounding to zero
///
/// Ahead of a wavefront a discrete wave decays through all orders of magnitude, and arithmetic with
/// denormal numbers costs an order of magnitude more. So every new value `w` becomes `(w + b) - b`
/// with a tiny constant `b`: one more rounding, to a multiple of a quantum `q` that lies far below
/// the rounding errors of a wave of the size that this scheme makes (of order 0.1 to 1). It leaves
/// the scheme as linear, and its transpose as exact, as any rounding does. What it buys:
///
/// - no denormal numbers, in the fields and (`q` being about `1e-19`, `2e-31` in double) in their
///   products;
/// - a field that is *exactly* zero where the wave has not been. Each column knows the interval
///   outside of which it is zero, and only what can become nonzero is computed. That changes no
///   bit.
sealed interface WaveField permits FloatWaveField, DoubleWaveField {

  /// Makes both time levels zero everywhere.
  void clear();

  /// Advances by one step.
  void step();

  /// Advances by one step, writing `L w[n]` of all computed points, without halo, to the start of
  /// `laplacian`.
  void step(MemorySegment laplacian);

  /// Adds `c g amount` to the newest level at one point, given by its indices.
  void add(int column, int row, double amount);

  /// Adds `c g amount` at a row of physical points, one amount for each physical column.
  void addRow(int row, double[] amounts);

  /// Reads the newest level at a row of physical points.
  void sampleRow(int row, double[] samples);

  /// Makes the image zero.
  void clearImage();

  /// Adds the product of the newest level and `laplacian`, as [#step(MemorySegment)] wrote it, to
  /// the image.
  void correlate(MemorySegment laplacian);

  /// The image at one point, given by its indices.
  double image(int column, int row);

  /// Copies the image, without halo, in the order of [#step(MemorySegment)].
  void captureImage(MemorySegment to);

  /// Copies the image back.
  void restoreImage(MemorySegment from);

  /// Copies both time levels, without halo.
  void capture(MemorySegment to);

  /// Copies both time levels back.
  void restore(MemorySegment from);
}
