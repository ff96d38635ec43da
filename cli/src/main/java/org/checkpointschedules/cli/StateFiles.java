package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.checkpointschedules.examples.arrays.NumberArray;

/// Writes the state at the end of the forward; of several forwards, one after the other, each into
/// a file of its own: `state-1.npy`, `state-2.npy`.
final class StateFiles implements Consumer<NumberArray> {
  private final List<Path> files = new ArrayList<>();
  private int written;

  /// @throws WrongRequest if a file cannot be written
  StateFiles(String option, Path file, int adjoints) {
    for (int number = 1; number <= adjoints; number++) {
      files.add(
          OutputFile.checked(option, adjoints == 1 ? file : TraceFiles.numbered(file, number)));
    }
  }

  @Override
  public void accept(NumberArray state) {
    Path file = files.get(written++);
    try {
      FileFormats.of(file, "state").write(state, file);
    } catch (IOException e) {
      throw new WorkFailed("the state could not be written to " + file + ": " + e);
    }
  }

  /// Says what was written.
  void report(PrintStream out) {
    out.println(
        files.stream().map(Path::toString).collect(Collectors.joining(", "))
            + (files.size() == 1 ? " is written" : " are written"));
  }
}
