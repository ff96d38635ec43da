package org.checkpointschedules.plot;

import java.util.Objects;
import org.checkpointschedules.Action;
import org.checkpointschedules.InvalidArgumentException;

/// An action of a run, with when it happened and what it moved: one line of a trace.
///
/// Immutable.
///
/// @param action the action
/// @param start when it began, nanoseconds since the run began, 0 or more
/// @param nanos how long it took, nanoseconds, 0 or more
/// @param bytes bytes moved to or from levels, 0 or more
public record TimedAction(Action action, long start, long nanos, long bytes) {
  /// Checks the times and bytes.
  ///
  /// @throws InvalidArgumentException if one is negative, or the end too large for a long
  public TimedAction {
    Objects.requireNonNull(action, "action");
    notNegative("start", start);
    notNegative("nanos", nanos);
    notNegative("bytes", bytes);
    if (start + nanos < 0) {
      throw new InvalidArgumentException(
          "nanos", nanos, "an end (start + nanos) of at most " + Long.MAX_VALUE);
    }
  }

  /// {@return when it ended, nanoseconds since the run began}
  public long end() {
    return start + nanos;
  }

  private static void notNegative(String name, long value) {
    if (value < 0) {
      throw new InvalidArgumentException(name, value, "0 or more");
    }
  }
}
