package org.checkpointschedules.cli;

/// The request was right, but the work did not succeed: exit status 1, and one line that says why.
final class WorkFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkFailed(String message) {
    super(message);
  }
}
