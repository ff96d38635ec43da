package org.checkpointschedules;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/// What was counted while a schedule was played or run. The law of this project is that it equals
/// what the schedule's [Forecast] said.
///
/// A write is an entry stored: restart data and adjoint data of one step stored together are two. A
/// read is a `Copy` to `TAPE`. Peaks count entries as writes do; the peak of `TAPE` is the largest
/// number of steps whose adjoint data lay in working storage.
///
/// @param forwardSteps forward steps, those that recorded for the adjoint included
/// @param adjointSteps adjoint steps
/// @param actions actions, the ends included
/// @param writes entries stored, by level
/// @param reads `Copy` to `TAPE`, by level
/// @param peak largest number of entries held at once, by level and for `TAPE`
public record Counts(
    long forwardSteps,
    long adjointSteps,
    long actions,
    Map<StorageLocation, Long> writes,
    Map<StorageLocation, Long> reads,
    Map<StorageLocation, Long> peak)
    implements Serializable {

  /// Keeps copies of the maps, in their order.
  public Counts {
    writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
    reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    peak = Collections.unmodifiableMap(new LinkedHashMap<>(peak));
  }

  /// Nothing counted.
  ///
  /// @return zeros
  public static Counts zero() {
    return new Counts(0, 0, 0, Map.of(), Map.of(), Map.of());
  }

  /// Of two runs, one after the other or on machines of their own: added up, but for the peaks, of
  /// which the larger one counts.
  ///
  /// @param other what is added
  /// @return both together
  public Counts plus(Counts other) {
    return new Counts(
        forwardSteps + other.forwardSteps,
        adjointSteps + other.adjointSteps,
        actions + other.actions,
        merged(writes, other.writes, Long::sum),
        merged(reads, other.reads, Long::sum),
        merged(peak, other.peak, Math::max));
  }

  private static Map<StorageLocation, Long> merged(
      Map<StorageLocation, Long> one, Map<StorageLocation, Long> other, BinaryOperator<Long> how) {
    var merged = new LinkedHashMap<>(one);
    other.forEach((location, figure) -> merged.merge(location, figure, how));
    return merged;
  }
}
