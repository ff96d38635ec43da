package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.checkpointschedules.examples.arrays.NpyRecords;
import org.checkpointschedules.plot.TimedAction;
import org.checkpointschedules.plot.TimedActions;
import org.checkpointschedules.plot.TraceHeader;

/// A trace as records of a `.npy` file.
final class NpyTrace implements TimedActions {
  private final NpyRecords records;

  NpyTrace(Path file, TraceHeader header) throws IOException {
    records = new NpyRecords(file, TraceRow.fields(header));
  }

  @Override
  public void write(TimedAction timed) throws IOException {
    records.write(TraceRow.of(timed));
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
