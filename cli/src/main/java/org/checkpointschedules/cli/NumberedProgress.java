package org.checkpointschedules.cli;

import java.io.PrintStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunProgress;
import org.checkpointschedules.run.RunReport;

/// Progress of several adjoints, one after the other: says which one has begun.
final class NumberedProgress implements RunObserver {
  private final RunObserver each;
  private final int adjoints;
  private final PrintStream err;
  private int number;

  NumberedProgress(RunObserver each, int adjoints, PrintStream err) {
    this.each = each;
    this.adjoints = adjoints;
    this.err = err;
  }

  @Override
  public void start(CheckpointSchedule schedule, Forecast forecast) {
    err.println("adjoint " + ++number + " of " + adjoints);
    each.start(schedule, forecast);
  }

  @Override
  public void progress(RunProgress progress) {
    each.progress(progress);
  }

  @Override
  public void end(RunReport report) {
    each.end(report);
  }

  @Override
  public void failure(Throwable failure) {
    each.failure(failure);
  }
}
