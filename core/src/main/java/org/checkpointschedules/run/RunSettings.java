package org.checkpointschedules.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.EntryBytes;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointStore;

/// What the two styles of a run have in common.
///
/// @param schedule null until one is given
/// @param stores stores of the user, by level
/// @param scrutiny how far the model is suspected
/// @param overlap whether slow levels work while the model computes
/// @param continuity what it has against being broken off
/// @param encodings what to put around the stores of levels
record RunSettings(
    CheckpointSchedule schedule,
    Path directory,
    Map<StorageLocation, CheckpointStore> stores,
    List<RunObserver> observers,
    Scrutiny scrutiny,
    boolean overlap,
    Map<StorageLocation, Encoding> encodings,
    Continuity continuity) {

  /// What to put around a store.
  ///
  /// @param lossy whether what comes back may differ from what was put
  record Encoding(String name, boolean lossy, UnaryOperator<CheckpointStore> around) {
    Encoding {
      Objects.requireNonNull(around, "encoding");
      if (name.isBlank()
          || !name.equals(name.strip())
          || !name.lines().toList().equals(List.of(name))) {
        throw new InvalidArgumentException("encoding name", name, "a line of text");
      }
    }
  }

  RunSettings {
    stores = Map.copyOf(stores);
    observers = List.copyOf(observers);
    encodings = Map.copyOf(encodings);
  }

  static RunSettings none() {
    return new RunSettings(
        null,
        Path.of(System.getProperty("java.io.tmpdir")),
        Map.of(),
        List.of(),
        Scrutiny.DEFAULT,
        true,
        Map.of(),
        Continuity.NONE);
  }

  RunSettings withSchedule(CheckpointSchedule schedule) {
    Objects.requireNonNull(schedule, "schedule");
    return new RunSettings(
        schedule, directory, stores, observers, scrutiny, overlap, encodings, continuity);
  }

  RunSettings withDirectory(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return new RunSettings(
        schedule, directory, stores, observers, scrutiny, overlap, encodings, continuity);
  }

  RunSettings withStore(StorageLocation level, CheckpointStore store) {
    Objects.requireNonNull(store, "store");
    if (!level.isLevel()) {
      throw new InvalidArgumentException("store", level, "a level; not TAPE or NONE");
    }
    var more = new HashMap<>(stores);
    more.remove(level);
    if (more.containsValue(store)) {
      throw new InvalidArgumentException(
          "store", "the same for " + level + " as for another level", "one store for each level");
    }
    more.put(level, store);
    return new RunSettings(
        schedule, directory, more, observers, scrutiny, overlap, encodings, continuity);
  }

  RunSettings withObserver(RunObserver observer) {
    var more = new ArrayList<>(observers);
    more.add(Objects.requireNonNull(observer, "observer"));
    return new RunSettings(
        schedule, directory, stores, more, scrutiny, overlap, encodings, continuity);
  }

  RunSettings with(Scrutiny scrutiny) {
    return new RunSettings(
        schedule, directory, stores, observers, scrutiny, overlap, encodings, continuity);
  }

  RunSettings withOverlap(boolean overlap) {
    return new RunSettings(
        schedule, directory, stores, observers, scrutiny, overlap, encodings, continuity);
  }

  RunSettings withEncoding(StorageLocation level, Encoding encoding) {
    if (!level.isLevel()) {
      throw new InvalidArgumentException("encoding", level, "a level; not TAPE or NONE");
    }
    var more = new HashMap<>(encodings);
    more.put(level, encoding);
    return new RunSettings(
        schedule, directory, stores, observers, scrutiny, overlap, more, continuity);
  }

  RunSettings with(Continuity continuity) {
    return new RunSettings(
        schedule, directory, stores, observers, scrutiny, overlap, encodings, continuity);
  }

  /// The same without observers, checks and a journal.
  RunSettings alone() {
    return new RunSettings(
        schedule, directory, stores, List.of(), Scrutiny.NONE, overlap, encodings, Continuity.NONE);
  }

  Checks checks() {
    return scrutiny.checks();
  }

  RunSettings with(Checks checks) {
    return with(scrutiny.with(checks));
  }

  /// Whether a level might give back something else than it was given: what its encoding, or a
  /// store of the user, makes of it is not known.
  boolean mayRound() {
    return !encodings.isEmpty() || !stores.isEmpty();
  }

  /// The same for a schedule without some of the levels that were set up.
  RunSettings only(Set<StorageLocation> levels) {
    var someStores = new HashMap<>(stores);
    someStores.keySet().retainAll(levels);
    var someEncodings = new HashMap<>(encodings);
    someEncodings.keySet().retainAll(levels);
    return new RunSettings(
        schedule, directory, someStores, observers, scrutiny, overlap, someEncodings, continuity);
  }

  /// @throws InvalidArgumentException if there is no schedule, or one that computes no adjoint
  void requireAdjoint() {
    if (schedule == null) {
      throw new InvalidArgumentException("schedule", "not given", "any schedule");
    }
    if (schedule.forecast().adjointSteps() != schedule.steps()) {
      throw reversesNot(schedule);
    }
  }

  /// @throws InvalidArgumentException if entries are larger than those that the schedule's slots
  ///   were counted with
  void requireEntries(long stateBytes, long adjointDataBytes) {
    if (schedule.entryBytes().isPresent()) {
      EntryBytes most = schedule.entryBytes().get();
      requireAtMost("stateBytes", stateBytes, most.restartData());
      requireAtMost("adjointDataBytes", adjointDataBytes, most.adjointData());
    }
  }

  private static void requireAtMost(String name, long bytes, long most) {
    if (bytes > most) {
      throw new InvalidArgumentException(
          name,
          bytes,
          "at most %d, which a budget in bytes was turned into slots with".formatted(most));
    }
  }

  /// Levels whose encoding loses digits, and the encoding, in words.
  List<String> lossy() {
    return encodings.entrySet().stream()
        .filter(level -> level.getValue().lossy())
        .map(level -> level.getKey() + " encoded by " + level.getValue().name())
        .sorted()
        .toList();
  }

  /// @throws InvalidArgumentException if recomputed states are to be compared that an encoding lets
  ///   differ
  void requireComparable() {
    if ((checks() == Checks.DIGESTS || checks() == Checks.ALL) && !lossy().isEmpty()) {
      throw new InvalidArgumentException(
          "comparing recomputed states",
          "asked for with " + String.join(", ", lossy()),
          "levels that keep every bit: what is recomputed from others differs");
    }
  }

  static InvalidArgumentException reversesNot(CheckpointSchedule schedule) {
    return new InvalidArgumentException(
        "schedule", schedule.name(), "a schedule that reverses every step, once");
  }
}
