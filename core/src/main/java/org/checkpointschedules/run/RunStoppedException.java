package org.checkpointschedules.run;

/// A run stopped because its [RunControl] asked for it.
public final class RunStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whether a journal is kept.
  private final boolean continuable;

  RunStoppedException(long adjointPosition, String kept) {
    super(
        "the run was stopped with the adjoint at step "
            + adjointPosition
            + (kept == null ? ", and nothing is kept" : "; what continues it is kept in " + kept));
    continuable = kept != null;
  }

  /// {@return whether a journal is kept, so that the same call continues the run}
  public boolean continuable() {
    return continuable;
  }
}
