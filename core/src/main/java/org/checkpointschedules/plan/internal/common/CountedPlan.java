package org.checkpointschedules.plan.internal.common;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;

/// A plan whose figures without a closed form, the writes and reads of levels that share a price,
/// are counted by going through its actions, where that takes some tenths of a second at most.
public record CountedPlan(Plan plan, Forecast forecast) implements Plan {
  private static final long MOST_ACTIONS = 1L << 22;

  /// The plan itself, where nothing is to be counted.
  public static Plan of(Plan plan) {
    Forecast forecast = plan.forecast();
    return isOpen(forecast) ? new CountedPlan(plan, completed(forecast, plan.iterator())) : plan;
  }

  private static boolean isOpen(Forecast forecast) {
    return forecast.levels().values().stream()
        .anyMatch(traffic -> traffic.writes().isEmpty() || traffic.reads().isEmpty());
  }

  private static Forecast completed(Forecast forecast, Iterator<Action> actions) {
    if (!isOpen(forecast) || forecast.actions().orElse(Long.MAX_VALUE) > MOST_ACTIONS) {
      return forecast;
    }
    Map<StorageLocation, Long> writes = new HashMap<>();
    Map<StorageLocation, Long> reads = new HashMap<>();
    while (actions.hasNext()) {
      switch (actions.next()) {
        case Action.Forward f -> {
          if (f.storage().isLevel()) {
            writes.merge(
                f.storage(), (f.writeIcs() ? 1L : 0) + (f.writeAdjDeps() ? 1 : 0), Long::sum);
          }
        }
        case Action.Copy c -> {
          if (c.to().equals(StorageLocation.TAPE)) {
            reads.merge(c.from(), 1L, Long::sum);
          }
        }
        case Action.EndForward _, Action.Reverse _, Action.EndReverse _ -> {}
      }
    }
    var levels = new LinkedHashMap<StorageLocation, Forecast.Traffic>();
    forecast
        .levels()
        .forEach((level, traffic) ->
            levels.put(
                level,
                new Forecast.Traffic(
                    OptionalLong.of(writes.getOrDefault(level, 0L)),
                    OptionalLong.of(reads.getOrDefault(level, 0L)),
                    traffic.peak())));
    return new Forecast(
        forecast.forwardSteps(),
        forecast.adjointSteps(),
        forecast.actions(),
        levels,
        forecast.peakTape(),
        forecast.cost(),
        forecast.optimal(),
        forecast.lowerBound());
  }

  @Override
  public Iterator<Action> iterator() {
    return plan.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    ActionStream opened = plan.open(adjointPosition);
    Forecast remaining = opened.remaining();
    return isOpen(remaining)
        ? new OpenedStream(
            opened, opened.held(), () -> completed(remaining, plan.open(adjointPosition)))
        : opened;
  }
}
