package org.checkpointschedules.run;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.NotEnoughSpaceException;
import org.checkpointschedules.store.OverlappedStore;
import org.checkpointschedules.store.RunFolder;
import org.checkpointschedules.store.Stores;

/// The stores of one run: those given, which it leaves empty, and those it opened, which it closes.
final class Levels implements AutoCloseable {
  /// One that the model fills or reads while the other is on its way.
  static final int STAGING_BUFFERS = 2;

  private final long run;
  private final Map<StorageLocation, CheckpointStore> stores = new HashMap<>();

  /// The stores of those that tell that they are full.
  private final Map<StorageLocation, CheckpointStore> faces = new HashMap<>();

  private final Map<StorageLocation, OverlappedStore> overlapped = new LinkedHashMap<>();
  private final Map<StorageLocation, String> places = new LinkedHashMap<>();
  private final List<StorageLocation> onDisk = new ArrayList<>();
  private RunFolder folder;
  private boolean done;

  private Levels(long run) {
    this.run = run;
  }

  /// @param heapInstead a level that needs no store, since its data stays on the heap; may be null
  /// @param run the number that the Flight Recorder's events tell
  static Levels open(RunSettings settings, StorageLocation heapInstead, long run) {
    var levels = new Levels(run);
    try {
      Journal journal = settings.continuity().journal();
      if (journal != null) {
        levels.folder =
            RunFolder.open(
                journal.directory(), journal.name(), description(settings), journal.fingerprint());
      }
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
    } else if (folder != null) {
      stores.put(location, folder.store(location, level.slots()));
      places.put(location, "files in " + folder.path());
      onDisk.add(location);
    } else {
      stores.put(location, Stores.disk(settings.directory(), level.slots()));
      places.put(location, "files in " + settings.directory());
      onDisk.add(location);
    }
    if (settings.encodings().containsKey(location)) {
      stores.put(location, encoded(location, settings.encodings().get(location)));
    }
    if (settings.overlap() && !location.equals(StorageLocation.RAM)) {
      overlap(location, level.slots());
    }
    if (settings.continuity().replanWhenFull() && stores.containsKey(location)) {
      faces.put(location, new FillingStore(location, stores.get(location)));
    }
  }

  private CheckpointStore encoded(StorageLocation location, RunSettings.Encoding encoding) {
    CheckpointStore store = stores.get(location);
    if (store == null) {
      throw new InvalidArgumentException("encoding", location, "a level that stores bytes");
    }
    places.merge(location, ", encoded", String::concat);
    return encoding.around().apply(store);
  }

  private void overlap(StorageLocation location, long slots) {
    var store =
        OverlappedStore.over(stores.get(location), slots, STAGING_BUFFERS, location.name(), run);
    if (folder != null) {
      folder.survivors().stream()
          .filter(survivor -> survivor.level().equals(location))
          .forEach(survivor -> store.adopt(survivor.key()));
    }
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

  /// Nanoseconds of work in the background that nobody waited for.
  long hiddenNanos() {
    long sum = 0;
    for (OverlappedStore store : overlapped.values()) {
      sum += store.figures().hiddenNanos();
    }
    return sum;
  }

  /// Nanoseconds that it takes until all is written that is on its way, as far as is known: as many
  /// entries as there are buffers, each as long as those before on average.
  ///
  /// @param transfers how many those were, on all levels
  long settlingNanos(long transfers) {
    long sum = 0;
    for (OverlappedStore store : overlapped.values()) {
      sum += STAGING_BUFFERS * (store.figures().ioNanos() / Math.max(1, transfers));
    }
    return sum;
  }

  /// What distinguishes a schedule and the form of its entries from others, in a line.
  private static String description(RunSettings settings) {
    CheckpointSchedule schedule = settings.schedule();
    var text = new StringBuilder("%s, %d steps".formatted(schedule.name(), schedule.steps()));
    for (Level level : schedule.levels()) {
      text.append(", %s %s".formatted(level.location(), level.unbounded() ? "*" : level.slots()));
      if (settings.stores().containsKey(level.location())) {
        text.append(" in the store given");
      }
      RunSettings.Encoding encoding = settings.encodings().get(level.location());
      if (encoding != null) {
        text.append(" encoded by " + encoding.name());
      }
    }
    return text.append(", %d forward steps".formatted(schedule.forecast().forwardSteps()))
        .toString();
  }

  /// Checks that the levels in files will find room for what the forecast says, before any work.
  ///
  /// @param entryBytes bytes of an entry, at most
  /// @param adjointBytes bytes of the adjoint state; 0 if not known
  /// @throws NotEnoughSpaceException if they will not
  void requireSpace(RunSettings settings, long entryBytes, long adjointBytes) {
    if (folder != null && folder.savedPosition().equals(OptionalLong.of(0))) {
      // The adjoint is complete: nothing more is stored.
      return;
    }
    var entries = BigInteger.ZERO;
    for (StorageLocation location : onDisk) {
      OptionalLong peak = settings.schedule().forecast().levels().get(location).peak();
      entries = entries.add(BigInteger.valueOf(peak.orElse(0)));
    }
    if (folder != null) {
      NotEnoughSpaceException.requireRoom(folder.path(), entries, entryBytes, adjointBytes);
    } else if (entries.signum() > 0) {
      NotEnoughSpaceException.requireRoom(settings.directory(), entries, entryBytes, 0);
    }
  }

  /// The folder of a run with a journal; null for any other.
  RunFolder folder() {
    return folder;
  }

  /// Has the folder of a run with a journal removed at the end: nothing is left to continue.
  void done() {
    done = true;
  }

  /// The store of a level; null for one whose data stays on the heap.
  CheckpointStore store(StorageLocation level) {
    return faces.getOrDefault(level, stores.get(level));
  }

  /// Has a level told that nothing more will be put there.
  void complete(StorageLocation level) {
    CheckpointStore store = stores.get(level);
    if (store != null) {
      store.noMorePuts();
    }
  }

  /// Where each level of the schedule is, in words, fastest first.
  Map<StorageLocation, String> places() {
    return places;
  }

  /// Closes every store, whatever happens to one.
  @Override
  public void close() {
    try {
      closeStores();
    } finally {
      // Whatever went wrong: nobody else could have the folder otherwise.
      leaveFolder();
    }
  }

  /// Leaves the folder to others, if [#closeStores] did not come to it.
  private void leaveFolder() {
    if (folder != null) {
      folder.close();
      folder = null;
    }
  }

  private void closeStores() {
    RuntimeException first = null;
    for (var level : stores.entrySet()) {
      CheckpointStore store = level.getValue();
      try {
        boolean kept = folder != null && !done && onDisk.contains(level.getKey());
        if (kept && store instanceof OverlappedStore pending) {
          pending.settle();
        }
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
    try {
      closeFolder();
    } catch (RuntimeException e) {
      if (first == null) {
        first = e;
      } else {
        first.addSuppressed(e);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void closeFolder() {
    if (folder == null) {
      return;
    }
    RunFolder closing = folder;
    folder = null;
    if (done) {
      closing.remove();
    } else {
      closing.close();
    }
  }
}
