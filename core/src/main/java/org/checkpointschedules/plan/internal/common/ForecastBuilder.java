package org.checkpointschedules.plan.internal.common;

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
import org.checkpointschedules.plan.Problem;

/// Adds up what a schedule does, until it is a [Forecast].
public final class ForecastBuilder {
  private final StepCosts costs;
  private final List<Level> levels;
  private final Map<StorageLocation, Long> writes = new LinkedHashMap<>();
  private final Map<StorageLocation, Long> reads = new LinkedHashMap<>();
  private final Map<StorageLocation, Long> peaks = new LinkedHashMap<>();

  private BigInteger forwardSteps = BigInteger.ZERO;
  private long adjointSteps;
  private long actions;
  private long peakTape;

  public ForecastBuilder(Problem problem) {
    costs = problem.costs();
    levels = problem.levels();
  }

  public ForecastBuilder forward(BigInteger steps) {
    forwardSteps = forwardSteps.add(steps);
    return this;
  }

  public ForecastBuilder adjoint(long steps) {
    adjointSteps += steps;
    return this;
  }

  public ForecastBuilder actions(long count) {
    actions += count;
    return this;
  }

  public ForecastBuilder traffic(StorageLocation level, long written, long read) {
    writes.merge(level, written, Math::addExact);
    reads.merge(level, read, Math::addExact);
    return this;
  }

  /// That many more entries held at once at the peak of the level.
  public ForecastBuilder peak(StorageLocation level, long entries) {
    peaks.merge(level, entries, Math::addExact);
    return this;
  }

  public ForecastBuilder peakTape(long steps) {
    peakTape = steps;
    return this;
  }

  /// The forecast of a whole schedule, optimal where its cost meets the lower bound.
  public Forecast against(BigDecimal lowerBound) {
    boolean optimal = cost().compareTo(lowerBound) == 0;
    return forecast(optimal, optimal ? Optional.empty() : Optional.of(lowerBound));
  }

  public Forecast forecast(boolean optimal, Optional<BigDecimal> lowerBound) {
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
