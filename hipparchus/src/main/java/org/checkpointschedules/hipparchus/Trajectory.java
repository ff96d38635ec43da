package org.checkpointschedules.hipparchus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.checkpointschedules.hipparchus.Legs.Leg;
import org.checkpointschedules.hipparchus.Objective.Observation;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/// An integration by Hipparchus itself, leg by leg, as a user would run it.
final class Trajectory {
  private Trajectory() {}

  /// Hears of each leg when it is over.
  interface LegEnd {
    /// @param reached the state there, at the time that the integration gave
    void reached(Leg leg, ODEState reached);
  }

  static ODEState integrate(
      ODEIntegrator integrator, Equations equations, ODEState initial, Legs legs, LegEnd then) {
    ODEState state = initial;
    for (Leg leg : legs.legs()) {
      state = integrator.integrate(equations.ode(), state, leg.end());
      then.reached(leg, state);
    }
    return state;
  }

  /// Integrates with a handler beside those of the integrator, which has these alone afterwards.
  static void watched(ODEIntegrator integrator, ODEStepHandler handler, Runnable integration) {
    List<ODEStepHandler> own = List.copyOf(integrator.getStepHandlers());
    integrator.addStepHandler(handler);
    try {
      integration.run();
    } finally {
      integrator.clearStepHandlers();
      own.forEach(integrator::addStepHandler);
    }
  }

  /// Notes each step, and hands over the complete state after it.
  record Recorder(
      ODEIntegrator integrator, RecordedSteps steps, Consumer<? super double[]> afterStep)
      implements ODEStepHandler {
    @Override
    public void handleStep(ODEStateInterpolator interpolator) {
      steps.add(interpolator.getPreviousState().getTime(), integrator.getCurrentSignedStepsize());
      afterStep.accept(interpolator.getCurrentState().getCompleteState());
    }
  }

  /// The values of the terms met on the way, summed up as the adjoint does: from the end.
  static final class Sum {
    private final List<Double> values = new ArrayList<>();

    void add(List<Observation> observations, double[] y) {
      double[] here = new double[observations.size()];
      for (int i = 0; i < here.length; i++) {
        here[i] = observations.get(i).term().value(observations.get(i).time(), y);
      }
      // Read from the end later on, in the order in which they stand here.
      for (int i = here.length - 1; i >= 0; i--) {
        values.add(here[i]);
      }
    }

    double from(double value) {
      double sum = value;
      for (int i = values.size() - 1; i >= 0; i--) {
        sum += values.get(i);
      }
      return sum;
    }
  }
}
