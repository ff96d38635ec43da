package org.checkpointschedules.foreign;

/// A function of a native kernel returned an error code.
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// As the header names it.
  private final String function;

  /// Not 0.
  private final int code;

  KernelException(String function, int code, String text) {
    super("the native kernel failed: %s returned %d%s".formatted(function, code, text));
    this.function = function;
    this.code = code;
  }

  /// {@return the function, as the header names it}
  public String function() {
    return function;
  }

  /// {@return what it returned, not 0}
  public int code() {
    return code;
  }
}
