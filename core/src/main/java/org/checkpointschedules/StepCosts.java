package org.checkpointschedules;

import java.math.BigDecimal;

/// What a forward and an adjoint step cost, in one unit of the user's choice (seconds, say), which
/// the costs of the [levels][Level] share.
///
/// Costs are exact decimals, so that a plan can be proved optimal without rounding; doubles are
/// taken as the decimals that they print as.
///
/// @param forward cost of one forward step, at least 0; recording for the adjoint costs no extra
/// @param adjoint cost of one adjoint step, at least 0
public record StepCosts(BigDecimal forward, BigDecimal adjoint) {
  /// One unit for a forward and for an adjoint step.
  public static final StepCosts UNIT = new StepCosts(BigDecimal.ONE, BigDecimal.ONE);

  /// Checks the costs.
  ///
  /// @throws InvalidArgumentException if a cost is negative or null
  public StepCosts {
    forward = Costs.checked("forward cost", forward);
    adjoint = Costs.checked("adjoint cost", adjoint);
  }

  /// {@return costs given as doubles}
  ///
  /// @param forward cost of one forward step
  /// @param adjoint cost of one adjoint step, in the same unit
  /// @throws InvalidArgumentException if a cost is negative, infinite or not a number
  public static StepCosts of(double forward, double adjoint) {
    return new StepCosts(
        Costs.decimal("forward cost", forward), Costs.decimal("adjoint cost", adjoint));
  }
}
