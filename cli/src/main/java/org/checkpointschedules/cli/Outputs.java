package org.checkpointschedules.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.examples.arrays.NumberArray;

/// The files that a run was asked for, all tried before it starts.
record Outputs(
    Optional<GradientFile> gradient, Optional<TraceFiles> traces, Optional<StateFiles> states) {

  /// Whether there are any.
  boolean any() {
    return gradient.isPresent() || traces.isPresent() || states.isPresent();
  }

  /// What takes the last state.
  Consumer<NumberArray> last() {
    return states.isPresent() ? states.get() : _ -> {};
  }

  /// Says where a run that broke off has left what it traced.
  void tellPartial(PrintStream err) {
    traces.map(TraceFiles::partial).filter(said -> !said.isEmpty()).ifPresent(err::println);
  }

  /// Writes the gradient.
  ///
  /// @return what went wrong
  List<String> write(Outcome outcome, PrintStream out) {
    return gradient.flatMap(file -> file.write(outcome, out)).stream().toList();
  }

  /// Says what was written as the run went.
  ///
  /// @return what went wrong
  List<String> report(PrintStream out) {
    var failures = new ArrayList<String>();
    states.flatMap(files -> files.report(out)).ifPresent(failures::add);
    traces.flatMap(files -> files.report(out)).ifPresent(failures::add);
    return failures;
  }
}
