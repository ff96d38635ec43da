package org.checkpointschedules.hipparchus;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.run.TaylorTest;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.junit.jupiter.api.Test;

/// The sample of the README: that it stands there as it is here is checked with the other
/// documents.
class ReadmeTest {
  /// `(y - wanted)^2 / 2`.
  private record Distance(double wanted) implements ObjectiveTerm {
    @Override
    public double value(double t, double[] y) {
      return 0.5 * (y[0] - wanted) * (y[0] - wanted);
    }

    @Override
    public void addGradient(
        double t, double[] y, double weight, double[] stateBar, double[] parameterBar) {
      stateBar[0] += weight * (y[0] - wanted);
    }
  }

  @Test
  void theSampleGivesAGradient() {
    var misfit = new Distance(0.3);
    var another = new Distance(0.8);
    var effort = new Distance(0);
    double[] y0 = {0.1};

    double p = 0.7; // y' = p y (1 - y), as for any integration
    OrdinaryDifferentialEquation ode =
        new OrdinaryDifferentialEquation() {
          public int getDimension() {
            return 1;
          }

          public double[] computeDerivatives(double t, double[] y) {
            return new double[] {p * y[0] * (1 - y[0])};
          }
        };
    var product =
        VectorJacobianProduct.of(
            1, // parameter
            (t, y, w, stateBar, parameterBar) -> {
              stateBar[0] += p * (1 - 2 * y[0]) * w[0]; // f_y' w
              parameterBar[0] += y[0] * (1 - y[0]) * w[0]; // f_p' w
            });

    var adjoint =
        RungeKuttaAdjoint.of(new DormandPrince54Integrator(1e-6, 1, 1e-9, 1e-9), ode, product)
            .objective(
                Objective.at(1.5, misfit)
                    .and(Objective.atEnd(another))
                    .and(Objective.integrated(effort)))
            .online(TwoLevelCheckpointSchedule.online(20, 4, RAM, RAM));
    OdeGradient gradient = adjoint.run(0, y0, 10); // value, initialState, parameters, report

    assertEquals(1, gradient.parameters().length);
    TaylorTest taylor =
        TaylorTest.run(
            x -> adjoint.valueAlong(gradient.steps(), 0, x, 10), y0, gradient.initialState());
    assertTrue(taylor.passed(), taylor::toString);
  }
}
