package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.checkpointschedules.examples.arrays.NumberArray;

/// Writes the state at the end of the forward; of several forwards, one after the other, each into
/// a file of its own: `state-1.npy`, `state-2.npy`.
///
/// A state that cannot be written does not end the run.
final class StateFiles implements Consumer<NumberArray> {
  private final List<ArrayFile> files = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private int begun;
  private Optional<String> failure = Optional.empty();

  /// @param bytes of a state, at least
  /// @throws WrongRequest if a file cannot be written
  StateFiles(
      String option,
      Path file,
      int adjoints,
      long bytes,
      Optional<Path> directory,
      PrintStream err,
      Set<Path> taken) {
    for (int number = 1; number <= adjoints; number++) {
      Path each = adjoints == 1 ? file : TraceFiles.numbered(file, number);
      OutputFile.checked(option, each, bytes, taken);
      files.add(new ArrayFile("state", each, directory, err));
    }
  }

  @Override
  public void accept(NumberArray state) {
    ArrayFile file = files.get(begun++);
    Optional<String> wrong = file.write(state);
    if (wrong.isEmpty()) {
      written.add(file.file());
    }
    failure = failure.or(() -> wrong);
  }

  /// Says what was written.
  ///
  /// @return what went wrong
  Optional<String> report(PrintStream out) {
    if (!written.isEmpty()) {
      out.println(OutputFile.written(written));
    }
    return failure;
  }
}
