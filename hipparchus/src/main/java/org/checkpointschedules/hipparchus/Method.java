package org.checkpointschedules.hipparchus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.nonstiff.AdamsIntegrator;
import org.hipparchus.ode.nonstiff.EmbeddedRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.ExplicitRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;

/// The Butcher tableau of an explicit Runge-Kutta integrator, as Hipparchus keeps it: without the
/// first stage's empty row of `a` and zero of `c`.
record Method(double[][] a, double[] b, double[] c) {
  private static final String SUPPORTED =
      "an explicit Runge-Kutta integrator of fixed or adaptive step: Euler, midpoint, classical"
          + " Runge-Kutta, Gill, 3/8, Luther, Higham-Hall 5(4), Dormand-Prince 5(4) and 8(5, 3)";

  /// @throws InvalidArgumentException if the integrator is of another kind
  static Method of(ODEIntegrator integrator) {
    Objects.requireNonNull(integrator, "integrator");
    boolean oneStep =
        integrator instanceof FixedStepRungeKuttaIntegrator
            || integrator instanceof EmbeddedRungeKuttaIntegrator;
    if (!oneStep) {
      String why =
          switch (integrator) {
            case AdamsIntegrator _ -> "; a multistep method carries more than the state";
            case GraggBulirschStoerIntegrator _ -> "; an extrapolation method has no tableau";
            default -> "";
          };
      throw new InvalidArgumentException(
          "integrator",
          integrator.getName() + " (" + integrator.getClass().getName() + ")",
          SUPPORTED + why);
    }
    var method = (ExplicitRungeKuttaIntegrator) integrator;
    return new Method(method.getA(), method.getB(), method.getC());
  }

  int stages() {
    return b.length;
  }

  /// The time of a stage of a step, as Hipparchus computes it.
  double time(int stage, double start, double size) {
    return stage == 0 ? start : start + size * c[stage - 1];
  }

  /// Refuses what could change the state, or end the integration, behind the adjoint's back.
  ///
  /// @throws InvalidArgumentException if there are events
  static void requireNoEvents(ODEIntegrator integrator) {
    refuse("event detectors", integrator.getEventDetectors());
    refuse("step end handlers", integrator.getStepEndHandlers());
  }

  private static void refuse(String what, List<?> given) {
    if (!given.isEmpty()) {
      var names = new ArrayList<String>();
      given.forEach(one -> names.add(one.getClass().getName()));
      throw new InvalidArgumentException(
          what, names, "none: events, and resets of the state, have no adjoint here");
    }
  }

  /// Whether the integrator is one of Hipparchus's own, whose steps are known to be those of
  /// [FixedGrid] and of the static Butcher methods.
  static boolean isOfHipparchus(ODEIntegrator integrator) {
    return integrator.getClass().getPackage() == FixedStepRungeKuttaIntegrator.class.getPackage();
  }
}
