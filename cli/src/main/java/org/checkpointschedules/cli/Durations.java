package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads durations: `90`, seconds, `90m`, `1.5h`, `1:30:00`.
final class Durations {
  private static final String ALLOWED =
      "seconds, more than 0, or a number with s, m, h or d behind it, or HOURS:MINUTES:SECONDS";

  private static final Pattern WITH_UNIT = Pattern.compile("(.+)([smhd])");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):([0-5]\\d):([0-5]\\d)");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

  private Durations() {}

  /// @throws WrongRequest if the text is no duration of more than 0
  static Duration read(String name, String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      Duration duration =
          Duration.ofHours(Long.parseLong(clock.group(1)))
              .plusMinutes(Long.parseLong(clock.group(2)))
              .plusSeconds(Long.parseLong(clock.group(3)));
      if (duration.isZero()) {
        throw new WrongRequest(name, text, ALLOWED);
      }
      return duration;
    }
    Matcher unit = WITH_UNIT.matcher(text);
    String number = unit.matches() ? unit.group(1) : text;
    long seconds = unit.matches() ? SECONDS.get(unit.group(2)) : 1;
    double measure;
    try {
      measure = Numbers.measure(name, number);
    } catch (WrongRequest _) {
      throw new WrongRequest(name, Numbers.quoted(text), ALLOWED);
    }
    BigDecimal nanos =
        BigDecimal.valueOf(measure).multiply(BigDecimal.valueOf(seconds)).movePointRight(9);
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return Duration.ofNanos(nanos.min(most).max(BigDecimal.ONE).longValue());
  }
}
