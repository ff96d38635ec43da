package org.checkpointschedules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
    Map<StorageLocation, Long> peak) {

  /// Keeps copies of the maps, in their order.
  public Counts {
    writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
    reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    peak = Collections.unmodifiableMap(new LinkedHashMap<>(peak));
  }
}
