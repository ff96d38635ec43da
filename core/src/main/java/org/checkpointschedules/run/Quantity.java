package org.checkpointschedules.run;

import java.time.Duration;
import java.util.Locale;

/// Quantities as people read them.
final class Quantity {
  private Quantity() {}

  /// Such as `0`, `812 B`, `2.45 MiB`, `1.20 GiB`.
  static String bytes(long bytes) {
    if (bytes == 0) {
      return "0";
    }
    double value = bytes;
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.2f %s", value, units[unit]);
  }

  /// Such as `12 s`, `3 min 20 s`, `2 h 05 min`, `3 d 04 h`.
  static String time(Duration duration) {
    long seconds = duration.plusMillis(500).toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 24 * 60) {
      return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
    long hours = (minutes + 30) / 60;
    return String.format(Locale.ROOT, "%d d %02d h", hours / 24, hours % 24);
  }
}
