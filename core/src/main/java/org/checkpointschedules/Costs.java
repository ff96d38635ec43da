package org.checkpointschedules;

import java.math.BigDecimal;

/// Checks on costs that every type which carries one shares.
final class Costs {
  private static final String ALLOWED = "a finite number, 0 or more";

  private Costs() {}

  static BigDecimal decimal(String name, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new InvalidArgumentException(name, value, ALLOWED);
    }
    return BigDecimal.valueOf(value);
  }

  /// The cost without trailing zeros, so that equal costs are equal values.
  static BigDecimal checked(String name, BigDecimal value) {
    if (value == null || value.signum() < 0) {
      throw new InvalidArgumentException(name, value, ALLOWED);
    }
    return plain(value);
  }

  /// The same number with no trailing zeros and no negative scale.
  static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
