package org.checkpointschedules;

/// Finds the actions that finish a broken-off adjoint calculation from what is left of its
/// checkpoints: what continues a killed run, and heals one that has lost a checkpoint.
///
/// `ContinuedPlan` in the package of the planners is the one that comes with the library.
@FunctionalInterface
public interface Replanner {

  /// {@return the actions from the standing to `EndReverse`, legal for a referee made by
  /// [ScheduleReferee#continued], within [Standing#levels] and leaving them empty}
  ///
  /// @param schedule what was being carried out
  /// @param standing how far it came, and what is left of its checkpoints
  ActionStream replan(CheckpointSchedule schedule, Standing standing);
}
