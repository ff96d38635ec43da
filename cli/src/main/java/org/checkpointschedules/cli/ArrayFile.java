package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.examples.arrays.NumberArray;

/// A file for an array that took work to compute: where it cannot be written, the array is saved
/// elsewhere.
///
/// @param what it is, as the format names it
/// @param directory another place than the system's folder for temporary files
record ArrayFile(String what, Path file, Optional<Path> directory, PrintStream err) {

  /// Writes files.
  @FunctionalInterface
  interface Writing {
    void write() throws IOException;
  }

  /// Writes the array.
  ///
  /// @return what went wrong, and where the array is instead
  Optional<String> write(NumberArray array) {
    Optional<String> failure = attempt(() -> FileFormats.of(file, what).write(array, file));
    return failure.map(said -> said + savedElsewhere(array));
  }

  /// @return what went wrong
  Optional<String> attempt(Writing writing) {
    OutputFile.announce(file, err);
    try {
      writing.write();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "the %s could not be written to %s: %s".formatted(what, file, OutputFile.reason(e)));
    }
  }

  /// Writes the array to a new folder; says where it is.
  String savedElsewhere(NumberArray array) {
    var places = new ArrayList<Path>();
    directory.filter(Files::isDirectory).ifPresent(places::add);
    places.add(Path.of(System.getProperty("java.io.tmpdir")));
    for (Path place : List.copyOf(places)) {
      try {
        Path folder = Files.createTempDirectory(place, "checkpoint-result-");
        Path there = folder.resolve(file.getFileName());
        try {
          FileFormats.of(file, what).write(array, there);
          return "; it is saved as " + there;
        } catch (IOException e) {
          Files.delete(folder);
        }
      } catch (IOException _) {
        // The next place may take it.
      }
    }
    return "; nor could it be saved in " + places;
  }
}
