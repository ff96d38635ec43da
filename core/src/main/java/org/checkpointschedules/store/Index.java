package org.checkpointschedules.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.InvalidArgumentException;

/// What a store holds, by key, and the strictness of the [CheckpointStore] contract, once for all
/// stores of this package.
///
/// @param <T> what the store knows of an entry
final class Index<T> {
  private final String store;
  private final long slots;
  private final Map<CheckpointKey, T> held = new HashMap<>();
  private boolean closed;

  /// @param store the store's name in messages
  Index(String store, long slots) {
    if (slots < 0) {
      throw new InvalidArgumentException(store + " slots", slots, "0 or more");
    }
    this.store = store;
    this.slots = slots;
  }

  void requirePutable(CheckpointKey key, long bytes) {
    requireOpen(key);
    if (held.containsKey(key)) {
      throw new CheckpointMisuseException(store + " already holds the " + key);
    }
    if (bytes <= 0) {
      throw new CheckpointMisuseException(
          "%s was given %d bytes for the %s; allowed: more than 0".formatted(store, bytes, key));
    }
    if (held.size() >= slots) {
      throw new CheckpointMisuseException(
          "%s has %d slots, all taken, and none for the %s".formatted(store, slots, key));
    }
  }

  void put(CheckpointKey key, T entry) {
    held.put(key, entry);
  }

  T require(CheckpointKey key) {
    requireOpen(key);
    T entry = held.get(key);
    if (entry == null) {
      throw new CheckpointMisuseException(store + " does not hold the " + key);
    }
    return entry;
  }

  /// The entry, or null if there is none.
  T peek(CheckpointKey key) {
    return held.get(key);
  }

  T remove(CheckpointKey key) {
    T entry = require(key);
    held.remove(key);
    return entry;
  }

  /// Closes; the entries held until now, or none when it was closed before.
  List<T> close() {
    closed = true;
    var entries = new ArrayList<>(held.values());
    held.clear();
    return entries;
  }

  private void requireOpen(CheckpointKey key) {
    if (closed) {
      throw new CheckpointMisuseException(store + " is closed; asked for the " + key);
    }
  }
}
