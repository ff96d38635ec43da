package org.checkpointschedules.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.run.RunReport;

/// What a run of an [Example] came to.
///
/// @param objective the value of the objective
/// @param gradient its gradient, in double
/// @param unit what the gradient is with respect to, and its units, in words
/// @param reports one for each adjoint
/// @param format how to write the gradient
public record Outcome(
    double objective, double[] gradient, String unit, List<RunReport> reports, Format format) {

  /// A way to write a gradient to files.
  @FunctionalInterface
  public interface Format {
    /// @return the files written
    List<Path> write(double[] gradient, Path file) throws IOException;
  }

  public Outcome {
    reports = List.copyOf(reports);
  }

  /// The Euclidean norm of the gradient.
  public double gradientNorm() {
    double sum = 0;
    for (double g : gradient) {
      sum += g * g;
    }
    return Math.sqrt(sum);
  }

  /// Writes the gradient to `file`, raw little-endian in the precision of the example, and, where
  /// it is an image, a picture of it beside, `file` with `.png` behind its name. Files that are
  /// there are replaced.
  ///
  /// @return the files written
  public List<Path> writeGradient(Path file) throws IOException {
    return format.write(gradient, file);
  }
}
