package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Forecast;
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
        forward,
        adjoint,
        5,
        4,
        forward * SECOND,
        adjoint * 3 * SECOND,
        5 * 2 * SECOND,
        2 * SECOND,
        elapsed * SECOND);
  }

  @Test
  void timeLeftCountsRecomputationAdjointStepsAndTraffic() {
    // 300 forward steps of 1 s, 90 adjoint steps of 3 s, 5 writes of 2 s, 16 reads of 0.5 s.
    assertEquals(Duration.ofSeconds(300 + 270 + 10 + 8), progress(100, 10, 140).timeLeft(FORECAST));
    // No adjoint step timed yet: taken as 2 forward steps each.
    assertEquals(Duration.ofSeconds(300 + 200 + 10 + 8), progress(100, 0, 110).timeLeft(FORECAST));
    assertEquals(Duration.ofSeconds(10 + 8), progress(400, 100, 700).timeLeft(FORECAST));
    assertEquals(Duration.ZERO, new RunProgress(0, 0, 0, 0, 0, 0, 0, 0, 0).timeLeft(FORECAST));
  }

  @Test
  void printsNothingInTheFirstTwoSeconds() {
    var out = new StringBuilder();
    var observer = ProgressObserver.inLines(out);
    observer.start(null, FORECAST);
    observer.progress(progress(1, 0, 1));
    observer.end(null);
    assertEquals("", out.toString());
  }

  @Test
  void printsPlainLinesEveryTenSeconds() {
    var out = new StringBuilder();
    var observer = ProgressObserver.inLines(out);
    observer.start(null, FORECAST);
    for (int second = 0; second < 25; second++) {
      observer.progress(progress(100, second < 12 ? 0 : 10, second));
    }
    observer.end(null);
    assertEquals(
        """
          0.4 %  forward 100/400  adjoint 0/100  about 8 min 38 s left
          2.0 %  forward 100/400  adjoint 10/100  9 min 48 s left
          3.6 %  forward 100/400  adjoint 10/100  9 min 48 s left
        """,
        out.toString());
  }

  @Test
  void writesOneLineOverItselfOnATerminalAndClearsIt() {
    var out = new StringBuilder();
    var observer = ProgressObserver.onTerminal(out);
    observer.start(null, FORECAST);
    observer.progress(progress(100, 0, 3));
    observer.progress(progress(100, 10, 4));
    observer.failure(null);
    String[] lines = out.toString().split("\r", -1);
    assertEquals(5, lines.length, out.toString());
    assertEquals(lines[1].length(), lines[2].length(), "the old line is covered");
    assertTrue(lines[3].isBlank() && lines[4].isEmpty());
    assertEquals(-1, out.indexOf("\n"));
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
