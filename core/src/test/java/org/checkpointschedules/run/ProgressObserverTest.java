package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;

/// Time comes from the progress that is reported, so that nothing here waits or depends on a clock.
class ProgressObserverTest {
  private static final long SECOND = 1_000_000_000;

  /// 400 forward and 100 adjoint steps, 10 writes and 20 reads.
  private static final Forecast FORECAST =
      new Forecast(
          BigInteger.valueOf(400),
          100,
          OptionalLong.empty(),
          Map.of(StorageLocation.DISK, Forecast.Traffic.of(10, 20, 5)),
          OptionalLong.of(1),
          BigDecimal.ONE,
          false,
          Optional.empty());

  private static RunProgress progress(long forward, long adjoint, long elapsed) {
    return new RunProgress(
        RunPhase.RECOMPUTE,
        forward % 100,
        100 - adjoint,
        forward,
        adjoint,
        5,
        4,
        forward * SECOND,
        adjoint * 3 * SECOND,
        5 * 2 * SECOND,
        2 * SECOND,
        elapsed * SECOND,
        31_500_000_000L,
        List.of(
            new RunProgress.Occupancy(StorageLocation.RAM, 10, 10),
            new RunProgress.Occupancy(StorageLocation.DISK, 42, Level.UNBOUNDED)));
  }

  @Test
  void timeLeftCountsRecomputationAdjointStepsAndTraffic() {
    // 300 forward steps of 1 s, 90 adjoint steps of 3 s, 5 writes of 2 s, 16 reads of 0.5 s.
    assertEquals(Duration.ofSeconds(300 + 270 + 10 + 8), progress(100, 10, 140).timeLeft(FORECAST));
    // No adjoint step timed yet: taken as 2 forward steps each.
    assertEquals(Duration.ofSeconds(300 + 200 + 10 + 8), progress(100, 0, 110).timeLeft(FORECAST));
    assertEquals(Duration.ofSeconds(10 + 8), progress(400, 100, 700).timeLeft(FORECAST));
    var nothing = new RunProgress(RunPhase.OTHER, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    assertEquals(Duration.ZERO, nothing.timeLeft(FORECAST));
  }

  @Test
  void printsNothingInTheFirstTwoSeconds() {
    var out = new StringBuilder();
    var observer = ProgressObserver.inLines(out);
    observer.start(null, FORECAST);
    observer.progress(progress(1, 0, 1));
    observer.failure(null);
    assertEquals("", out.toString());
  }

  @Test
  void printsPlainLinesEveryTenSeconds() {
    var out = new StringBuilder();
    var observer = ProgressObserver.inLines(out);
    observer.start(null, FORECAST);
    for (int second = 0; second < 25; second++) {
      observer.progress(progress(123, second < 12 ? 0 : 10, second));
    }
    observer.failure(null);
    assertEquals(
        """
          0.4 %  about 8 min 15 s left, I/O 31.5 s hidden, 12.0 s exposed
                 recompute, forward at 23 of 100  RAM 10/10  DISK 42
          2.1 %  9 min 25 s left, I/O 31.5 s hidden, 12.0 s exposed
                 recompute, forward at 23, adjoint at 90 of 100  RAM 10/10  DISK 42
          3.7 %  9 min 25 s left, I/O 31.5 s hidden, 12.0 s exposed
                 recompute, forward at 23, adjoint at 90 of 100  RAM 10/10  DISK 42
        """,
        out.toString());
  }

  @Test
  void writesABarOverItselfOnATerminalAndClearsIt() {
    var screen = new Screen();
    var observer = ProgressObserver.onTerminal(screen);
    observer.start(null, FORECAST);
    observer.progress(progress(323, 0, 3));
    observer.progress(progress(323, 50, 565));
    assertEquals(
        """
        [#####################---------]  69.8 %  4 min 05 s left
         recompute, forward at 23, adjoint at 50 of 100
         I/O 31.5 s hidden, 12.0 s exposed  RAM 10/10  DISK 42
        """,
        screen.text());
    assertEquals("0, 0", screen.cursor());
    assertFalse(screen.clips(), "lines wrap again");
    observer.failure(null);
    assertEquals("\n\n\n", screen.text());
    assertEquals("0, 0", screen.cursor());
  }

  @Test
  void ctrlCLeavesTheTerminalClean() {
    var screen = new Screen();
    var observer = ProgressObserver.onTerminal(screen);
    observer.start(null, FORECAST);
    observer.progress(progress(323, 50, 565));
    observer.close(); // by a shutdown hook, while the run goes on
    observer.progress(progress(324, 50, 570));
    observer.failure(null);
    assertEquals("\n\n\n", screen.text());
    assertEquals("0, 0", screen.cursor());
  }

  @Test
  void severalRunsAreOneBar() {
    var out = new StringBuilder();
    var observer = ProgressObserver.inLines(out).runs(3);
    observer.start(null, FORECAST);
    observer.progress(progress(400, 100, 700)); // 18 s left, and two more runs of 718 s
    observer.start(null, FORECAST);
    observer.progress(progress(323, 50, 565)); // 245 s left, and one more run of 810 s
    List<String> lines = out.toString().lines().toList();
    assertEquals(
        " 32.5 %  24 min 14 s left, run 1 of 3, I/O 31.5 s hidden, 12.0 s exposed", lines.get(0));
    assertEquals(
        " 54.5 %  17 min 35 s left, run 2 of 3, I/O 31.5 s hidden, 12.0 s exposed", lines.get(2));
  }

  @Test
  void fitsEightyColumnsWhateverTheNumbers() {
    long huge = 1_000_000_000_000_000_000L;
    var levels =
        IntStream.range(0, 16)
            .mapToObj(i -> StorageLocation.level("LEVEL" + i))
            .map(level -> new RunProgress.Occupancy(level, huge, huge))
            .toList();
    var progress =
        new RunProgress(
            RunPhase.RECOMPUTE, huge - 1, huge - 2, huge, 2, 5, 4, 1, 1, 1, 1, huge, huge, levels);
    var text = new ProgressText(progress, huge, 0.999, Duration.ofDays(100_000), 99_999, 99_999);
    List<String> block = text.block();
    List<String> plain = text.plain();
    assertEquals(3, block.size());
    for (String line : Stream.concat(block.stream(), plain.stream()).toList()) {
      assertTrue(line.length() <= 79, line);
    }
    assertEquals(
        " recompute, forward at 1.000e+18, adjoint at 1.000e+18 of 1.000e+18", block.get(1));
  }

  @Test
  void timesReadWell() {
    assertEquals("0 s", Quantity.time(Duration.ZERO));
    assertEquals("59 s", Quantity.time(Duration.ofMillis(59_400)));
    assertEquals("1 min 00 s", Quantity.time(Duration.ofMillis(59_600)));
    assertEquals("2 h 05 min", Quantity.time(Duration.ofMinutes(125)));
    assertEquals("3 d 04 h", Quantity.time(Duration.ofHours(76)));
    assertEquals("812 B", Quantity.bytes(812));
    assertEquals("2.45 MiB", Quantity.bytes(2_568_004));
    assertEquals("8.00 EiB", Quantity.bytes(Long.MAX_VALUE));
  }
}
