package org.checkpointschedules.hipparchus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.InvalidArgumentException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.ExplicitRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;
import org.junit.jupiter.api.Test;

/// Steps computed again from their time and signed size are those of the integration, to the bit.
class ReplayTest {
  private static final long SEED = 20261122;

  /// Does not grow beyond bounds, whatever the step.
  private static final OrdinaryDifferentialEquation TAME =
      new OrdinaryDifferentialEquation() {
        @Override
        public int getDimension() {
          return 1;
        }

        @Override
        public double[] computeDerivatives(double t, double[] y) {
          return new double[] {Math.sin(t + y[0])};
        }
      };

  /// What an integration by Hipparchus came by.
  private record Integration(RecordedSteps steps, List<double[]> states) {
    static Integration of(
        ODEIntegrator integrator, Equations equations, ODEState initial, Legs legs) {
      var steps = new RecordedSteps();
      var states = new ArrayList<double[]>();
      states.add(initial.getCompleteState());
      Trajectory.watched(
          integrator,
          new Trajectory.Recorder(integrator, steps, states::add),
          () ->
              Trajectory.integrate(integrator, equations, initial, legs, (_, _) -> steps.endLeg()));
      return new Integration(steps, states);
    }
  }

  @Test
  void everyStepOfEverySupportedIntegratorForwardsAndBackwards() {
    var weather = new Weather(7);
    for (double[] span : new double[][] {{0, 2.3}, {1.1, 0.4}, {-3, -2.9}}) {
      for (boolean integrated : new boolean[] {false, true}) {
        Objective objective =
            integrated ? weather.everything(span[0], span[1]) : Objective.atEnd(weather.term(1));
        Legs legs = Legs.of(objective, span[0], span[1]);
        Equations equations = Equations.of(weather, objective.integrated());
        Integrators.all(0.01, 1e-7)
            .forEach((name, integrator) -> {
              ODEState initial = equations.initial(span[0], weather.initial());
              var integration = Integration.of(integrator, equations, initial, legs);
              RecordedSteps steps = integration.steps();
              var stepper = new Stepper(Method.of(integrator), equations);
              assertTrue(steps.count() >= legs.legs().size(), name);
              assertEquals(steps.count() + 1, integration.states().size(), name);
              for (int step = 0; step < steps.count(); step++) {
                double t = steps.time(step);
                double h = steps.size(step);
                double[] y = integration.states().get(step);
                double[] again = stepper.end(t, h, y, stepper.slopes(t, h, y));
                Bits.assertSame(
                    integration.states().get(step + 1),
                    again,
                    "%s, step %d of %d, from %s to %s"
                        .formatted(name, step, steps.count(), span[0], span[1]));
              }
            });
      }
    }
  }

  /// What is to be avoided: the size of a step taken for the difference of its ends.
  @Test
  void singleStepIsNotTheStepOfAnIntegration() {
    var weather = new Weather(7);
    Legs legs = Legs.of(Objective.atEnd(weather.term(1)), 0, 2.3);
    Equations equations = Equations.of(weather, List.of());
    Integrators.adaptive(1e-7)
        .forEach((name, made) -> {
          ODEIntegrator integrator = made.get();
          var integration =
              Integration.of(integrator, equations, equations.initial(0, weather.initial()), legs);
          RecordedSteps steps = integration.steps();
          int others = 0;
          for (int step = 0; step + 1 < steps.count(); step++) {
            double[] y =
                ((ExplicitRungeKuttaIntegrator) integrator)
                    .singleStep(
                        weather,
                        steps.time(step),
                        integration.states().get(step),
                        steps.time(step + 1));
            if (!Arrays.equals(y, integration.states().get(step + 1))) {
              others++;
            }
          }
          assertTrue(others > 0, name);
        });
  }

  /// Times and sizes of steps of fixed size are known without integrating: random spans and steps,
  /// among them whole multiples, which rounding makes end early or late.
  @Test
  void theGridOfAFixedStepIsThatOfTheIntegration() {
    var random = new SplittableRandom(SEED);
    var weather = new Weather(1);
    Equations equations = Equations.of(TAME, List.of());
    for (int trial = 0; trial < 400; trial++) {
      double from = trial % 3 == 0 ? 0 : random.nextDouble(-5, 5);
      double span = trial % 2 == 0 ? 0.1 * random.nextInt(1, 20) : random.nextDouble(0.01, 2);
      double to = random.nextBoolean() ? from + span : from - span;
      if (trial % 5 == 0) {
        // Below a power of two the doubles are half an ulp apart, and a step may end on one.
        to = Math.scalb(random.nextBoolean() ? 1 : -1, random.nextInt(3));
        from = -to * random.nextDouble();
        span = Math.abs(to - from);
      }
      double step =
          switch (trial % 4) {
            case 0 -> span / random.nextInt(1, 40);
            case 1 -> 0.1 / random.nextInt(1, 10);
            case 2 -> random.nextDouble(0.02, 3);
            default -> Math.abs(to - from) * (1 + random.nextInt(-3, 4) * 0x1p-52);
          };
      Objective objective = Objective.atEnd(weather.term(1));
      for (int i = random.nextInt(4); i > 0; i--) {
        double share = 0.1 * random.nextInt(0, 11);
        objective = objective.and(Objective.at(from + share * (to - from), weather.term(1)));
      }
      String what = "seed %d, trial %d: %s to %s by %s".formatted(SEED, trial, from, to, step);
      Legs legs = legs(objective, from, to);
      if (legs == null) {
        continue;
      }
      for (FixedStepRungeKuttaIntegrator integrator : Integrators.fixed(step).values()) {
        RecordedSteps grid = FixedGrid.of(integrator, legs);
        RecordedSteps taken =
            Integration.of(integrator, equations, equations.initial(from, new double[] {0.3}), legs)
                .steps();
        assertEquals(taken.count(), grid.count(), what);
        assertEquals(taken.legEnds(), grid.legEnds(), what);
        for (int i = 0; i < grid.count(); i++) {
          assertArrayEquals(
              new double[] {taken.time(i), taken.size(i)},
              new double[] {grid.time(i), grid.size(i)},
              what);
        }
      }
    }
  }

  /// Null where an observation comes out an ulp past the end, which is refused.
  private static Legs legs(Objective objective, double from, double to) {
    try {
      return Legs.of(objective, from, to);
    } catch (InvalidArgumentException _) {
      return null;
    }
  }
}
