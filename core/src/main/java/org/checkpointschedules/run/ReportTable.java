package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;

/// A [RunReport] as text. English digits whatever the locale, so that logs compare.
final class ReportTable {
  private static final String ROW = "%-22s %19s %19s%n";

  private final StringBuilder text = new StringBuilder();

  ReportTable(RunReport report) {
    line("%s, %,d steps%n", report.schedule(), report.steps());
    figures(report.forecast(), report.counted());
    for (String difference : report.differences()) {
      line("NOT AS FORECAST: %s%n", difference);
    }
    if (!report.traffic().isEmpty()) {
      bytes(report);
    }
    if (!report.overlap().isEmpty()) {
      overlap(report);
    }
    phases(report);
    for (String recovery : report.recoveries()) {
      line("healed: %s%n", recovery);
    }
    for (String note : report.notes()) {
      line("note: %s%n", note);
    }
  }

  private void figures(Forecast forecast, Counts counted) {
    line(ROW, "", "forecast", "counted");
    row("forward steps", Optional.of(forecast.forwardSteps()), counted.forwardSteps());
    row("adjoint steps", OptionalLong.of(forecast.adjointSteps()), counted.adjointSteps());
    row("actions", forecast.actions(), counted.actions());
    forecast
        .levels()
        .forEach((level, traffic) -> {
          row(level + " writes", traffic.writes(), counted.writes().getOrDefault(level, 0L));
          row(level + " reads", traffic.reads(), counted.reads().getOrDefault(level, 0L));
          row(level + " peak", traffic.peak(), counted.peak().getOrDefault(level, 0L));
        });
    row("TAPE peak", forecast.peakTape(), counted.peak().getOrDefault(TAPE, 0L));
  }

  private void bytes(RunReport report) {
    line("%n%-14s %10s %10s %10s  %s%n", "bytes", "written", "read", "peak", "where");
    for (var level : report.traffic().entrySet()) {
      StorageLocation location = level.getKey();
      RunReport.LevelTraffic traffic = level.getValue();
      line(
          "%-14s %10s %10s %10s  %s%n",
          location,
          Quantity.bytes(traffic.bytesWritten()),
          Quantity.bytes(traffic.bytesRead()),
          Quantity.bytes(traffic.bytesPeak()),
          traffic.place());
    }
  }

  private void overlap(RunReport report) {
    line(
        "%n%-14s %10s %10s %10s  %s%n",
        "background", "I/O s", "waited s", "hidden", "staging, beside the slots");
    report
        .overlap()
        .forEach((location, figures) -> {
          long io = figures.ioNanos();
          line(
              "%-14s %10.3f %10.3f %9.1f%%  %d buffers, %s%n",
              location,
              io / 1e9,
              figures.waitedNanos() / 1e9,
              io == 0 ? 0 : 100.0 * figures.hiddenNanos() / io,
              figures.buffers(),
              Quantity.bytes(figures.bufferBytes()));
        });
  }

  private void phases(RunReport report) {
    line("%n%-14s %12s %7s%n", "time", "seconds", "share");
    report
        .nanos()
        .forEach((phase, nanos) -> {
          String name = phase.name().toLowerCase(Locale.ROOT);
          double share = report.elapsedNanos() == 0 ? 0 : 100.0 * nanos / report.elapsedNanos();
          line("%-14s %12.3f %6.1f%%%n", name, nanos / 1e9, share);
        });
    line("%-14s %12.3f%n", "total", report.elapsedNanos() / 1e9);
  }

  private void row(String name, OptionalLong forecast, long counted) {
    row(
        name,
        forecast.isPresent()
            ? Optional.of(BigInteger.valueOf(forecast.getAsLong()))
            : Optional.empty(),
        counted);
  }

  private void row(String name, Optional<BigInteger> forecast, long counted) {
    String expected = forecast.map(f -> String.format(Locale.ROOT, "%,d", f)).orElse("unknown");
    line(ROW, name, expected, String.format(Locale.ROOT, "%,d", counted));
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), arguments));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
