package org.checkpointschedules.cli;

import java.util.List;

/// The request was right, but the work did not succeed: exit status 1, and one line that says why,
/// with what a program of others said about it on lines of their own.
final class WorkFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Not a `List`, whose kind may not be serializable.
  private final String[] said;

  WorkFailed(String message) {
    this(message, List.of());
  }

  WorkFailed(String message, List<String> said) {
    super(message);
    this.said = said.toArray(String[]::new);
  }

  List<String> said() {
    return List.of(said);
  }
}
