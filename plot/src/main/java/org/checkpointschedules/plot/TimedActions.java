package org.checkpointschedules.plot;

import java.io.Closeable;
import java.io.IOException;

/// What takes the actions of a run, one after the other: a [TraceWriter], or a file of another
/// format. Closing twice does nothing.
public interface TimedActions extends Closeable {
  /// Takes the next action, which starts no earlier than the one before.
  ///
  /// @param timed starts no earlier than the one before
  /// @throws IOException if it cannot be written
  void write(TimedAction timed) throws IOException;

  /// Begins a file with what was run.
  @FunctionalInterface
  interface Beginning {
    /// Writes what comes before the actions.
    ///
    /// @param header what is run
    /// @return what takes the actions
    /// @throws IOException if it cannot be written
    TimedActions begin(TraceHeader header) throws IOException;
  }
}
