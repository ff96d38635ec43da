package org.checkpointschedules.run;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.OverlappedStore;
import org.checkpointschedules.store.Stores;

/// The stores of one run: those given, which it leaves empty, and those it opened, which it closes.
final class Levels implements AutoCloseable {
  /// One that the model fills or reads while the other is on its way.
  private static final int STAGING_BUFFERS = 2;

  private final Map<StorageLocation, CheckpointStore> stores = new HashMap<>();
  private final Map<StorageLocation, OverlappedStore> overlapped = new LinkedHashMap<>();
  private final Map<StorageLocation, String> places = new LinkedHashMap<>();

  /// @param heapInstead a level that needs no store, since its data stays on the heap; may be null
  static Levels open(RunSettings settings, StorageLocation heapInstead) {
    var levels = new Levels();
    try {
      for (Level level : settings.schedule().levels()) {
        levels.open(level, settings, heapInstead);
      }
      levels.requireAll("store", settings.stores().keySet());
      levels.requireAll("encoding", settings.encodings().keySet());
      return levels;
    } catch (Throwable failure) {
      try {
        levels.close();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  private void requireAll(String what, Set<StorageLocation> locations) {
    for (StorageLocation location : locations) {
      if (!places.containsKey(location)) {
        throw new InvalidArgumentException(
            what, location, "a level of the schedule: " + places.keySet());
      }
    }
  }

  private void open(Level level, RunSettings settings, StorageLocation heapInstead) {
    StorageLocation location = level.location();
    CheckpointStore users = settings.stores().get(location);
    if (users != null) {
      stores.put(location, new GivenStore(users));
      places.put(location, "the store given");
    } else if (location.equals(heapInstead)) {
      places.put(location, "heap, by reference");
    } else if (location.equals(StorageLocation.RAM)) {
      stores.put(location, Stores.ram(level.slots()));
      places.put(location, "off-heap memory");
    } else {
      stores.put(location, Stores.disk(settings.directory(), level.slots()));
      places.put(location, "files in " + settings.directory());
    }
    if (settings.encodings().containsKey(location)) {
      stores.put(location, encoded(location, settings.encodings().get(location)));
    }
    if (settings.overlap() && !location.equals(StorageLocation.RAM)) {
      overlap(location, level.slots());
    }
  }

  private CheckpointStore encoded(
      StorageLocation location, UnaryOperator<CheckpointStore> encoding) {
    CheckpointStore store = stores.get(location);
    if (store == null) {
      throw new InvalidArgumentException("encoding", location, "a level that stores bytes");
    }
    places.merge(location, ", encoded", String::concat);
    return encoding.apply(store);
  }

  private void overlap(StorageLocation location, long slots) {
    var store = OverlappedStore.over(stores.get(location), slots, STAGING_BUFFERS);
    stores.put(location, store);
    overlapped.put(location, store);
  }

  /// The same actions, with what they will read from slow levels brought on its way ahead.
  Iterator<Action> foreseen(Iterator<Action> actions) {
    return overlapped.isEmpty()
        ? actions
        : new LookAhead(actions, overlapped::containsKey, this::prefetch);
  }

  private boolean prefetch(Copy copy) {
    OverlappedStore store = overlapped.get(copy.from());
    return store.prefetch(CheckpointKey.restart(copy.n()))
        || store.prefetch(CheckpointKey.adjoint(copy.n()));
  }

  /// What overlapping took and gave, by level.
  Map<StorageLocation, OverlappedStore.Figures> overlap() {
    var figures = new LinkedHashMap<StorageLocation, OverlappedStore.Figures>();
    overlapped.forEach((location, store) -> figures.put(location, store.figures()));
    return figures;
  }

  /// The store of a level; null for one whose data stays on the heap.
  CheckpointStore store(StorageLocation level) {
    return stores.get(level);
  }

  /// Where each level of the schedule is, in words, fastest first.
  Map<StorageLocation, String> places() {
    return places;
  }

  /// Closes every store, whatever happens to one.
  @Override
  public void close() {
    RuntimeException first = null;
    for (CheckpointStore store : stores.values()) {
      try {
        store.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    stores.clear();
    if (first != null) {
      throw first;
    }
  }
}
