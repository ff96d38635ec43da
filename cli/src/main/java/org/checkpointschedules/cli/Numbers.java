package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// Reads numbers exactly as they are written: nothing is rounded, nothing overflows.
final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

  /// Costs beyond 10^+-300, or with more digits, are mistakes; exact arithmetic with them would
  /// take long and mean nothing.
  private static final int MOST_DIGITS = 300;

  private static final String COST = "a decimal number, 0 or more";

  private Numbers() {}

  /// A whole number, also as `1e12`, `1_000_000` or `12.0`.
  static long whole(String name, String text, long least, long most) {
    return whole(name, decimal(text), quoted(text), least, most);
  }

  static long whole(String name, BigDecimal value, String shown, long least, long most) {
    boolean tooMuch = value != null && value.compareTo(BigDecimal.valueOf(most)) > 0;
    String allowed =
        "a whole number"
            + (most >= Long.MAX_VALUE - 1 && !tooMuch
                ? ", " + least + " or more"
                : " from " + least + " to " + most);
    if (value == null || !ordinary(value)) {
      throw new WrongRequest(name, shown, allowed);
    }
    if (value.stripTrailingZeros().scale() > 0) {
      throw new WrongRequest(name, shown, allowed);
    }
    BigInteger whole = value.toBigIntegerExact();
    if (whole.compareTo(BigInteger.valueOf(least)) < 0
        || whole.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new WrongRequest(name, shown, allowed);
    }
    return whole.longValueExact();
  }

  /// A cost, exactly.
  static BigDecimal cost(String name, String text) {
    return cost(name, decimal(text), quoted(text));
  }

  static BigDecimal cost(String name, BigDecimal value, String shown) {
    if (value == null || value.signum() < 0) {
      throw new WrongRequest(name, shown, COST);
    }
    if (!ordinary(value)) {
      throw new WrongRequest(name, shown, COST + ", of at most " + MOST_DIGITS + " digits");
    }
    return value;
  }

  /// The number with all its digits and no others.
  static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /// A measure, more than 0.
  static double measure(String name, String text) {
    BigDecimal value = decimal(text);
    if (value == null || value.signum() <= 0 || !ordinary(value)) {
      throw new WrongRequest(name, quoted(text), "a decimal number, more than 0");
    }
    return value.doubleValue();
  }

  /// The text in quotes where it is no number, shortened where it is long.
  static String quoted(String text) {
    String shown = shortened(text);
    return DECIMAL.matcher(text).matches() ? shown : "'" + shown + "'";
  }

  static String shortened(String text) {
    String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
    return Printable.text(shown);
  }

  private static BigDecimal decimal(String text) {
    return text.length() <= 2 * MOST_DIGITS && DECIMAL.matcher(text).matches()
        ? new BigDecimal(text.replace("_", ""))
        : null;
  }

  private static boolean ordinary(BigDecimal value) {
    return Math.abs((long) value.scale()) <= MOST_DIGITS && value.precision() <= MOST_DIGITS;
  }
}
