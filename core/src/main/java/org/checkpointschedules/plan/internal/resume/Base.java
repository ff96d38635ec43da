package org.checkpointschedules.plan.internal.resume;

import org.checkpointschedules.ActionStream.Entry;

/// An entry of restart data that a continuation can start a segment from.
///
/// @param entry the entry; of its level
/// @param level which of the levels
/// @param survived whether it lies there; else it is stored on the way by the first run of the
///   forward
public record Base(Entry entry, int level, boolean survived) {
  long step() {
    return entry.step();
  }

  long slots() {
    return (entry.restartData() ? 1 : 0) + (entry.adjointData() ? 1 : 0);
  }
}
