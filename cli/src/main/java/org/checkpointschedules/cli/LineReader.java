package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a stream line by line in memory that does not grow with the stream, nor with a line that
/// never ends. A line ends with `\n` or `\r\n`; the last one may lack it. A byte order mark at the
/// start is no part of the first. Not thread safe.
final class LineReader {
  /// What the decoder puts in the place of bytes that are no UTF-8.
  private static final char REPLACED = '\uFFFD';

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;
  private byte[] line = new byte[256];
  private boolean started;
  private boolean tooLong;
  private boolean malformed;

  /// @param longest the most bytes of a line that are kept; the rest of a longer line is passed
  ///   over
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /// The next line without its end, or null at the end of the stream. A line longer than allowed
  /// comes cut off, and bytes that are no UTF-8 come replaced; both can be asked for.
  String read() throws IOException {
    int length = 0;
    boolean any = false;
    while (true) {
      if (next == filled) {
        filled = in.read(buffer);
        next = 0;
        if (filled < 0) {
          filled = 0;
          return any ? text(length) : null;
        }
        continue;
      }
      any = true;
      int from = next;
      while (next < filled && buffer[next] != '\n') {
        next++;
      }
      length = keep(from, next, length);
      if (next < filled) {
        next++;
        return text(length);
      }
    }
  }

  /// Whether the line read last was longer than allowed.
  boolean tooLong() {
    return tooLong;
  }

  /// Whether the line read last was no UTF-8.
  boolean malformed() {
    return malformed;
  }

  private int keep(int from, int to, int length) {
    int kept = Math.min(to - from, longest + 1 - length);
    if (length + kept > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + kept));
    }
    System.arraycopy(buffer, from, line, length, kept);
    return length + kept;
  }

  private String text(int length) {
    tooLong = length > longest;
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    malformed = text.indexOf(REPLACED) >= 0 && !comesBack(text, end);
    boolean marked = !started && text.startsWith("\uFEFF");
    started = true;
    return marked ? text.substring(1) : text;
  }

  private boolean comesBack(String text, int end) {
    byte[] back = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(back, 0, back.length, line, 0, end);
  }
}
