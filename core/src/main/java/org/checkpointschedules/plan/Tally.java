package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// Adds up what a schedule does, until it is a [Forecast].
final class Tally {
  private final StepCosts costs;
  private final List<Level> levels;
  private final Map<StorageLocation, Long> writes = new LinkedHashMap<>();
  private final Map<StorageLocation, Long> reads = new LinkedHashMap<>();
  private final Map<StorageLocation, Long> peaks = new LinkedHashMap<>();

  private BigInteger forwardSteps = BigInteger.ZERO;
  private long adjointSteps;
  private long actions;
  private long peakTape;

  Tally(Problem problem) {
    costs = problem.costs();
    levels = problem.levels();
  }

  Tally forward(BigInteger steps) {
    forwardSteps = forwardSteps.add(steps);
    return this;
  }

  Tally adjoint(long steps) {
    adjointSteps += steps;
    return this;
  }

  Tally actions(long count) {
    actions += count;
    return this;
  }

  Tally traffic(StorageLocation level, long written, long read) {
    writes.merge(level, written, Math::addExact);
    reads.merge(level, read, Math::addExact);
    return this;
  }

  /// That many more entries held at once at the peak of the level.
  Tally peak(StorageLocation level, long entries) {
    peaks.merge(level, entries, Math::addExact);
    return this;
  }

  Tally peakTape(long steps) {
    peakTape = steps;
    return this;
  }

  /// The forecast of a whole schedule, optimal where its cost meets the lower bound.
  Forecast against(BigDecimal lowerBound) {
    boolean optimal = cost().compareTo(lowerBound) == 0;
    return forecast(optimal, optimal ? Optional.empty() : Optional.of(lowerBound));
  }

  Forecast forecast(boolean optimal, Optional<BigDecimal> lowerBound) {
    var traffic = new LinkedHashMap<StorageLocation, Forecast.Traffic>();
    for (Level level : levels) {
      StorageLocation place = level.location();
      traffic.put(
          place, Forecast.Traffic.of(of(writes, place), of(reads, place), of(peaks, place)));
    }
    return new Forecast(
        forwardSteps,
        adjointSteps,
        OptionalLong.of(actions),
        traffic,
        OptionalLong.of(peakTape),
        cost(),
        optimal,
        lowerBound);
  }

  private BigDecimal cost() {
    return Forecast.cost(costs, levels, forwardSteps, adjointSteps, writes, reads);
  }

  private static long of(Map<StorageLocation, Long> figures, StorageLocation level) {
    return figures.getOrDefault(level, 0L);
  }
}
