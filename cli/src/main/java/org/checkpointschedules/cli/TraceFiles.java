package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.plot.TraceObserver;
import org.checkpointschedules.run.ActionEvent;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.store.ResultFile;

/// Writes the trace of a run; of several adjoints, one after the other, each into a file of its
/// own: `trace-1.jsonl`, `trace-2.jsonl`.
///
/// A trace is written beside its place while the run goes on, and stays there where the run, or the
/// writing, breaks off. One in lines goes straight into a pipe.
final class TraceFiles implements RunObserver {
  private final List<Path> files = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private final List<Path> left = new ArrayList<>();
  private final PrintStream err;
  private int begun;
  private TraceObserver trace;

  /// Null for a trace that goes straight to its place.
  private ResultFile result;

  /// Where the trace is while it is no more than begun; null else.
  private Path part;

  /// @throws WrongRequest if a file cannot be written
  TraceFiles(String option, Path file, int adjoints, PrintStream err, Set<Path> taken) {
    this.err = err;
    for (int number = 1; number <= adjoints; number++) {
      Path each = adjoints == 1 ? file : numbered(file, number);
      files.add(OutputFile.checked(option, each, 0, taken));
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
    Path file = files.get(begun++);
    trace = null;
    OutputFile.announce(file, err);
    try {
      boolean straight = ResultFile.isStream(file) && !FileFormats.isTable(file);
      result = straight ? null : ResultFile.begin(file);
      part = straight ? null : result.path();
      trace = FileFormats.trace(file, straight ? file : part);
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
    Path file = files.get(begun - 1);
    trace.end(report);
    if (result != null && report.counted().adjointSteps() == 0 && Files.isRegularFile(file)) {
      // The run that did the work has traced it.
      result.discard();
      left.add(file);
    } else if (result != null) {
      try {
        result.complete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      written.add(file);
    } else {
      written.add(file);
    }
    part = null;
  }

  @Override
  public void failure(Throwable failure) {
    if (trace != null) {
      trace.failure(failure);
    }
  }

  /// What was traced of a run that broke off, in words; empty where nothing was.
  String partial() {
    return part == null ? "" : "what was traced until then is in " + part;
  }

  /// Says what was written.
  ///
  /// @return what went wrong; the table of the run says why
  Optional<String> report(PrintStream out) {
    out.println();
    if (!written.isEmpty()) {
      out.println(OutputFile.written(written));
    }
    left.forEach(
        file -> out.println(file + " is left as it is: there was nothing left to compute"));
    int done = written.size() + left.size();
    if (done == files.size()) {
      return Optional.empty();
    }
    return Optional.of(
        "the trace could not be written to "
            + files.get(Math.max(begun - 1, 0))
            + (part == null ? "" : "; " + partial()));
  }
}
