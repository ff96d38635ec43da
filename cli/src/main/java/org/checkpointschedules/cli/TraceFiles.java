package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.plot.TraceObserver;
import org.checkpointschedules.run.ActionEvent;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;

/// Writes the trace of a run; of several adjoints, one after the other, each into a file of its
/// own: `trace-1.jsonl`, `trace-2.jsonl`.
final class TraceFiles implements RunObserver {
  private final List<Path> files = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private int begun;
  private TraceObserver trace;

  /// @throws WrongRequest if a file cannot be written
  TraceFiles(String option, Path file, int adjoints) {
    for (int number = 1; number <= adjoints; number++) {
      files.add(OutputFile.checked(option, adjoints == 1 ? file : numbered(file, number)));
    }
  }

  static Path numbered(Path file, int number) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return file.resolveSibling(stem + "-" + number + name.substring(stem.length()));
  }

  @Override
  public void start(CheckpointSchedule schedule, Forecast forecast) {
    try {
      trace = FileFormats.trace(files.get(begun++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    trace.start(schedule, forecast);
  }

  @Override
  public void action(ActionEvent event) {
    trace.action(event);
  }

  @Override
  public void end(RunReport report) {
    trace.end(report);
    written.add(files.get(begun - 1));
  }

  @Override
  public void failure(Throwable failure) {
    trace.failure(failure);
  }

  /// Says what was written.
  ///
  /// @throws WorkFailed if a trace is missing; the table of the run says why
  void report(PrintStream out) {
    if (!written.equals(files)) {
      throw new WorkFailed("the trace could not be written: " + files.get(written.size()));
    }
    out.println();
    out.println(
        written.stream().map(Path::toString).collect(Collectors.joining(", "))
            + (written.size() == 1 ? " is written" : " are written"));
  }
}
