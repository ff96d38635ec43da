package org.checkpointschedules.run;

import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;

/// Watches a run. Override what you need.
///
/// An observer cannot disturb the run: what it throws is caught, noted once in the
/// [RunReport#notes()], and that observer is not called again. It runs in the thread of the run,
/// which waits for it.
public interface RunObserver {

  /// The run begins.
  ///
  /// @param schedule the one that is run
  /// @param forecast what is left to do: of a run that continues another, less than the schedule's
  ///   own
  default void start(CheckpointSchedule schedule, Forecast forecast) {}

  /// An action was carried out.
  ///
  /// @param event the action, and what it took
  default void action(ActionEvent event) {}

  /// Some steps were done: called between steps, within long actions too, at most ten times a
  /// second.
  ///
  /// @param progress how far the run has come, at this instant
  default void progress(RunProgress progress) {}

  /// The run has completed.
  ///
  /// @param report what the run did
  default void end(RunReport report) {}

  /// The run has broken off. Its storage has been cleaned up.
  ///
  /// @param failure what the run throws
  default void failure(Throwable failure) {}
}
