package org.checkpointschedules.cli;

/// A request that cannot be honoured: one line saying what, which value, and what is allowed. Ends
/// a command with exit status 2, and is an answer in a batch.
final class WrongRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongRequest(String message) {
    super(message);
  }

  WrongRequest(String name, Object value, String allowed) {
    super(name + " is " + value + "; allowed: " + allowed);
  }
}
