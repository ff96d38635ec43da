package org.checkpointschedules.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.run.ReplayFigures;
import org.checkpointschedules.run.RunPhase;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.store.OverlappedStore;

/// Adds up the reports of one run's adjoints.
final class RunTotal {
  private RunTotal() {}

  /// One report for several adjoints under one schedule: bytes and times added up, peaks of the
  /// largest, counts of the first that is not as forecast, or else of the first that was healed, or
  /// else of the first.
  static RunReport of(List<RunReport> reports) {
    RunReport shown =
        reports.stream()
            .filter(report -> !report.differences().isEmpty())
            .findFirst()
            .or(() -> reports.stream().filter(report -> !report.recoveries().isEmpty()).findFirst())
            .orElse(reports.getFirst());
    var traffic = new LinkedHashMap<StorageLocation, RunReport.LevelTraffic>();
    var overlap = new LinkedHashMap<StorageLocation, OverlappedStore.Figures>();
    var nanos = new EnumMap<RunPhase, Long>(RunPhase.class);
    for (RunReport report : reports) {
      report.traffic().forEach((level, bytes) -> traffic.merge(level, bytes, RunTotal::sum));
      report
          .overlap()
          .forEach(
              (level, figures) -> overlap.merge(level, figures, OverlappedStore.Figures::plus));
      report.nanos().forEach((phase, time) -> nanos.merge(phase, time, Long::sum));
    }
    Forecast forecast = shown.forecast();
    return new RunReport(
        shown.schedule(),
        shown.steps(),
        forecast,
        shown.counted(),
        shown.healed(),
        traffic,
        overlap,
        nanos,
        reports.stream().mapToLong(RunReport::elapsedNanos).sum(),
        reports.stream().map(RunReport::replay).reduce(ReplayFigures::plus).orElseThrow(),
        reports.stream().flatMap(report -> report.recoveries().stream()).distinct().toList(),
        reports.stream().flatMap(report -> report.notes().stream()).distinct().toList());
  }

  private static RunReport.LevelTraffic sum(RunReport.LevelTraffic a, RunReport.LevelTraffic b) {
    return new RunReport.LevelTraffic(
        a.place(),
        a.bytesWritten() + b.bytesWritten(),
        a.bytesRead() + b.bytesRead(),
        Math.max(a.bytesPeak(), b.bytesPeak()),
        a.encoded().map(one -> sum(one, b.encoded().orElseThrow())));
  }

  private static RunReport.EncodedTraffic sum(
      RunReport.EncodedTraffic a, RunReport.EncodedTraffic b) {
    return new RunReport.EncodedTraffic(
        a.bytesPut() + b.bytesPut(),
        a.bytesWritten() + b.bytesWritten(),
        a.bytesRead() + b.bytesRead(),
        Math.max(a.bytesPeak(), b.bytesPeak()));
  }
}
