package org.checkpointschedules.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.checkpointschedules.Level;

/// How far a run, or one of several in a row, has come: as lines of at most 79 characters, so that
/// a terminal of 80 columns does not break them.
///
/// @param progress of the run that is going on
/// @param steps its number of adjoint steps
/// @param share of the whole that is done, by time, 0 to 1
/// @param left time until the last run ends
/// @param number which of the runs, from 1
/// @param runs how many there are
record ProgressText(
    RunProgress progress, long steps, double share, Duration left, int number, int runs) {
  private static final int COLUMNS = 79;
  private static final int BAR = 30;

  /// Beyond this, four digits and a power of ten say more.
  private static final long LONG_NUMBER = 1_000_000_000;

  /// Three lines for a terminal: the bar, the positions, the levels.
  List<String> block() {
    int full = Math.clamp(Math.round(share * BAR), 0, BAR);
    String bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    return List.of(clip(bar + " " + time()), clip(" " + positions()), clip(" " + io() + levels()));
  }

  /// Two plain lines for a log.
  List<String> plain() {
    return List.of(clip(time() + ", " + io()), clip("         " + positions() + levels()));
  }

  private String time() {
    return String.format(Locale.ROOT, "%5.1f %%  ", 100 * share)
        + (progress.adjointSteps() == 0 ? "about " : "")
        + Quantity.time(left)
        + " left"
        + (runs == 1 ? "" : ", run %d of %d".formatted(number, runs));
  }

  private String positions() {
    return progress.phase().name().toLowerCase(Locale.ROOT)
        + ", forward at "
        + count(progress.forwardPosition())
        + (progress.adjointPosition() == steps
            ? " of "
            : ", adjoint at " + count(progress.adjointPosition()) + " of ")
        + count(steps);
  }

  private String io() {
    return "I/O %s hidden, %s exposed"
        .formatted(seconds(progress.hiddenNanos()), seconds(progress.exposedNanos()));
  }

  private String levels() {
    return progress.levels().stream()
        .map(level -> "  " + level.level() + " " + count(level.held()) + room(level.slots()))
        .collect(Collectors.joining());
  }

  private static String room(long slots) {
    return slots == Level.UNBOUNDED ? "" : "/" + count(slots);
  }

  private static String seconds(long nanos) {
    return nanos < 100_000_000_000L
        ? String.format(Locale.ROOT, "%.1f s", nanos / 1e9)
        : Quantity.time(Duration.ofNanos(nanos));
  }

  private static String count(long number) {
    return number < LONG_NUMBER
        ? String.format(Locale.ROOT, "%,d", number)
        : String.format(Locale.ROOT, "%.3e", (double) number);
  }

  private static String clip(String line) {
    return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 3) + "...";
  }
}
