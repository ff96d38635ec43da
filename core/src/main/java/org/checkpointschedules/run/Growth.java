package org.checkpointschedules.run;

import java.util.Optional;
import org.checkpointschedules.EntryBytes;

/// The limit on values that may turn out larger than was known before the first step, where a
/// budget in bytes was turned into slots.
record Growth(Optional<EntryBytes> most) {

  /// Whether every value has to be measured, those on the heap too.
  boolean bounded() {
    return most.isPresent();
  }

  /// @throws EntryTooLargeException if a state is too large for the budget
  void state(long step, long bytes) {
    if (bytes > most.orElseThrow().restartData()) {
      throw new EntryTooLargeException("restart data", step, bytes, most.get().restartData());
    }
  }

  /// @throws EntryTooLargeException if adjoint data is too large for the budget
  void data(long step, long bytes) {
    if (bytes > most.orElseThrow().adjointData()) {
      throw new EntryTooLargeException("adjoint data", step, bytes, most.get().adjointData());
    }
  }
}
