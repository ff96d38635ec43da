package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointNotStoredException;

/// Entries could not be written: which, and of which level, that the run can do without them.
final class LevelFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StorageLocation level;
  private final transient List<CheckpointKey> keys = new ArrayList<>();
  private final CheckpointNotStoredException failure;

  LevelFullException(StorageLocation level, CheckpointNotStoredException failure) {
    super(failure);
    this.level = level;
    this.failure = failure;
    add(failure);
  }

  /// Notes what failed too, and what is suppressed in it.
  void add(CheckpointNotStoredException more) {
    keys.add(more.key());
    for (Throwable later : more.getSuppressed()) {
      if (later instanceof CheckpointNotStoredException also) {
        keys.add(also.key());
      }
    }
  }

  StorageLocation level() {
    return level;
  }

  List<CheckpointKey> keys() {
    return keys;
  }

  /// As the store threw it.
  CheckpointNotStoredException failure() {
    return failure;
  }
}
