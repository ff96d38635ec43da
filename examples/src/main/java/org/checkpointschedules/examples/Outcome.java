package org.checkpointschedules.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.examples.arrays.ArrayFormat;
import org.checkpointschedules.examples.arrays.NumberArray;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.store.ResultFile;

/// What a run of an [Example] came to.
///
/// @param objective the value of the objective
/// @param array its gradient, in the shape and precision of the example
/// @param unit what the gradient is with respect to, and its units, in words
/// @param reports one for each adjoint
/// @param picture what draws the gradient, where it is an image
/// @param journals of the adjoints, where they were kept in journals: those hold the result until
///   it is released
public record Outcome(
    double objective,
    NumberArray array,
    String unit,
    List<RunReport> reports,
    Optional<Picture> picture,
    List<Journal> journals) {

  /// What draws a gradient.
  @FunctionalInterface
  public interface Picture {
    /// Writes a PNG file.
    void write(Path file) throws IOException;
  }

  public Outcome {
    reports = List.copyOf(reports);
    journals = List.copyOf(journals);
  }

  /// Removes the folders of the journals: the result is safe elsewhere, and the same run begins
  /// anew.
  public void release() {
    journals.forEach(Journal::remove);
  }

  /// Where the result is kept until it is released; empty without journals.
  public List<Path> kept() {
    return journals.stream().map(Journal::folder).toList();
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
  /// with `.png` behind its name, unless `file` is a device or a pipe. Files that are there are
  /// replaced, each of them all or nothing: see [ResultFile].
  ///
  /// @return the files written
  public List<Path> writeGradient(Path file) throws IOException {
    return writeGradient(file, ArrayFormat.of(file));
  }

  /// The same in a format of the caller's choice.
  public List<Path> writeGradient(Path file, ArrayFormat format) throws IOException {
    format.write(array, file);
    List<Path> files = files(file, picture.isPresent());
    for (Path beside : files.subList(1, files.size())) {
      picture.orElseThrow().write(beside);
    }
    return files;
  }

  /// The files that [#writeGradient] writes.
  ///
  /// @param image whether the gradient is one
  public static List<Path> files(Path file, boolean image) {
    return image && !ResultFile.isStream(file)
        ? List.of(file, file.resolveSibling(file.getFileName() + ".png"))
        : List.of(file);
  }
}
