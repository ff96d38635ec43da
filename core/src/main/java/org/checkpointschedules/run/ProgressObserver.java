package org.checkpointschedules.run;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;

/// Prints how far a run has come and how long it will still take, recomputation included.
///
/// ```
///  37.2 %  forward 12,345/40,000  adjoint 120/2,000  3 min 20 s left
/// ```
///
/// The share is that of the time: what has elapsed against what is left. Before the first adjoint
/// step has been timed, the time left is a guess, marked `about`; see [RunProgress#timeLeft].
///
/// On a terminal one line is written over itself, five times a second; elsewhere a line is written
/// every ten seconds. Nothing is printed during the first two seconds, so nothing at all for a
/// shorter run. Serves one run at a time.
public final class ProgressObserver implements RunObserver {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration TERMINAL = Duration.ofMillis(200);
  private static final Duration PLAIN = Duration.ofSeconds(10);

  private final Appendable out;
  private final boolean terminal;
  private final long interval;
  private Forecast forecast;
  private long nextPrint;
  private int printed;

  private ProgressObserver(Appendable out, boolean terminal) {
    this.out = Objects.requireNonNull(out, "out");
    this.terminal = terminal;
    interval = (terminal ? TERMINAL : PLAIN).toNanos();
  }

  /// For a terminal: one line, written over itself with a carriage return.
  ///
  /// @param out such as `System.err`
  public static ProgressObserver onTerminal(Appendable out) {
    return new ProgressObserver(out, true);
  }

  /// For a file or a pipe: plain lines.
  ///
  /// @param out such as `System.err`
  public static ProgressObserver inLines(Appendable out) {
    return new ProgressObserver(out, false);
  }

  @Override
  public void start(CheckpointSchedule schedule, Forecast forecast) {
    this.forecast = forecast;
    nextPrint = QUIET.toNanos();
    printed = 0;
  }

  @Override
  public void progress(RunProgress progress) {
    if (progress.elapsedNanos() < nextPrint) {
      return;
    }
    nextPrint = progress.elapsedNanos() + interval;
    print(line(progress));
  }

  @Override
  public void end(RunReport report) {
    finish();
  }

  @Override
  public void failure(Throwable failure) {
    finish();
  }

  private String line(RunProgress progress) {
    Duration left = progress.timeLeft(forecast);
    double elapsed = progress.elapsedNanos();
    return String.format(
        Locale.ROOT,
        "%5.1f %%  forward %,d/%,d  adjoint %,d/%,d  %s%s left",
        100 * elapsed / (elapsed + left.toNanos()),
        progress.forwardSteps(),
        forecast.forwardSteps(),
        progress.adjointSteps(),
        forecast.adjointSteps(),
        progress.adjointSteps() == 0 ? "about " : "",
        Quantity.time(left));
  }

  private void print(String line) {
    if (terminal) {
      write("\r" + line + " ".repeat(Math.max(0, printed - line.length())));
    } else {
      write(line + "\n");
    }
    printed = line.length();
  }

  /// Leaves the terminal on a fresh, empty line.
  private void finish() {
    if (terminal && printed > 0) {
      write("\r" + " ".repeat(printed) + "\r");
    }
  }

  private void write(String text) {
    try {
      out.append(text);
      if (out instanceof Flushable stream) {
        stream.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("progress could not be printed", e);
    }
  }
}
