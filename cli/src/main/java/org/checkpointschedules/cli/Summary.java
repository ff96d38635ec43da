package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;
import tools.jackson.core.JsonGenerator;

/// The figures of a schedule as members of a JSON object. Whole numbers are written as integers,
/// exactly, and other decimals with all their digits; an unknown figure is `null`.
final class Summary {
  private Summary() {}

  /// @param planNanos from the parsed request to the finished forecast
  static void write(
      JsonGenerator json, CheckpointSchedule schedule, Forecast forecast, long planNanos) {
    json.writeStringProperty("schedule", schedule.name());
    json.writeNumberProperty("steps", schedule.steps());
    json.writeNumberProperty("forwardSteps", forecast.forwardSteps());
    json.writeNumberProperty("adjointSteps", forecast.adjointSteps());
    json.writeName("actions");
    write(json, forecast.actions());
    traffic(json, "writes", forecast, Forecast.Traffic::writes);
    json.writeEndObject();
    traffic(json, "reads", forecast, Forecast.Traffic::reads);
    json.writeEndObject();
    traffic(json, "peak", forecast, Forecast.Traffic::peak);
    json.writeName(StorageLocation.TAPE.name());
    write(json, forecast.peakTape());
    json.writeEndObject();
    json.writeName("cost");
    write(json, forecast.cost());
    json.writeBooleanProperty("optimal", forecast.optimal());
    forecast
        .lowerBound()
        .ifPresent(bound -> {
          json.writeName("lowerBound");
          write(json, bound);
        });
    json.writeNumberProperty("planMillis", BigDecimal.valueOf(planNanos / 1_000, 3));
  }

  /// Counted figures: those of a run or of the referee.
  static void write(JsonGenerator json, Counts counts) {
    json.writeNumberProperty("forwardSteps", counts.forwardSteps());
    json.writeNumberProperty("adjointSteps", counts.adjointSteps());
    json.writeNumberProperty("actions", counts.actions());
    write(json, "writes", counts.writes());
    write(json, "reads", counts.reads());
    write(json, "peak", counts.peak());
  }

  private static void traffic(
      JsonGenerator json,
      String name,
      Forecast forecast,
      Function<Forecast.Traffic, OptionalLong> figure) {
    json.writeObjectPropertyStart(name);
    forecast
        .levels()
        .forEach((level, traffic) -> {
          json.writeName(level.name());
          write(json, figure.apply(traffic));
        });
  }

  private static void write(JsonGenerator json, String name, Map<StorageLocation, Long> figures) {
    json.writeObjectPropertyStart(name);
    figures.forEach((level, figure) -> json.writeNumberProperty(level.name(), figure));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, OptionalLong figure) {
    if (figure.isPresent()) {
      json.writeNumber(figure.getAsLong());
    } else {
      json.writeNull();
    }
  }

  /// A number, whole ones as integers, exactly.
  static void write(JsonGenerator json, BigDecimal figure) {
    BigDecimal plain = figure.stripTrailingZeros();
    if (plain.scale() <= 0) {
      json.writeNumber(plain.toBigIntegerExact());
    } else {
      json.writeNumber(plain);
    }
  }
}
