package org.checkpointschedules.choose;

import java.math.BigInteger;
import java.util.Locale;

/// Spells figures in the sentences of a [Choice].
final class Amount {
  private static final String[] PREFIXES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Amount() {}

  /// To three digits or so, with a binary prefix: `23.8 MiB`.
  static String text(BigInteger bytes) {
    double scaled = bytes.doubleValue();
    int prefix = 0;
    while (prefix < PREFIXES.length - 1 && scaled >= 1024) {
      scaled /= 1024;
      prefix++;
    }
    String format = prefix == 0 || scaled >= 100 ? "%,.0f %s" : "%,.1f %s";
    return String.format(Locale.ROOT, format, scaled, PREFIXES[prefix]);
  }

  /// `12.3 s`, `4.5 ms`, and from ten minutes on `12 min`, `3.4 h`, `5.6 days`.
  static String seconds(double seconds) {
    double[] units = {86_400, 3_600, 60, 1, 1e-3};
    double[] from = {2 * 86_400.0, 7_200, 600, 1, 0};
    String[] names = {"days", "h", "min", "s", "ms"};
    for (int i = 0; ; i++) {
      if (seconds >= from[i]) {
        return String.format(Locale.ROOT, "%.3g %s", seconds / units[i], names[i]);
      }
    }
  }
}
