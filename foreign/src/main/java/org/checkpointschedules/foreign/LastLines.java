package org.checkpointschedules.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Reads a stream to its end, so that its writer is never held up, and keeps its last lines.
final class LastLines {
  private static final int LINES = 20;
  private static final int LENGTH = 400;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread thread;

  LastLines(InputStream stream) {
    thread = Thread.ofPlatform().daemon().name("solver's standard error").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      var line = new StringBuilder();
      for (int c = next(reader); c >= 0; c = next(reader)) {
        if (c == '\n') {
          keep(line);
        } else if (line.length() < LENGTH) {
          line.append((char) c);
        }
      }
      keep(line);
    } catch (IOException _) {
      // The stream is closed when the process ends.
    }
  }

  /// When a process ends, the JDK exchanges its stream for one of what was left in it: a read that
  /// is under way then can fail, and the next finds the rest.
  private static int next(Reader reader) throws IOException {
    try {
      return reader.read();
    } catch (IOException _) {
      return reader.read();
    }
  }

  private void keep(StringBuilder line) {
    String text = Answers.printable(line.toString()).strip();
    line.setLength(0);
    synchronized (lines) {
      if (!text.isEmpty()) {
        lines.addLast(text);
      }
      if (lines.size() > LINES) {
        lines.removeFirst();
      }
    }
  }

  /// The last lines, once the stream has ended, or this much time gone by.
  List<String> after(long millis) {
    Waiting.join(thread, millis);
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
