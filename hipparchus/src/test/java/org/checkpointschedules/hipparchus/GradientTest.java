package org.checkpointschedules.hipparchus;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.run.DotProductTest;
import org.checkpointschedules.run.TaylorTest;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;
import org.junit.jupiter.api.Test;

/// Gradients against differences, and transposes against what they are transposes of.
class GradientTest {
  private static final int N = 7;

  /// Under a schedule that suits the integrator.
  static RungeKuttaAdjoint adjoint(
      ODEIntegrator integrator, OrdinaryDifferentialEquation ode, VectorJacobianProduct product) {
    var adjoint = RungeKuttaAdjoint.of(integrator, ode, product);
    return integrator instanceof FixedStepRungeKuttaIntegrator
        ? adjoint.schedule(n -> RevolveCheckpointSchedule.of(n, 3))
        : adjoint.online(TwoLevelCheckpointSchedule.online(5, 2, RAM, RAM));
  }

  @Test
  void agreesWithCentralDifferencesInEveryComponentAndParameter() {
    for (double[] span : new double[][] {{0.2, 1.3}, {1.0, 0.4}}) {
      Integrators.all(0.02, 1e-6)
          .forEach((name, integrator) -> {
            var weather = new Weather(N);
            var adjoint =
                adjoint(integrator, weather, weather.product())
                    .objective(weather.everything(span[0], span[1]));
            double[] y0 = weather.initial();
            OdeGradient gradient = adjoint.run(span[0], y0, span[1]);
            assertEquals(List.of(), gradient.report().differences(), name);
            for (int i = 0; i < N; i++) {
              int at = i;
              double slope =
                  slope(
                      y0[i],
                      value -> {
                        double[] y = y0.clone();
                        y[at] = value;
                        return adjoint.valueAlong(gradient.steps(), span[0], y, span[1]);
                      });
              near(slope, gradient.initialState()[i], name + ", component " + i);
            }
            for (int p = 0; p < 2; p++) {
              String parameter = weather.getParametersNames().get(p);
              double was = weather.getParameter(parameter);
              double slope =
                  slope(
                      was,
                      value -> {
                        weather.setParameter(parameter, value);
                        return adjoint.valueAlong(gradient.steps(), span[0], y0, span[1]);
                      });
              weather.setParameter(parameter, was);
              near(slope, gradient.parameters()[p], name + ", parameter " + parameter);
            }
          });
    }
  }

  private static double slope(double at, Function<Double, Double> value) {
    double h = 1e-5;
    return (value.apply(at + h) - value.apply(at - h)) / (2 * h);
  }

  private static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-7 * Math.max(10, Math.abs(expected)), what);
  }

  @Test
  void passesTheTaylorTestInStateAndParameters() {
    Integrators.all(0.02, 1e-6)
        .forEach((name, integrator) -> {
          var weather = new Weather(N);
          var adjoint =
              adjoint(integrator, weather, weather.product()).objective(weather.everything(0, 1.1));
          double[] x = Arrays.copyOf(weather.initial(), N + 2);
          x[N] = weather.forcing;
          x[N + 1] = weather.swing;
          OdeGradient gradient = adjoint.run(0, weather.initial(), 1.1);
          double[] both = Arrays.copyOf(gradient.initialState(), N + 2);
          System.arraycopy(gradient.parameters(), 0, both, N, 2);
          var test =
              TaylorTest.run(
                  v -> {
                    weather.forcing = v[N];
                    weather.swing = v[N + 1];
                    return adjoint.valueAlong(gradient.steps(), 0, Arrays.copyOf(v, N), 1.1);
                  },
                  x,
                  both);
          assertTrue(test.passed(), () -> name + "\n" + test.table());
        });
  }

  /// On a linear equation the adjoint is the transpose of the integration to rounding.
  @Test
  void isTheTransposeOfTheIntegration() {
    OrdinaryDifferentialEquation rotation =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 3;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return new double[] {
              y[1] * Math.cos(t) - 0.1 * y[0], 0.3 * y[2] - y[0], y[0] + t * y[1] - 0.2 * y[2]
            };
          }
        };
    VectorJacobianProduct product =
        (t, _, w, bar, _) -> {
          bar[0] += -0.1 * w[0] - w[1] + w[2];
          bar[1] += Math.cos(t) * w[0] + t * w[2];
          bar[2] += 0.3 * w[1] - 0.2 * w[2];
        };
    Integrators.all(0.05, 1e-8)
        .forEach((name, integrator) -> {
          var adjoint = adjoint(integrator, rotation, product);
          double[] base = {1, -0.4, 0.3};
          RecordedSteps steps =
              adjoint.objective(Objective.atEnd(along(base))).run(0, base, 2).steps();
          var test =
              DotProductTest.run(
                  3,
                  3,
                  x -> {
                    double[] end = new double[3];
                    for (int i = 0; i < 3; i++) {
                      double[] unit = new double[3];
                      unit[i] = 1;
                      end[i] =
                          adjoint
                              .objective(Objective.atEnd(along(unit)))
                              .valueAlong(steps, 0, x, 2);
                    }
                    return end;
                  },
                  y -> adjoint.objective(Objective.atEnd(along(y))).run(0, base, 2).initialState(),
                  1e-13);
          assertTrue(test.passed(), () -> name + ": " + test);
        });
  }

  private static ObjectiveTerm along(double[] direction) {
    return new ObjectiveTerm() {
      @Override
      public double value(double t, double[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
          sum += direction[i] * y[i];
        }
        return sum;
      }

      @Override
      public void addGradient(
          double t, double[] y, double weight, double[] stateBar, double[] parameterBar) {
        for (int i = 0; i < y.length; i++) {
          stateBar[i] += weight * direction[i];
        }
      }
    };
  }

  @Test
  void theValueIsThatOfAnIntegrationToTheBit() {
    Integrators.all(0.02, 1e-6)
        .forEach((name, integrator) -> {
          var weather = new Weather(N);
          var adjoint =
              adjoint(integrator, weather, weather.product()).objective(weather.everything(0, 1.1));
          OdeGradient gradient = adjoint.run(0, weather.initial(), 1.1);
          assertEquals(gradient.value(), adjoint.value(0, weather.initial(), 1.1), name);
          assertEquals(
              gradient.value(),
              adjoint.valueAlong(gradient.steps(), 0, weather.initial(), 1.1),
              name);
        });
  }

  @Test
  void productsFromJacobiansAndDifferencesAgreeAndSayWhatTheyAre() {
    Integrators.all(0.05, 1e-5)
        .forEach((name, integrator) -> {
          var weather = new Weather(N);
          Objective objective = weather.everything(0, 0.6);
          var given = adjoint(integrator, weather, weather.product()).objective(objective);
          var matrices =
              adjoint(integrator, weather, VectorJacobianProduct.ofJacobians(weather, "F", "a"))
                  .objective(objective);
          var differences =
              adjoint(
                      integrator,
                      weather,
                      VectorJacobianProduct.finiteDifferences(weather, weather, "F", "a"))
                  .objective(objective);
          OdeGradient expected = given.run(0, weather.initial(), 0.6);
          assertNear(expected, matrices.run(0, weather.initial(), 0.6), 1e-13, name);
          OdeGradient rough = differences.run(0, weather.initial(), 0.6);
          assertNear(expected, rough, 1e-8, name);
          assertEquals("finite differences, approximate", rough.product());
          assertEquals("vector-Jacobian product as given", expected.product());
          assertEquals(3, weather.forcing);
          OdeGradient swapped =
              adjoint(integrator, weather, VectorJacobianProduct.ofJacobians(weather, "a"))
                  .objective(Objective.atEnd(along(weather.initial())))
                  .run(0, weather.initial(), 0.6);
          assertEquals(1, swapped.parameters().length);
          assertEquals(
              0,
              adjoint(integrator, weather, VectorJacobianProduct.finiteDifferences(weather))
                  .objective(Objective.atEnd(along(weather.initial())))
                  .run(0, weather.initial(), 0.6)
                  .parameters()
                  .length);
        });
  }

  private static void assertNear(
      OdeGradient expected, OdeGradient actual, double relative, String name) {
    double size = Arrays.stream(expected.initialState()).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected.initialState(), actual.initialState(), relative * size, name);
    assertArrayEquals(expected.parameters(), actual.parameters(), relative * size, name);
  }
}
