package org.checkpointschedules.plot;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.checkpointschedules.InvalidArgumentException;

/// Reads a trace, one action at a time, strictly: a line that is not exactly what `docs/trace.md`
/// says is refused, with its number. Whether the actions are legal is the drawing's affair.
///
/// Memory does not grow with the trace. Not thread safe.
public final class TraceReader implements Iterator<TimedAction>, Closeable {
  /// The version of the format that is written and read.
  static final long VERSION = 1;

  /// No line that this format can spell is longer; a file without line ends is refused early.
  private static final int LONGEST_LINE = 1 << 16;

  private final BufferedReader in;
  private final TraceHeader header;
  private long lineNumber;
  private long lastStart;
  private TimedAction next;

  private TraceReader(Reader reader) throws IOException {
    in = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
    String line = readLine();
    if (line == null) {
      throw new InvalidArgumentException("trace", "empty", "a header line, then actions");
    }
    header = TraceLine.parse(line, lineNumber).header();
    advance();
  }

  /// Opens a trace and reads its header.
  ///
  /// @param file a trace, UTF-8
  /// @return a reader that stands before the first action
  /// @throws InvalidArgumentException if the first two lines are not those of a trace
  /// @throws IOException if the file cannot be read
  public static TraceReader open(Path file) throws IOException {
    return from(Files.newBufferedReader(file));
  }

  /// Reads a trace from `in`, which [#close()] closes.
  ///
  /// @param in a trace
  /// @return a reader that stands before the first action
  /// @throws InvalidArgumentException if the first two lines are not those of a trace
  /// @throws IOException if `in` does
  public static TraceReader from(Reader in) throws IOException {
    try {
      return new TraceReader(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /// {@return what was run}
  public TraceHeader header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /// The next action.
  ///
  /// @throws InvalidArgumentException if the line after it is malformed, names another number than
  ///   its place, or starts before this action
  @Override
  public TimedAction next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    TimedAction current = next;
    try {
      advance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void advance() throws IOException {
    String line = readLine();
    if (line == null) {
      next = null;
      return;
    }
    next = TraceLine.parse(line, lineNumber).action(lineNumber - 2);
    if (next.start() < lastStart) {
      throw new InvalidArgumentException(
          "start in line " + lineNumber + " of the trace",
          next.start(),
          "no earlier than the action before, which is " + lastStart);
    }
    lastStart = next.start();
  }

  private String readLine() throws IOException {
    var line = new StringBuilder();
    int c;
    while ((c = in.read()) != -1 && c != '\n') {
      if (line.length() == LONGEST_LINE) {
        throw new InvalidArgumentException(
            "line " + (lineNumber + 1) + " of the trace",
            "longer than " + LONGEST_LINE + " characters",
            "one JSON object a line");
      }
      line.append((char) c);
    }
    if (c == -1 && line.isEmpty()) {
      return null;
    }
    lineNumber++;
    return line.toString();
  }
}
