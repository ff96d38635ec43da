package org.checkpointschedules.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Round numbers along an axis, and how figures are spelled in pictures.
final class Ticks {
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Ticks() {}

  /// Multiples of 1, 2 or 5 times a power of ten from 0 to `max`, at most about `most`.
  ///
  /// @param whole whether only whole numbers will do
  static List<Double> linear(double max, int most, boolean whole) {
    double step = roundStep(max / most);
    if (whole) {
      step = Math.max(1, step);
    }
    var ticks = new ArrayList<Double>();
    for (long i = 0; i * step <= max * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /// Powers of `base` from `min` to `max`; where fewer than three fall within, for base 10 also 2
  /// and 5 times these.
  static List<Double> logarithmic(double min, double max, int base) {
    int[][] choices = base == 10 ? new int[][] {{1}, {1, 3}, {1, 2, 5}} : new int[][] {{1}};
    var ticks = new ArrayList<Double>();
    for (int[] factors : choices) {
      ticks.clear();
      int from = (int) Math.floor(Math.log(min) / Math.log(base)) - 1;
      int to = (int) Math.ceil(Math.log(max) / Math.log(base)) + 1;
      for (int power = from; power <= to; power++) {
        for (int factor : factors) {
          double tick = factor * Math.pow(base, power);
          if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
            ticks.add(tick);
          }
        }
      }
      if (ticks.size() >= 3) {
        break;
      }
    }
    return ticks;
  }

  /// The least 1, 2 or 5 times a power of ten that is at least `value`; 1 for 0.
  static double roundStep(double value) {
    if (!(value > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= value * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /// A whole number with its digits grouped.
  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// A number with four significant digits at least, whole ones in full up to 10^15, no trailing
  /// zeros.
  static String figure(double value) {
    if (Math.abs(value) >= 1e15 || (value != 0 && Math.abs(value) < 1e-4)) {
      return String.format(Locale.ROOT, "%.3e", value).replaceFirst("\\.?0*e", "e");
    }
    if (value == Math.rint(value)) {
      return grouped((long) value);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /// A number beside an axis, where there is room for nine characters: from ten million on `1.2e7`.
  static String label(double value) {
    return Math.abs(value) < 1e7
        ? figure(value)
        : String.format(Locale.ROOT, "%.3e", value).replaceFirst("\\.?0*e\\+?0*", "e");
  }

  /// Bytes with a binary prefix, three significant digits.
  static String bytes(double value) {
    int prefix = 0;
    double rest = value;
    while (rest >= 1024 && prefix < BINARY.length - 1) {
      rest /= 1024;
      prefix++;
    }
    String digits = rest >= 100 || rest == Math.rint(rest) ? "%.0f" : rest >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, rest) + " " + BINARY[prefix];
  }
}
