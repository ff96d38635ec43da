package org.checkpointschedules.choose;

import static org.checkpointschedules.StorageLocation.RAM;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.EntryBytes;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;

/// Budgets, and what schedules take of them.
///
/// Memory holds the slots of `RAM`, each of the size of the larger kind of data that it may hold;
/// the adjoint data of `peakTape` steps in working storage; and the buffers of the other levels in
/// use. A level holds its entries, each as large as the larger kind.
final class Room {
  private final RunFigures figures;
  private final Map<StorageLocation, Budget> budgets = new LinkedHashMap<>();

  Room(RunFigures figures, List<Budget> given) {
    this.figures = figures;
    for (Budget budget : given) {
      if (budgets.putIfAbsent(budget.location(), budget) != null) {
        throw new InvalidArgumentException("budgets", budget.location() + " twice", "each once");
      }
      if (figures.level(budget.location()).isEmpty()) {
        throw new InvalidArgumentException(
            "budget",
            budget.location(),
            "a level of the figures: "
                + figures.levels().stream().map(LevelFigures::location).toList());
      }
    }
  }

  /// Levels with a budget, fastest first.
  List<LevelFigures> levels() {
    return figures.levels().stream()
        .filter(level -> budgets.containsKey(level.location()))
        .toList();
  }

  /// Whether a budget is in bytes.
  boolean inBytes() {
    return budgets.values().stream().anyMatch(Budget::inBytes);
  }

  /// What such a budget is turned into slots with, before any encoding.
  EntryBytes entryBytes() {
    return new EntryBytes(figures.stateBytes(), figures.adjointBytes());
  }

  /// Bytes of an entry on a level.
  static long entryBytes(LevelFigures level, Contents contents) {
    return Math.max(
        contents.states() ? level.stateBytes() : 0, contents.data() ? level.adjointBytes() : 0);
  }

  /// How many entries fit on a level, beside one step in working storage and the buffers of the
  /// levels in use.
  long slots(LevelFigures level, Contents contents, List<LevelFigures> used) {
    Budget budget = budgets.get(level.location());
    if (!budget.inBytes()) {
      return budget.amount();
    }
    BigInteger free = BigInteger.valueOf(budget.amount());
    if (level.location().equals(RAM)) {
      free = free.subtract(beside(1, used)).max(BigInteger.ZERO);
    }
    return free.divide(BigInteger.valueOf(entryBytes(level, contents))).longValueExact();
  }

  /// Bytes of memory that are no slots.
  private BigInteger beside(long peakTape, List<LevelFigures> used) {
    BigInteger bytes = times(peakTape, figures.adjointBytes());
    for (LevelFigures level : used) {
      bytes = bytes.add(BigInteger.valueOf(level.bufferBytes()));
    }
    return bytes;
  }

  /// The most bytes that a schedule holds at once, by level; memory always.
  Map<StorageLocation, BigInteger> peak(
      Forecast forecast, Contents contents, List<LevelFigures> used) {
    var peak = new LinkedHashMap<StorageLocation, BigInteger>();
    peak.put(RAM, beside(forecast.peakTape().orElseThrow(), used));
    for (LevelFigures level : used) {
      long entries = forecast.levels().get(level.location()).peak().orElseThrow();
      peak.merge(level.location(), times(entries, entryBytes(level, contents)), BigInteger::add);
    }
    return peak;
  }

  /// What is missing for such peaks, as `needs 12 GiB of RAM`; empty where they fit.
  Optional<String> shortage(Map<StorageLocation, BigInteger> peak, Forecast forecast) {
    for (Budget budget : budgets.values()) {
      StorageLocation place = budget.location();
      if (budget.inBytes()) {
        BigInteger bytes = peak.getOrDefault(place, BigInteger.ZERO);
        if (bytes.compareTo(BigInteger.valueOf(budget.amount())) > 0) {
          return Optional.of("needs " + Amount.text(bytes) + " of " + place);
        }
        continue;
      }
      Forecast.Traffic traffic = forecast.levels().get(place);
      long entries = traffic == null ? 0 : traffic.peak().orElseThrow();
      if (place.equals(RAM)) {
        // Working storage of one step is there under every schedule.
        entries += Math.max(0, forecast.peakTape().orElseThrow() - 1);
      }
      if (budget.amount() != Level.UNBOUNDED && entries > budget.amount()) {
        return Optional.of("needs %,d slots of %s".formatted(entries, place));
      }
    }
    return Optional.empty();
  }

  static BigInteger times(long count, long bytes) {
    return BigInteger.valueOf(count).multiply(BigInteger.valueOf(bytes));
  }
}
