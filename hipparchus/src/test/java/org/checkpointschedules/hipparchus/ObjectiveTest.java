package org.checkpointschedules.hipparchus;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.EulerIntegrator;
import org.junit.jupiter.api.Test;

/// Objectives of `y' = -p y`, whose gradients are known: `y(t) = x exp(-p t)`.
class ObjectiveTest {
  private static final double P = 0.8;
  private static final double X = 1.7;
  private static final double END = 2.5;

  private static final OrdinaryDifferentialEquation DECAY =
      new OrdinaryDifferentialEquation() {
        @Override
        public int getDimension() {
          return 1;
        }

        @Override
        public double[] computeDerivatives(double t, double[] y) {
          return new double[] {-P * y[0]};
        }
      };

  private static final VectorJacobianProduct PRODUCT =
      VectorJacobianProduct.of(
          1,
          (t, y, w, stateBar, parameterBar) -> {
            stateBar[0] -= P * w[0];
            parameterBar[0] -= y[0] * w[0];
          });

  private static final ObjectiveTerm STATE = term(0, 1);

  /// `(y - target)^power`, for powers 1 and 2.
  private static ObjectiveTerm term(double target, int power) {
    return new ObjectiveTerm() {
      @Override
      public double value(double t, double[] y) {
        return Math.pow(y[0] - target, power);
      }

      @Override
      public void addGradient(
          double t, double[] y, double weight, double[] stateBar, double[] parameterBar) {
        stateBar[0] += weight * (power == 1 ? 1 : 2 * (y[0] - target));
      }
    };
  }

  private static List<RungeKuttaAdjoint> accurate() {
    ODEIntegrator adaptive = new DormandPrince853Integrator(1e-9, 1, 1e-13, 1e-13);
    ODEIntegrator fixed = new ClassicalRungeKuttaIntegrator(1e-3);
    return List.of(
        RungeKuttaAdjoint.of(adaptive, DECAY, PRODUCT)
            .online(TwoLevelCheckpointSchedule.online(4, 2, RAM, RAM)),
        RungeKuttaAdjoint.of(fixed, DECAY, PRODUCT)
            .schedule(n -> RevolveCheckpointSchedule.of(n, 12)));
  }

  private static void assertGradient(
      Objective objective, double value, double byState, double byParameter) {
    for (RungeKuttaAdjoint adjoint : accurate()) {
      OdeGradient gradient = adjoint.objective(objective).run(0, new double[] {X}, END);
      assertEquals(value, gradient.value(), 2e-11);
      assertEquals(byState, gradient.initialState()[0], 2e-11);
      assertEquals(byParameter, gradient.parameters()[0], 2e-11);
    }
  }

  @Test
  void atTheEnd() {
    double y = X * Math.exp(-P * END);
    assertGradient(Objective.atEnd(STATE), y, y / X, -END * y);
    assertGradient(
        Objective.atEnd(term(0.1, 2)),
        (y - 0.1) * (y - 0.1),
        2 * (y - 0.1) * y / X,
        -2 * (y - 0.1) * END * y);
  }

  @Test
  void atObservationTimesTheEndsAmongThem() {
    double[] times = {0.7, 0, END, 1.9, 0.7};
    double[] data = {0.9, 1.5, 0.3, 0.2, 1.1};
    Objective objective = null;
    double value = 0;
    double byState = 0;
    double byParameter = 0;
    for (int i = 0; i < times.length; i++) {
      Objective one = Objective.at(times[i], term(data[i], 2));
      objective = objective == null ? one : objective.and(one);
      double y = X * Math.exp(-P * times[i]);
      double miss = y - data[i];
      value += miss * miss;
      byState += 2 * miss * y / X;
      byParameter -= 2 * miss * times[i] * y;
    }
    assertGradient(objective, value, byState, byParameter);
  }

  @Test
  void integratedOverTime() {
    double decay = Math.exp(-P * END);
    assertGradient(
        Objective.integrated(STATE),
        X * (1 - decay) / P,
        (1 - decay) / P,
        X * (END * decay / P - (1 - decay) / (P * P)));
    double twice = Math.exp(-2 * P * END);
    assertGradient(
        Objective.integrated(term(0, 2)),
        X * X * (1 - twice) / (2 * P),
        X * (1 - twice) / P,
        X * X * (END * twice / P - (1 - twice) / (2 * P * P)));
  }

  @Test
  void sumsOfAllThree() {
    double decay = Math.exp(-P * END);
    double y = X * Math.exp(-P);
    assertGradient(
        Objective.integrated(STATE).and(Objective.at(1, STATE)).and(Objective.atEnd(STATE)),
        X * (1 - decay) / P + y + X * decay,
        (1 - decay) / P + y / X + decay,
        X * (END * decay / P - (1 - decay) / (P * P)) - y - END * X * decay);
  }

  /// Euler's method is a product of factors, whose discrete gradient is known exactly.
  @Test
  void theGradientIsThatOfTheDiscreteMethod() {
    int n = 20;
    double h = 0.125;
    double factor = 1 - h * P;
    OdeGradient gradient =
        RungeKuttaAdjoint.of(new EulerIntegrator(h), DECAY, PRODUCT)
            .objective(Objective.atEnd(STATE).and(Objective.integrated(STATE)))
            .schedule(steps -> RevolveCheckpointSchedule.of(steps, 3))
            .run(0, new double[] {X}, n * h);
    double power = Math.pow(factor, n);
    double sum = (1 - power) / (1 - factor);
    double sumByFactor = 0;
    for (int k = 1; k < n; k++) {
      sumByFactor += k * Math.pow(factor, k - 1);
    }
    assertEquals(X * (power + h * sum), gradient.value(), 1e-14);
    assertEquals(power + h * sum, gradient.initialState()[0], 1e-14);
    double byFactor = X * (n * Math.pow(factor, n - 1) + h * sumByFactor);
    assertEquals(-h * byFactor, gradient.parameters()[0], 1e-13);
    assertEquals(n, gradient.report().steps());
  }

  /// An integrated term leaves the trajectory of an adaptive method as it is.
  @Test
  void integratedTermsTakeNoPartInTheControlOfSteps() {
    var weather = new Weather(6);
    Integrators.adaptive(1e-6)
        .forEach((name, integrator) -> {
          var adjoint =
              RungeKuttaAdjoint.of(integrator.get(), weather, weather.product())
                  .online(TwoLevelCheckpointSchedule.online(4, 2, RAM, RAM));
          RecordedSteps plain =
              adjoint
                  .objective(Objective.atEnd(weather.term(1)))
                  .run(0, weather.initial(), 1)
                  .steps();
          RecordedSteps integrated =
              adjoint
                  .objective(Objective.integrated(weather.term(100)))
                  .run(0, weather.initial(), 1)
                  .steps();
          assertEquals(plain.count(), integrated.count(), name);
          for (int i = 0; i < plain.count(); i++) {
            assertEquals(plain.size(i), integrated.size(i), name);
          }
          assertTrue(plain.count() > 3, name);
        });
  }
}
