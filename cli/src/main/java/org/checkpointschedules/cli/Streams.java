package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The three streams of a command. Results go to `out`, progress and messages to `err`.
///
/// @param in standard input
/// @param out standard output, unbuffered
/// @param err standard error
/// @param terminal whether `err` is a terminal
record Streams(InputStream in, OutputStream out, PrintStream err, boolean terminal) {

  Streams {
    out = new Results(out);
  }

  /// For texts that nobody misses when the reader is gone: help and version.
  PrintWriter text() {
    return new PrintWriter(
        new OutputStreamWriter(((Results) out).out, StandardCharsets.UTF_8), true);
  }

  /// Lets the work go on where the results can be printed no more: nobody sees the rest, and
  /// [#requirePrinted()] tells why.
  void carryOn() {
    ((Results) out).carryOn = true;
  }

  /// Whether all results could be printed until now.
  boolean printed() {
    return ((Results) out).failure == null;
  }

  /// @throws WorkFailed if results could not be printed, unless their reader was gone
  void requirePrinted() {
    if (((Results) out).failure instanceof WorkFailed failed) {
      throw failed;
    }
  }

  /// Whoever read the results has seen enough and closed the pipe (`| head`).
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGone(IOException cause) {
      super(cause);
    }
  }

  /// Tells a closed pipe, which is no failure, from a full disk, which is one.
  private static final class Results extends OutputStream {
    private final OutputStream out;
    private boolean carryOn;
    private RuntimeException failure;

    Results(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      print(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
      print(out::flush);
    }

    private interface Printing {
      void run() throws IOException;
    }

    private void print(Printing printing) {
      if (carryOn && failure != null) {
        return;
      }
      try {
        printing.run();
      } catch (IOException e) {
        failure = refused(e);
        if (!carryOn) {
          throw failure;
        }
      }
    }

    private static RuntimeException refused(IOException e) {
      String message = String.valueOf(e.getMessage());
      // "Broken pipe" on Linux and macOS, "The pipe is being closed" on Windows.
      return message.contains("ipe ") || message.endsWith("ipe")
          ? new ReaderGone(e)
          : new WorkFailed("the results could not be written: " + message);
    }
  }
}
