package org.checkpointschedules.run;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;

/// Prints how far a run has come and how long it will still take, recomputation included.
///
/// ```
/// [#############-----------------]  42.0 %  3 min 20 s left
///  recompute, forward at 12,345, adjoint at 14,000 of 20,000
///  I/O 31.5 s hidden, 1.2 s exposed  RAM 10/10  DISK 42/60
/// ```
///
/// The share is that of the time: what has elapsed against what is left. Before the first adjoint
/// step has been timed, the time left is a guess, marked `about`; see [RunProgress#timeLeft]. The
/// second line says what the run is doing ([RunPhase]) and where forward and adjoint stand; the
/// third, how much storing and loading went on while the model computed and how much the run waited
/// for, and the entries that each level holds of those that it has room for. No line is longer than
/// 79 characters.
///
/// On a terminal the lines are written over themselves, five times a second; elsewhere two lines
/// that say the same are written every ten seconds. Nothing is printed during the first two
/// seconds, so nothing at all for a shorter run.
///
/// Serves one run at a time, or several in a row as one ([#runs]).
public final class ProgressObserver implements RunObserver, AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration TERMINAL = Duration.ofMillis(200);
  private static final Duration PLAIN = Duration.ofSeconds(10);

  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String UP = "\u001b[%dA";

  private final Appendable out;
  private final boolean terminal;
  private final int runs;
  private final long interval;
  private Forecast forecast;
  private int number;

  /// Time of the runs before this one.
  private long nanosBefore;

  /// Time of this run when it was last heard of.
  private long elapsedNanos;

  private long nextPrint = QUIET.toNanos();
  private boolean printed;
  private boolean closed;

  private ProgressObserver(Appendable out, boolean terminal, int runs) {
    this.out = Objects.requireNonNull(out, "out");
    this.terminal = terminal;
    this.runs = runs;
    interval = (terminal ? TERMINAL : PLAIN).toNanos();
  }

  /// {@return a display for a terminal: lines written over themselves with the control sequences of
  /// ECMA-48, which all terminals understand that do not call themselves `dumb`} The cursor rests
  /// at the beginning of the first line, so that [#close()] finds all there is to clear.
  ///
  /// @param out such as `System.err`
  public static ProgressObserver onTerminal(Appendable out) {
    return new ProgressObserver(out, true, 1);
  }

  /// {@return a display for a file or a pipe: plain lines}
  ///
  /// @param out such as `System.err`
  public static ProgressObserver inLines(Appendable out) {
    return new ProgressObserver(out, false, 1);
  }

  /// The same for so many runs, one after the other, taken as one: its share and time left are
  /// those of all. Runs to come are taken to last as long as the present one.
  ///
  /// @param runs 1 or more
  /// @return a display that has shown nothing yet
  public ProgressObserver runs(int runs) {
    if (runs < 1) {
      throw new InvalidArgumentException("runs", runs, "1 or more");
    }
    return new ProgressObserver(out, terminal, runs);
  }

  @Override
  public synchronized void start(CheckpointSchedule schedule, Forecast forecast) {
    this.forecast = forecast;
    if (number == runs) {
      number = 0;
      nanosBefore = 0;
      nextPrint = QUIET.toNanos();
    } else {
      nanosBefore += elapsedNanos;
    }
    number++;
    elapsedNanos = 0;
  }

  @Override
  public synchronized void progress(RunProgress progress) {
    elapsedNanos = progress.elapsedNanos();
    long total = nanosBefore + elapsedNanos;
    if (closed || total < nextPrint) {
      return;
    }
    nextPrint = total + interval;
    double leftHere = progress.timeLeft(forecast).toNanos();
    double left = leftHere + (runs - number) * (elapsedNanos + leftHere);
    var text =
        new ProgressText(
            progress,
            forecast.adjointSteps(),
            total / (total + left),
            Duration.ofNanos((long) left),
            number,
            runs);
    if (terminal) {
      overwrite(text.block());
    } else {
      text.plain().forEach(line -> write(line + "\n"));
    }
  }

  @Override
  public synchronized void end(RunReport report) {
    elapsedNanos = report.elapsedNanos();
    if (number == runs) {
      clear();
    }
  }

  @Override
  public synchronized void failure(Throwable failure) {
    clear();
  }

  /// Clears what is on the terminal, and prints nothing from now on. For any thread: from a
  /// shutdown hook it leaves the terminal clean after Ctrl-C.
  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }

  private void overwrite(List<String> lines) {
    var text = new StringBuilder(WRAP_OFF);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "\r" : "\r\n").append(lines.get(i)).append(CLEAR_TO_END_OF_LINE);
    }
    write(text.append('\r').append(UP.formatted(lines.size() - 1)).append(WRAP_ON).toString());
    printed = true;
  }

  /// Leaves the terminal on a fresh, empty line.
  private void clear() {
    if (printed) {
      write("\r" + CLEAR_BELOW);
      printed = false;
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
