package org.checkpointschedules.cli;

/// A line of a schedule that cannot be read: what is wrong with it, and what is allowed.
final class WrongLine extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongLine(String message) {
    super(message);
  }
}
