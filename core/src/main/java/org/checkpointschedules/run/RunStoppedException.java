package org.checkpointschedules.run;

/// A run stopped before its end because something asked for it: see [RunControl].
public final class RunStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What asked a run to stop.
  public enum Reason {
    /// [RunControl#stop].
    ASKED("was stopped"),
    /// The end given to [RunControl#stoppingBy] was near.
    TIME_UP("was stopped, since its time is nearly up,"),
    /// The run's thread was interrupted, and still is.
    INTERRUPTED("was interrupted");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /// What asked for it.
  private final Reason reason;

  /// Whether a journal is kept.
  private final boolean continuable;

  RunStoppedException(Reason reason, long adjointPosition, String kept) {
    super(
        "the run "
            + reason.words
            + " with the adjoint at step "
            + adjointPosition
            + (kept == null ? ", and nothing is kept" : "; what continues it is kept in " + kept));
    this.reason = reason;
    continuable = kept != null;
  }

  /// {@return what asked the run to stop}
  public Reason reason() {
    return reason;
  }

  /// {@return whether a journal is kept, so that the same call continues the run}
  public boolean continuable() {
    return continuable;
  }
}
