package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Lines of ASCII text gathered in one large buffer, because schedules have millions of them.
///
/// Not thread safe. Nothing reaches the stream before the buffer is full or [#flush()] is called.
final class ByteLines {
  /// No single append is longer: names and texts are written in pieces below this.
  private static final int RESERVE = 512;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int length;

  ByteLines(OutputStream out) {
    this.out = out;
  }

  ByteLines append(byte[] ascii) throws IOException {
    ensure(ascii.length);
    System.arraycopy(ascii, 0, buffer, length, ascii.length);
    length += ascii.length;
    return this;
  }

  ByteLines append(String ascii) throws IOException {
    ensure(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      buffer[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  ByteLines append(char ascii) throws IOException {
    ensure(1);
    buffer[length++] = (byte) ascii;
    return this;
  }

  /// @param number 0 or more
  ByteLines append(long number) throws IOException {
    ensure(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    int at = length + digits;
    length = at;
    do {
      buffer[--at] = (byte) ('0' + number % 10);
      number /= 10;
    } while (number > 0);
    return this;
  }

  /// The bytes gathered and not yet flushed, taken out of the buffer.
  byte[] take() {
    byte[] taken = Arrays.copyOf(buffer, length);
    length = 0;
    return taken;
  }

  void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
    out.flush();
  }

  private void ensure(int more) throws IOException {
    if (more > RESERVE) {
      throw new IllegalArgumentException(more + " bytes at once");
    }
    if (length + more > buffer.length) {
      out.write(buffer, 0, length);
      length = 0;
    }
  }
}
