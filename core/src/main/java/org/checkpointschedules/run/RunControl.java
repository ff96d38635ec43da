package org.checkpointschedules.run;

/// Asks a run to stop, from any thread. Thread safe.
///
/// The run stops between two actions of its schedule, or pieces of a long one, with a
/// [RunStoppedException]; where it has a [Journal], the adjoint state is saved first, so that the
/// same call continues it later, from another process too.
public final class RunControl {
  private volatile boolean stopping;

  /// One that has not been asked yet.
  public RunControl() {}

  /// Asks the run to stop at the next safe point. There is no way back.
  public void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }
}
