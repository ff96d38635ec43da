package org.checkpointschedules.cli;

import java.util.List;
import java.util.stream.Stream;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.examples.arrays.NpyRecords.Field;
import org.checkpointschedules.plot.TimedAction;
import org.checkpointschedules.plot.TraceHeader;

/// A line of a trace as a row of a table, with a column for each field that any action has: where
/// it has none, -1, false and no text.
final class TraceRow {
  private static final int LONGEST_ACTION = "EndForward".length();

  private TraceRow() {}

  static List<Field> fields(TraceHeader header) {
    int place =
        Stream.concat(
                header.levels().stream().map(level -> level.location()),
                Stream.of(StorageLocation.TAPE, StorageLocation.NONE))
            .mapToInt(location -> location.name().length())
            .max()
            .orElseThrow();
    return List.of(
        Field.text("action", LONGEST_ACTION),
        Field.number("n0"),
        Field.number("n1"),
        Field.flag("writeIcs"),
        Field.flag("writeAdjDeps"),
        Field.text("storage", place),
        Field.flag("clearAdjDeps"),
        Field.number("n"),
        Field.text("from", place),
        Field.text("to", place),
        Field.flag("delete"),
        Field.number("start"),
        Field.number("nanos"),
        Field.number("bytes"));
  }

  /// The values of [#fields], `Long`, `Boolean` and `String`.
  static List<Object> of(TimedAction timed) {
    return switch (timed.action()) {
      case Forward f ->
          row(
              timed,
              f.n0(),
              f.n1(),
              f.writeIcs(),
              f.writeAdjDeps(),
              f.storage().name(),
              false,
              -1,
              "",
              "",
              false);
      case Reverse r ->
          row(timed, r.n0(), r.n1(), false, false, "", r.clearAdjDeps(), -1, "", "", false);
      case Copy c ->
          row(
              timed,
              -1,
              -1,
              false,
              false,
              "",
              false,
              c.n(),
              c.from().name(),
              c.to().name(),
              c.delete());
      case EndForward _, EndReverse _ ->
          row(timed, -1, -1, false, false, "", false, -1, "", "", false);
    };
  }

  private static List<Object> row(
      TimedAction timed,
      long n0,
      long n1,
      boolean writeIcs,
      boolean writeAdjDeps,
      String storage,
      boolean clearAdjDeps,
      long n,
      String from,
      String to,
      boolean delete) {
    return List.of(
        timed.action().getClass().getSimpleName(),
        n0,
        n1,
        writeIcs,
        writeAdjDeps,
        storage,
        clearAdjDeps,
        n,
        from,
        to,
        delete,
        timed.start(),
        timed.nanos(),
        timed.bytes());
  }
}
