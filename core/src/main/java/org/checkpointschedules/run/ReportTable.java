package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;

/// A [RunReport] as text. English digits whatever the locale, so that logs compare.
final class ReportTable {
  private static final String ROW = "%-22s %19s %19s";

  private final StringBuilder text = new StringBuilder();
  private final boolean healed;

  ReportTable(RunReport report) {
    line("%s, %,d steps%n", report.schedule(), report.steps());
    healed = !report.recoveries().isEmpty();
    figures(report.forecast(), report.counted(), report.healed());
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
    line("%nreplay check: %s%n", report.replay());
    for (String recovery : report.recoveries()) {
      line("healed: %s%n", recovery);
    }
    for (String note : report.notes()) {
      line("note: %s%n", note);
    }
  }

  private void figures(Forecast forecast, Counts counted, Counts extra) {
    line(healed ? ROW + " %19s%n" : ROW + "%n", "", "forecast", "counted", "healed");
    row(
        "forward steps",
        Optional.of(forecast.forwardSteps()),
        counted.forwardSteps(),
        extra.forwardSteps());
    row(
        "adjoint steps",
        OptionalLong.of(forecast.adjointSteps()),
        counted.adjointSteps(),
        extra.adjointSteps());
    row("actions", forecast.actions(), counted.actions(), extra.actions());
    forecast
        .levels()
        .forEach((level, traffic) -> {
          row(level + " writes", traffic.writes(), of(counted.writes(), extra.writes(), level));
          row(level + " reads", traffic.reads(), of(counted.reads(), extra.reads(), level));
          row(level + " peak", traffic.peak(), of(counted.peak(), extra.peak(), level));
        });
    row("TAPE peak", forecast.peakTape(), of(counted.peak(), extra.peak(), TAPE));
  }

  private static long[] of(
      Map<StorageLocation, Long> counted, Map<StorageLocation, Long> extra, StorageLocation level) {
    return new long[] {counted.getOrDefault(level, 0L), extra.getOrDefault(level, 0L)};
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
      traffic.encoded().ifPresent(this::encoded);
    }
  }

  private void encoded(RunReport.EncodedTraffic encoded) {
    line(
        "%-14s %10s %10s %10s  %.1f%% %s%n",
        "  encoded",
        Quantity.bytes(encoded.bytesWritten()),
        Quantity.bytes(encoded.bytesRead()),
        Quantity.bytes(encoded.bytesPeak()),
        100 * Math.abs(encoded.saved()),
        encoded.saved() < 0 ? "more than was put" : "saved");
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

  /// @param counted as forecast, and what healing added
  private void row(String name, OptionalLong forecast, long... counted) {
    row(
        name,
        forecast.isPresent()
            ? Optional.of(BigInteger.valueOf(forecast.getAsLong()))
            : Optional.empty(),
        counted);
  }

  private void row(String name, Optional<BigInteger> forecast, long... counted) {
    String expected = forecast.map(f -> String.format(Locale.ROOT, "%,d", f)).orElse("unknown");
    String row =
        String.format(
            Locale.ROOT, ROW, name, expected, String.format(Locale.ROOT, "%,d", counted[0]));
    text.append(row);
    if (healed) {
      line(" %19s", String.format(Locale.ROOT, "%+,d", counted[1]));
    }
    line("%n");
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), arguments));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
