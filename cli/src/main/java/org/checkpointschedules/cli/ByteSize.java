package org.checkpointschedules.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and spells amounts of memory: `4GiB`, `1.5 GB`, `800`.
final class ByteSize {
  static final long GIB = 1L << 30;

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("KIB", 1L << 10),
          Map.entry("MIB", 1L << 20),
          Map.entry("GIB", GIB),
          Map.entry("TIB", 1L << 40));

  private static final Pattern SIZE =
      Pattern.compile("([0-9_.]{1,30}(?:[eE]\\d{1,2})?) ?([A-Za-z]*)");

  private ByteSize() {}

  /// Whole bytes, at least 1.
  ///
  /// @throws WrongRequest if the text is no such amount
  static long parse(String name, String text) {
    Matcher size = SIZE.matcher(text);
    Long unit = size.matches() ? UNITS.get(size.group(2).toUpperCase(Locale.ROOT)) : null;
    if (unit != null) {
      BigDecimal bytes =
          Numbers.cost(name, size.group(1)).multiply(BigDecimal.valueOf(unit)).stripTrailingZeros();
      if (bytes.scale() <= 0
          && bytes.signum() > 0
          && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return bytes.longValueExact();
      }
    }
    throw new WrongRequest(
        name, Numbers.quoted(text), "whole bytes, from 1: 800, 24MiB, 1.5GB, 4GiB, 2TiB");
  }

  /// To three digits or so, with a binary prefix: `23.8 MiB`.
  static String text(BigDecimal bytes) {
    String[] prefixes = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int prefix = 0;
    BigDecimal scaled = bytes;
    while (prefix < prefixes.length - 1 && scaled.compareTo(BigDecimal.valueOf(1024)) >= 0) {
      scaled = scaled.divide(BigDecimal.valueOf(1024));
      prefix++;
    }
    int digits = prefix == 0 || scaled.compareTo(BigDecimal.valueOf(100)) >= 0 ? 0 : 1;
    return String.format(
            Locale.ROOT, "%,." + digits + "f", scaled.setScale(digits, RoundingMode.HALF_UP))
        + " "
        + prefixes[prefix];
  }
}
