package org.checkpointschedules;

import java.util.Iterator;
import java.util.List;

/// The actions of a schedule from some point of the adjoint on, with what the levels hold at that
/// point: what resuming a run and drawing a part of a schedule need.
///
/// Not thread safe.
public interface ActionStream extends Iterator<Action> {

  /// {@return the entries that the levels hold at the point where the stream was opened, by step,
  /// then level}
  List<Entry> held();

  /// {@return what the stream does from the point where it was opened, as a forecast of its own:
  /// counts from there on, and peaks from there on, entries held at the start included}
  Forecast remaining();

  /// An entry of a level.
  ///
  /// @param location the level
  /// @param step the step number, unique within the level
  /// @param restartData whether it restarts the forward at `step`
  /// @param adjointData whether it holds what the adjoint needs of `step`
  record Entry(StorageLocation location, long step, boolean restartData, boolean adjointData) {}
}
