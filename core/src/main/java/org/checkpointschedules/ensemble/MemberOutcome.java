package org.checkpointschedules.ensemble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.store.Stores;

/// How a member's run ended: for whoever writes an [EnsembleExecutor].
public sealed interface MemberOutcome {
  /// It has a gradient.
  ///
  /// @param report of its run
  /// @param gradient of the right length; the receiver's own
  record Computed(MemberReport report, double[] gradient) implements MemberOutcome {}

  /// It broke off.
  ///
  /// @param failure which, and why
  record Failed(MemberFailure failure) implements MemberOutcome {}

  /// Runs a member in this thread. What killed runs left in the directory goes first. Exceptions
  /// are outcomes; an [Error] is thrown.
  ///
  /// @param ensemble whose member
  /// @param member which
  /// @param directory created where missing
  /// @param observer to watch the run with
  /// @param place where this is, for the report
  /// @return how it ended
  static MemberOutcome of(
      Ensemble ensemble, int member, Path directory, RunObserver observer, String place) {
    try {
      // A store that is opened cleans up; the member's schedule may have no level on disk.
      Stores.disk(directory, 0).close();
      MemberGradient gradient = ensemble.run(member, directory, observer);
      Objects.requireNonNull(gradient, "the member's gradient");
      if (gradient.gradient().length != ensemble.gradientLength()) {
        throw new InvalidArgumentException(
            "length of the gradient of member " + member,
            gradient.gradient().length,
            ensemble.gradientLength() + ", the ensemble's");
      }
      if (!ensemble.allowsNotFinite()) {
        NotFiniteException.require("objective of member " + member, gradient.objective());
        NotFiniteException.require("gradient of member " + member, gradient.gradient());
      }
      return new Computed(MemberReport.of(member, gradient, place), gradient.gradient());
    } catch (Exception e) {
      return new Failed(new MemberFailure(member, portable(e)));
    }
  }

  private static Throwable portable(Exception e) {
    try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(e);
      return e;
    } catch (IOException | RuntimeException _) {
      return new MemberFailure.RemoteException(e);
    }
  }
}
