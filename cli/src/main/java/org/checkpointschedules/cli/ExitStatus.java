package org.checkpointschedules.cli;

/// What the process ends with. A signal ends it with 128 and its number, so Ctrl-C with 130.
final class ExitStatus {
  static final int DONE = 0;

  /// A check did not hold, a run broke off.
  static final int FAILED = 1;

  static final int WRONG_REQUEST = 2;

  private ExitStatus() {}
}
