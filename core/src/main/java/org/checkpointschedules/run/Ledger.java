package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;

/// What a run has done so far, counted as it is done, and what that is expected to come to: at
/// first what its schedule had forecast, and wherever the run was planned anew, what had been
/// counted by then and what the new plan forecasts for the rest. What the latter exceeds the former
/// by is the price of healing.
final class Ledger {
  private final Map<StorageLocation, LevelUse> levels = new LinkedHashMap<>();
  private final Consumer<StorageLocation> complete;
  private Forecast expected;
  long forwardSteps;
  long adjointSteps;
  long actions;

  /// @param complete told of each level to which nothing more will be written, perhaps again
  Ledger(List<Level> levels, Forecast expected, Consumer<StorageLocation> complete) {
    for (Level level : levels) {
      this.levels.put(level.location(), new LevelUse(level.location()));
    }
    this.complete = complete;
    this.expected = expected;
  }

  LevelUse level(StorageLocation location) {
    return levels.get(location);
  }

  /// What is held, in all levels.
  List<ActionStream.Entry> entries() {
    return levels.values().stream().flatMap(level -> level.entries().stream()).toList();
  }

  void stored(StorageLocation location, CheckpointKey key, long bytes) {
    LevelUse level = levels.get(location);
    level.stored(key, bytes);
    tellIfComplete(location, level);
  }

  private void tellIfComplete(StorageLocation location, LevelUse level) {
    OptionalLong writes = expected.levels().get(location).writes();
    if (writes.isPresent() && writes.getAsLong() == level.writes()) {
      complete.accept(location);
    }
  }

  /// What a run that continues another one is expected to do.
  void expect(Forecast remaining) {
    expected = remaining;
    levels.forEach(this::tellIfComplete);
  }

  /// From here on, something else than before is left to do.
  void replanned(Forecast remaining, long tapePeak) {
    var traffic = new LinkedHashMap<StorageLocation, Forecast.Traffic>();
    levels.forEach((location, level) -> {
      Forecast.Traffic left = remaining.levels().get(location);
      traffic.put(
          location,
          new Forecast.Traffic(
              plus(left.writes(), level.writes()),
              plus(left.reads(), level.reads()),
              atLeast(left.peak(), level.peak())));
    });
    expected =
        new Forecast(
            remaining.forwardSteps().add(BigInteger.valueOf(forwardSteps)),
            remaining.adjointSteps() + adjointSteps,
            plus(remaining.actions(), actions),
            traffic,
            atLeast(remaining.peakTape(), tapePeak),
            remaining.cost(),
            false,
            remaining.lowerBound());
    levels.forEach(this::tellIfComplete);
  }

  private static OptionalLong plus(OptionalLong left, long done) {
    return left.isPresent() ? OptionalLong.of(left.getAsLong() + done) : left;
  }

  private static OptionalLong atLeast(OptionalLong left, long done) {
    return left.isPresent() ? OptionalLong.of(Math.max(left.getAsLong(), done)) : left;
  }

  long writes() {
    return levels.values().stream().mapToLong(LevelUse::writes).sum();
  }

  long reads() {
    return levels.values().stream().mapToLong(LevelUse::reads).sum();
  }

  /// @param stores where each level is, in words, and what their encodings made of entries
  Map<StorageLocation, RunReport.LevelTraffic> traffic(Levels stores) {
    var traffic = new LinkedHashMap<StorageLocation, RunReport.LevelTraffic>();
    levels.forEach((location, use) ->
        traffic.put(
            location, use.traffic(stores.places().get(location), stores.encodedTraffic(location))));
    return traffic;
  }

  /// All that was done.
  Counts counts(long tapePeak) {
    var writes = new LinkedHashMap<StorageLocation, Long>();
    var reads = new LinkedHashMap<StorageLocation, Long>();
    var peak = new LinkedHashMap<StorageLocation, Long>();
    levels.forEach((location, use) -> {
      writes.put(location, use.writes());
      reads.put(location, use.reads());
      peak.put(location, use.peak());
    });
    peak.put(TAPE, tapePeak);
    return new Counts(forwardSteps, adjointSteps, actions, writes, reads, peak);
  }

  /// What planning anew has added to what was forecast first; less than 0 where it has spared
  /// something. Where either is unknown, what was counted beyond the first forecast.
  Counts healed(Forecast first, Counts counted) {
    var writes = new LinkedHashMap<StorageLocation, Long>();
    var reads = new LinkedHashMap<StorageLocation, Long>();
    var peak = new LinkedHashMap<StorageLocation, Long>();
    for (StorageLocation level : levels.keySet()) {
      Forecast.Traffic before = first.levels().get(level);
      Forecast.Traffic after = expected.levels().get(level);
      writes.put(level, added(before.writes(), after.writes(), counted.writes().get(level)));
      reads.put(level, added(before.reads(), after.reads(), counted.reads().get(level)));
      peak.put(level, added(before.peak(), after.peak(), counted.peak().get(level)));
    }
    peak.put(TAPE, added(first.peakTape(), expected.peakTape(), counted.peak().get(TAPE)));
    return new Counts(
        expected.forwardSteps().subtract(first.forwardSteps()).longValueExact(),
        expected.adjointSteps() - first.adjointSteps(),
        added(first.actions(), expected.actions(), counted.actions()),
        writes,
        reads,
        peak);
  }

  private static long added(OptionalLong before, OptionalLong after, long counted) {
    return before.isEmpty() ? 0 : after.orElse(counted) - before.getAsLong();
  }
}
