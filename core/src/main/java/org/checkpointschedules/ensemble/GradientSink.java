package org.checkpointschedules.ensemble;

import java.io.IOException;

/// Takes a gradient in pieces, front to back without gaps: a file, for one.
@FunctionalInterface
public interface GradientSink {
  /// Takes the next piece.
  ///
  /// @param first the index of the first of the numbers
  /// @param numbers the next piece; the receiver's own
  /// @throws IOException if it cannot take it: the run ends with that
  void accept(int first, double[] numbers) throws IOException;
}
