package org.checkpointschedules.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.examples.arrays.ArrayFormat;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.run.RunReport;

/// What a run of an [Example] came to.
///
/// @param objective the value of the objective
/// @param array its gradient, in the shape and precision of the example
/// @param unit what the gradient is with respect to, and its units, in words
/// @param reports one for each adjoint
/// @param picture what draws the gradient, where it is an image
public record Outcome(
    double objective,
    NumberArray array,
    String unit,
    List<RunReport> reports,
    Optional<Picture> picture) {

  /// What draws a gradient.
  @FunctionalInterface
  public interface Picture {
    /// Writes a PNG file.
    void write(Path file) throws IOException;
  }

  public Outcome {
    reports = List.copyOf(reports);
  }

  /// The gradient, in double.
  public double[] gradient() {
    return array.values();
  }

  /// The Euclidean norm of the gradient.
  public double gradientNorm() {
    double sum = 0;
    for (double g : gradient()) {
      sum += g * g;
    }
    return Math.sqrt(sum);
  }

  /// Writes the gradient to `file` in the precision of the example, as `.npy` where its name ends
  /// so and raw little-endian where not, and, where it is an image, a picture of it beside, `file`
  /// with `.png` behind its name. Files that are there are replaced.
  ///
  /// @return the files written
  public List<Path> writeGradient(Path file) throws IOException {
    return writeGradient(file, ArrayFormat.of(file));
  }

  /// The same in a format of the caller's choice.
  public List<Path> writeGradient(Path file, ArrayFormat format) throws IOException {
    format.write(array, file);
    if (picture.isEmpty()) {
      return List.of(file);
    }
    Path beside = file.resolveSibling(file.getFileName() + ".png");
    picture.get().write(beside);
    return List.of(file, beside);
  }
}
