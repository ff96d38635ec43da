package org.checkpointschedules.hipparchus;

import java.util.List;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.SecondaryODE;

/// The equations of a run: those of the user, and where the objective has integrated terms, the
/// secondary equation that sums them up, in the last place of the complete state.
///
/// @param dimension of the user's equations
/// @param integrated terms to be summed up
record Equations(ExpandableODE ode, int dimension, List<ObjectiveTerm> integrated) {

  static Equations of(OrdinaryDifferentialEquation primary, List<ObjectiveTerm> integrated) {
    var ode = new ExpandableODE(primary);
    if (!integrated.isEmpty()) {
      ode.addSecondaryEquations(new Integrals(integrated));
    }
    return new Equations(ode, primary.getDimension(), integrated);
  }

  ODEState initial(double time, double[] state) {
    return integrated.isEmpty()
        ? new ODEState(time, state)
        : new ODEState(time, state, new double[][] {{0}});
  }

  /// The integrated terms, from a complete state at the end.
  double integral(double[] complete) {
    return integrated.isEmpty() ? 0 : complete[dimension];
  }

  private record Integrals(List<ObjectiveTerm> terms) implements SecondaryODE {
    @Override
    public int getDimension() {
      return 1;
    }

    @Override
    public double[] computeDerivatives(
        double t, double[] primary, double[] primaryDot, double[] secondary) {
      double sum = 0;
      for (ObjectiveTerm term : terms) {
        sum += term.value(t, primary);
      }
      return new double[] {sum};
    }
  }
}
