package org.checkpointschedules.plot;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.run.ActionEvent;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;

/// Writes the trace of a run as it goes.
///
/// ```java
/// try (var trace = TraceObserver.create(file)) {
///   Adjoint.of(model).schedule(schedule).observer(trace).run(x0, x -> 2 * x);
/// }
/// ScheduleDrawing.ofTrace(file).svg();
/// ```
///
/// An action's start is when it was reported less how long it took, and never before the end of the
/// action before, so the time that observers take shows as gaps. The trace is complete when the run
/// has ended or broken off. For one run; not thread safe.
public final class TraceObserver implements RunObserver, Closeable {
  private final TimedActions.Beginning beginning;
  private final Closeable file;
  private TimedActions trace;
  private long began;
  private long lastEnd;

  private TraceObserver(TimedActions.Beginning beginning, Closeable file) {
    this.beginning = beginning;
    this.file = file;
  }

  /// {@return an observer that hands on what it observes}
  ///
  /// @param beginning called when the run starts; what it makes is closed when the run has ended
  public static TraceObserver to(TimedActions.Beginning beginning) {
    return new TraceObserver(beginning, () -> {});
  }

  /// {@return an observer that writes to a new file; a file already there is replaced}
  ///
  /// @param file in a directory that exists
  /// @throws IOException if the file cannot be made, which shows before the run
  public static TraceObserver create(Path file) throws IOException {
    Writer out = Files.newBufferedWriter(file);
    return new TraceObserver(header -> TraceWriter.to(out, header), out);
  }

  @Override
  public void start(CheckpointSchedule schedule, Forecast forecast) {
    try {
      trace = beginning.begin(TraceHeader.of(schedule));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    began = System.nanoTime();
  }

  @Override
  public void action(ActionEvent event) {
    long now = System.nanoTime() - began;
    long start = Math.max(lastEnd, now - event.nanoseconds());
    lastEnd = start + event.nanoseconds();
    try {
      trace.write(new TimedAction(event.action(), start, event.nanoseconds(), event.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void end(RunReport report) {
    finish();
  }

  @Override
  public void failure(Throwable failure) {
    finish();
  }

  /// Closes the file, if the run has not. Closing twice does nothing.
  @Override
  public void close() throws IOException {
    if (trace != null) {
      trace.close();
    }
    file.close();
  }

  private void finish() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
