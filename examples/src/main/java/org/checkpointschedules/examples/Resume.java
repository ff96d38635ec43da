package org.checkpointschedules.examples;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.RunControl;
import org.checkpointschedules.run.ValueAdjoint;

/// How a run of an [Example] is kept from being lost.
///
/// @param replanner plans what is left of a run that was broken off
/// @param control stops the run
public record Resume(Replanner replanner, RunControl control) {
  public Resume {
    Objects.requireNonNull(replanner, "replanner");
    Objects.requireNonNull(control, "control");
  }

  /// The same adjoint calculation, kept in this journal, its result too until the [Outcome] is
  /// released.
  public InPlaceAdjoint keep(InPlaceAdjoint adjoint, Journal journal) {
    return adjoint.replanner(replanner).control(control).journal(journal.keepWhenDone());
  }

  /// The same adjoint calculation, kept in this journal, its result too until the [Outcome] is
  /// released.
  public <S, D, A> ValueAdjoint<S, D, A> keep(ValueAdjoint<S, D, A> adjoint, Journal journal) {
    return adjoint.replanner(replanner).control(control).journal(journal.keepWhenDone());
  }

  /// Where the journal lies.
  ///
  /// @param directory as [Example#run] takes it
  public static Path directory(Optional<Path> directory) {
    return directory.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }
}
