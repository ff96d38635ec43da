package org.checkpointschedules.hipparchus;

import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.ode.LocalizedODEFormats;
import org.hipparchus.ode.nonstiff.ExplicitRungeKuttaIntegrator;

/// One step of a method, by the same operations as Hipparchus integrates with.
///
/// A step computed from its start `t` and its size `h` is the one of the integration, to the bit;
/// one computed from its two ends is not, since `(t + h) - t` is not `h`.
record Stepper(Method method, Equations equations) {

  /// The derivatives at each stage.
  double[][] slopes(double t, double h, double[] y) {
    double[][] slopes = new double[method.stages()][];
    slopes[0] = equations.ode().computeDerivatives(t, y);
    ExplicitRungeKuttaIntegrator.applyInternalButcherWeights(
        equations.ode(), t, y, h, method.a(), method.c(), slopes);
    return slopes;
  }

  /// The complete state at the end of the step.
  ///
  /// @throws MathIllegalStateException if it is not a number, as in an integration
  double[] end(double t, double h, double[] y, double[][] slopes) {
    double[] end =
        ExplicitRungeKuttaIntegrator.applyExternalButcherWeights(y, slopes, h, method.b());
    for (double value : end) {
      if (Double.isNaN(value)) {
        throw new MathIllegalStateException(
            LocalizedODEFormats.NAN_APPEARING_DURING_INTEGRATION, t + h);
      }
    }
    return end;
  }
}
