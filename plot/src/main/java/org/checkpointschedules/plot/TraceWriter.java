package org.checkpointschedules.plot;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import tools.jackson.databind.json.JsonMapper;

/// Writes a trace: a header line, then one JSON object a line per action. The format is described
/// in `docs/trace.md`.
///
/// ```java
/// try (var trace = TraceWriter.create(file, TraceHeader.of(schedule))) {
///   trace.write(new TimedAction(action, start, nanos, bytes));   // in the order they happened
/// }
/// ```
///
/// Buffered: a line takes no system call of its own. A run that breaks off without closing leaves
/// whole lines and perhaps a torn last one, which [TraceReader] names. Not thread safe.
public final class TraceWriter implements TimedActions {
  private final Writer out;
  private final StringBuilder line = new StringBuilder(200);
  private long written;
  private long lastStart;

  private TraceWriter(Writer out, TraceHeader header) throws IOException {
    this.out = out;
    out.write(headerLine(header));
  }

  /// {@return a trace in a new file, UTF-8; a file already there is replaced}
  ///
  /// @param file in a directory that exists
  /// @param header written at once, as the first line
  /// @throws IOException if the file cannot be made or written to
  public static TraceWriter create(Path file, TraceHeader header) throws IOException {
    return to(Files.newBufferedWriter(file), header);
  }

  /// {@return a trace written to `out`, which [#close()] closes}
  ///
  /// @param out buffered, best
  /// @param header written at once, as the first line
  /// @throws IOException if `out` does
  public static TraceWriter to(Writer out, TraceHeader header) throws IOException {
    try {
      return new TraceWriter(out, header);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /// Writes the next action.
  ///
  /// @param timed the action that began next
  /// @throws InvalidArgumentException if it starts before the action written last did
  /// @throws IOException if it cannot be written
  @Override
  public void write(TimedAction timed) throws IOException {
    if (timed.start() < lastStart) {
      throw new InvalidArgumentException(
          "start", timed.start(), "no earlier than the action before, which is " + lastStart);
    }
    lastStart = timed.start();
    line.setLength(0);
    line.append("{\"i\":").append(written++).append(",\"action\":\"");
    append(timed.action());
    line.append(",\"start\":").append(timed.start());
    line.append(",\"nanos\":").append(timed.nanos());
    line.append(",\"bytes\":").append(timed.bytes()).append("}\n");
    out.append(line);
  }

  /// Hands what is buffered to the operating system.
  ///
  /// @throws IOException if it cannot be written
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void append(Action action) {
    // The names of places are letters, digits, _ and -, so nothing needs an escape.
    switch (action) {
      case Forward f -> {
        line.append("Forward\",\"n0\":").append(f.n0()).append(",\"n1\":").append(f.n1());
        line.append(",\"writeIcs\":").append(f.writeIcs());
        line.append(",\"writeAdjDeps\":").append(f.writeAdjDeps());
        line.append(",\"storage\":\"").append(f.storage()).append('"');
      }
      case Reverse r -> {
        line.append("Reverse\",\"n0\":").append(r.n0()).append(",\"n1\":").append(r.n1());
        line.append(",\"clearAdjDeps\":").append(r.clearAdjDeps());
      }
      case Copy c -> {
        line.append("Copy\",\"n\":").append(c.n());
        line.append(",\"from\":\"").append(c.from()).append("\",\"to\":\"").append(c.to());
        line.append("\",\"delete\":").append(c.delete());
      }
      case EndForward _ -> line.append("EndForward\"");
      case EndReverse _ -> line.append("EndReverse\"");
    }
  }

  private static String headerLine(TraceHeader header) {
    var json = JsonMapper.shared();
    var root = json.createObjectNode();
    root.put("trace", TraceReader.VERSION);
    root.put("steps", header.steps());
    root.put("schedule", header.schedule());
    var levels = root.putArray("levels");
    for (Level level : header.levels()) {
      var node = levels.addObject();
      node.put("name", level.location().name());
      if (level.unbounded()) {
        node.putNull("slots");
      } else {
        node.put("slots", level.slots());
      }
      node.put("write", level.writeCost());
      node.put("read", level.readCost());
    }
    return json.writeValueAsString(root) + "\n";
  }
}
