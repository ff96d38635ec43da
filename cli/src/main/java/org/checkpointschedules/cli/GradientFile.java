package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Outcome;

/// The file for the gradient, and for its picture, where it is an image.
final class GradientFile {
  private final ArrayFile file;

  /// @throws WrongRequest if a file cannot be written
  GradientFile(
      String option,
      Path file,
      Example example,
      Optional<Path> directory,
      PrintStream err,
      Set<Path> taken) {
    for (Path each : Outcome.files(file, example.image())) {
      OutputFile.checked(option, each, each.equals(file) ? example.gradientBytes() : 0, taken);
    }
    this.file = new ArrayFile("gradient", file, directory, err);
  }

  /// Writes the gradient, and says so.
  ///
  /// @return what went wrong, and where the gradient is instead
  Optional<String> write(Outcome outcome, PrintStream out) {
    var written = new ArrayList<Path>();
    Optional<String> failure =
        file.attempt(() ->
            written.addAll(
                outcome.writeGradient(file.file(), FileFormats.of(file.file(), file.what()))));
    if (failure.isEmpty()) {
      out.println(OutputFile.written(written));
      return failure;
    }
    String kept = kept(outcome);
    return failure.map(
        said -> said + (kept.isEmpty() ? file.savedElsewhere(outcome.array()) : "; " + kept));
  }

  /// What a run with a journal has left, in words; empty for another run.
  static String kept(Outcome outcome) {
    List<Path> kept = outcome.kept();
    return kept.isEmpty()
        ? ""
        : "the finished run is kept in %s: the same command, or one with other files, delivers it without computing it again"
            .formatted(kept.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }
}
