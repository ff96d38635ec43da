package org.checkpointschedules.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;

/// Costs as whole numbers of one common decimal unit, so that sums and comparisons are exact.
///
/// @param scale a cost is `value x 10^-scale`
record ScaledCosts(long forward, long adjoint, long[] write, long[] read, int scale) {

  /// @throws ArithmeticException if the costs span more than a `long` holds
  static ScaledCosts of(List<Level> levels, StepCosts stepCosts) {
    var all = new ArrayList<BigDecimal>(List.of(stepCosts.forward(), stepCosts.adjoint()));
    for (Level level : levels) {
      all.add(level.writeCost());
      all.add(level.readCost());
    }
    int scale = all.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    return new ScaledCosts(
        scaled(stepCosts.forward(), scale),
        scaled(stepCosts.adjoint(), scale),
        levels.stream().mapToLong(level -> scaled(level.writeCost(), scale)).toArray(),
        levels.stream().mapToLong(level -> scaled(level.readCost(), scale)).toArray(),
        scale);
  }

  private static long scaled(BigDecimal cost, int scale) {
    return cost.setScale(scale).unscaledValue().longValueExact();
  }

  BigDecimal unscaled(long cost) {
    BigDecimal plain = BigDecimal.valueOf(cost, scale).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
