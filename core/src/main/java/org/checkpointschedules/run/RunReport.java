package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.OverlappedStore;

/// What a run did, beside what its schedule had forecast.
///
/// Immutable. [#table()] prints it.
///
/// @param schedule the schedule's name
/// @param steps the number of forward steps
/// @param forecast what the schedule said; of a run that continues another, what was left to do
/// @param counted what was counted, but for `healed`; equals the forecast
/// @param healed what it took beyond the forecast to recompute lost checkpoints and to go on with
///   fewer slots, as the new plans forecast it: 0 throughout where there are no `recoveries`; less
///   than 0 where a new plan writes or reads less than the first
/// @param traffic bytes of each level, fastest first
/// @param overlap what working in the background took and gave, of levels that do, fastest first
/// @param nanos nanoseconds of each phase; their sum is `elapsedNanos`
/// @param elapsedNanos nanoseconds of the whole run
/// @param replay what the replay check looked at
/// @param recoveries checkpoints found damaged and recomputed, and levels found full, a sentence
///   each
/// @param notes what happened without harm to the gradient: an earlier run continued, an observer
///   that threw, files that could not be removed; normally empty
public record RunReport(
    String schedule,
    long steps,
    Forecast forecast,
    Counts counted,
    Counts healed,
    Map<StorageLocation, LevelTraffic> traffic,
    Map<StorageLocation, OverlappedStore.Figures> overlap,
    Map<RunPhase, Long> nanos,
    long elapsedNanos,
    ReplayFigures replay,
    List<String> recoveries,
    List<String> notes) {

  /// Bytes of one level, as the model knows them: before any encoding. Values that stay on the heap
  /// by reference count no bytes.
  ///
  /// @param place where the level was, in words
  /// @param bytesWritten bytes stored
  /// @param bytesRead bytes brought to working storage
  /// @param bytesPeak largest number of bytes held at once
  /// @param encoded what became of them, where the level has an encoding
  public record LevelTraffic(
      String place,
      long bytesWritten,
      long bytesRead,
      long bytesPeak,
      Optional<EncodedTraffic> encoded) {}

  /// Bytes that moved between an encoding and the store within. What is read ahead and never used
  /// counts, and a write that was spared in the background does not.
  ///
  /// @param bytesPut bytes of what was put, before the encoding
  /// @param bytesWritten bytes that these became
  /// @param bytesRead bytes read, encoded
  /// @param bytesPeak largest number of bytes held at once, encoded
  public record EncodedTraffic(long bytesPut, long bytesWritten, long bytesRead, long bytesPeak) {

    /// {@return the share of what was put that the encoding saved; less than 0 where it added}
    public double saved() {
      return bytesPut == 0 ? 0 : 1 - (double) bytesWritten / bytesPut;
    }
  }

  /// Keeps copies, in their order.
  public RunReport {
    traffic = Collections.unmodifiableMap(new LinkedHashMap<>(traffic));
    overlap = Collections.unmodifiableMap(new LinkedHashMap<>(overlap));
    nanos = Collections.unmodifiableMap(new LinkedHashMap<>(nanos));
    recoveries = List.copyOf(recoveries);
    notes = List.copyOf(notes);
  }

  RunReport with(List<String> notes) {
    return new RunReport(
        schedule,
        steps,
        forecast,
        counted,
        healed,
        traffic,
        overlap,
        nanos,
        elapsedNanos,
        replay,
        recoveries,
        notes);
  }

  /// {@return a copy with one note more}
  ///
  /// @param note what happened without harm to the gradient, a sentence
  public RunReport noting(String note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return with(more);
  }

  /// {@return every figure in which the run differed from its forecast, as a sentence each: empty,
  /// unless a schedule, or a replanner, that is not of this library forecasts wrongly}
  public List<String> differences() {
    return forecast.differences(counted);
  }

  /// {@return the report as a table for people, several lines, the last one ended too: forecast
  /// beside counted, bytes by level, time by phase}
  public String table() {
    return new ReportTable(this).toString();
  }
}
