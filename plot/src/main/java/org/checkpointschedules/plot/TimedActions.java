package org.checkpointschedules.plot;

import java.io.Closeable;
import java.io.IOException;

/// What takes the actions of a run, one after the other: a [TraceWriter], or a file of another
/// format. Closing twice does nothing.
public interface TimedActions extends Closeable {
  /// Takes the next action, which starts no earlier than the one before.
  void write(TimedAction timed) throws IOException;

  /// Begins a file with what was run.
  @FunctionalInterface
  interface Beginning {
    /// @throws IOException if it cannot be written
    TimedActions begin(TraceHeader header) throws IOException;
  }
}
