package org.checkpointschedules.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The lines that a solver writes, read by a thread of its own: a pipe cannot be read with a limit
/// of time.
final class Answers {
  /// Longer lines are cut, and are nonsense then.
  static final int LONGEST = 4096;

  /// A solver that writes and writes is held up rather than believed.
  private static final int MOST = 64;

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(MOST);
  private final Thread thread;

  Answers(InputStream stream) {
    thread = Thread.ofPlatform().daemon().name("solver's answers").start(() -> read(stream));
  }

  /// The next line; empty at the end of the stream; null when none came within the time.
  Optional<String> next(long nanos) {
    return Waiting.upTo(nanos, left -> lines.poll(left, TimeUnit.NANOSECONDS));
  }

  /// A line that nobody asked for, or null.
  String unasked() {
    Optional<String> line = lines.peek();
    return line == null ? null : line.orElse(null);
  }

  /// No longer read.
  void close() {
    thread.interrupt();
  }

  private void read(InputStream stream) {
    try {
      try {
        var line = new byte[LONGEST];
        int length = 0;
        var buffer = new byte[1 << 13];
        for (int got = stream.read(buffer); got >= 0; got = stream.read(buffer)) {
          for (int i = 0; i < got; i++) {
            if (buffer[i] == '\n') {
              put(line, length);
              length = 0;
            } else if (length < LONGEST) {
              line[length++] = buffer[i];
            }
          }
        }
        if (length > 0) {
          put(line, length);
        }
      } catch (IOException _) {
        // The stream is closed when the process ends.
      }
      lines.put(Optional.empty());
    } catch (InterruptedException _) {
      // Nobody listens any more.
    }
  }

  private void put(byte[] line, int length) throws InterruptedException {
    lines.put(Optional.of(new String(line, 0, length, StandardCharsets.UTF_8)));
  }

  /// What a terminal obeys, or shows as something else: controls, those above 128 too, marks that
  /// turn the direction of text, lines' and paragraphs' ends, halves of characters.
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /// The text without control characters, shortened.
  static String quoted(String text) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
    return "'" + printable(shown) + "'";
  }

  static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
