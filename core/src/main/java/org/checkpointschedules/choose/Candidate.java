package org.checkpointschedules.choose;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StorageLocation;

/// A schedule that fits the budgets, and what it is predicted to take.
///
/// @param label the schedule and the levels that it is given: `h-revolve on RAM and DISK`
/// @param schedule ready to be run
/// @param prediction its time
/// @param recomputation forward steps for each step
/// @param bytesMoved bytes written to and read from each level
/// @param peakBytes the most bytes held at once on each level. Those of `RAM` include working
///   storage and buffers, as [Budget] counts them; they are there even where the schedule has no
///   such level
public record Candidate(
    String label,
    CheckpointSchedule schedule,
    Prediction prediction,
    double recomputation,
    Map<StorageLocation, BigInteger> bytesMoved,
    Map<StorageLocation, BigInteger> peakBytes) {

  /// Keeps copies of the maps, in their order.
  public Candidate {
    bytesMoved = Collections.unmodifiableMap(new LinkedHashMap<>(bytesMoved));
    peakBytes = Collections.unmodifiableMap(new LinkedHashMap<>(peakBytes));
  }

  /// {@return bytes moved, over all levels}
  public BigInteger allBytesMoved() {
    return bytesMoved.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
