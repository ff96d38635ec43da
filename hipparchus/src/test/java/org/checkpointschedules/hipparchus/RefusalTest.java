package org.checkpointschedules.hipparchus;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;
import org.hipparchus.ode.nonstiff.AdamsBashforthIntegrator;
import org.hipparchus.ode.nonstiff.AdamsMoultonIntegrator;
import org.hipparchus.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.EulerIntegrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.junit.jupiter.api.Test;

/// What is not supported is refused by name, before the equations are evaluated once.
class RefusalTest {
  private final Weather weather = new Weather(4);

  private RungeKuttaAdjoint adjoint(ODEIntegrator integrator) {
    return GradientTest.adjoint(integrator, weather, weather.product())
        .objective(Objective.atEnd(weather.term(1)));
  }

  private InvalidArgumentException refused(String argument, Runnable work) {
    var refusal = assertThrows(InvalidArgumentException.class, work::run);
    assertEquals(argument, refusal.argument(), refusal.getMessage());
    assertEquals(0, weather.evaluations, refusal.getMessage());
    return refusal;
  }

  @Test
  void methodsWithoutATableau() {
    var refused =
        List.of(
            new AdamsBashforthIntegrator(3, 1e-6, 1, 1e-6, 1e-6),
            new AdamsMoultonIntegrator(3, 1e-6, 1, 1e-6, 1e-6),
            new GraggBulirschStoerIntegrator(1e-6, 1, 1e-6, 1e-6));
    for (ODEIntegrator integrator : refused) {
      var refusal = refused("integrator", () -> adjoint(integrator));
      assertTrue(refusal.value().contains(integrator.getName()), refusal.getMessage());
    }
  }

  /// Every integrator that Hipparchus has is either tested here as supported, or refused above.
  @Test
  void noIntegratorIsForgotten() throws IOException, ReflectiveOperationException {
    var known = new TreeSet<String>();
    Integrators.all(0.1, 1e-6).values().forEach(i -> known.add(i.getClass().getName()));
    known.add(AdamsBashforthIntegrator.class.getName());
    known.add(AdamsMoultonIntegrator.class.getName());
    known.add(GraggBulirschStoerIntegrator.class.getName());
    var found = new TreeSet<String>();
    var location = EulerIntegrator.class.getProtectionDomain().getCodeSource().getLocation();
    try (var jar = new JarFile(Path.of(location.getPath()).toFile())) {
      for (var entry : jar.stream().toList()) {
        if (entry.getName().startsWith("org/hipparchus/ode/")
            && entry.getName().endsWith("Integrator.class")) {
          Class<?> type =
              Class.forName(entry.getName().replace('/', '.').replaceAll("\\.class$", ""));
          if (ODEIntegrator.class.isAssignableFrom(type)
              && !Modifier.isAbstract(type.getModifiers())) {
            found.add(type.getName());
          }
        }
      }
    }
    assertEquals(known, found);
  }

  @Test
  void eventsAndResets() {
    for (ODEIntegrator integrator : Integrators.all(0.1, 1e-6).values()) {
      var detector = new Detector();
      integrator.addEventDetector(detector);
      var refusal = refused("event detectors", () -> run(adjoint(integrator)));
      assertTrue(refusal.value().contains("Detector"), refusal.getMessage());
      refused("event detectors", () -> adjoint(integrator).value(0, weather.initial(), 1));
      integrator.clearEventDetectors();
      integrator.addStepEndHandler((_, _) -> Action.RESET_STATE);
      refused("step end handlers", () -> run(adjoint(integrator)));
      integrator.clearStepEndHandlers();
      run(adjoint(integrator));
      weather.evaluations = 0;
    }
  }

  private static final class Detector implements ODEEventDetector {
    @Override
    public AdaptableInterval getMaxCheckInterval() {
      return AdaptableInterval.of(0.1);
    }

    @Override
    public int getMaxIterationCount() {
      return 100;
    }

    @Override
    public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
      return new BracketingNthOrderBrentSolver(0, 1e-9, 0, 5);
    }

    @Override
    public ODEEventHandler getHandler() {
      return (_, _, _) -> Action.RESET_STATE;
    }

    @Override
    public double g(ODEStateAndDerivative state) {
      return state.getTime() - 0.5;
    }
  }

  private OdeGradient run(RungeKuttaAdjoint adjoint) {
    return adjoint.run(0, weather.initial(), 1);
  }

  @Test
  void aScheduleForKnownStepsWhereTheyAreNot() {
    Integrators.adaptive(1e-6)
        .forEach((_, integrator) -> {
          var adjoint = adjoint(integrator.get()).schedule(n -> RevolveCheckpointSchedule.of(n, 3));
          var refusal = refused("schedule", () -> run(adjoint));
          assertTrue(refusal.allowed().contains("online"), refusal.getMessage());
          refused("schedule", () -> adjoint.steps(0, 1));
        });
    var own =
        new ClassicalRungeKuttaIntegrator(0.1) {
          @Override
          public double getDefaultStep() {
            return 0.2;
          }
        };
    refused("schedule", () -> run(adjoint(own)));
    run(adjoint(own).online(TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM)));
  }

  @Test
  void anOnlineScheduleThatIsNone() {
    for (ODEIntegrator integrator : Integrators.all(0.1, 1e-6).values()) {
      refused(
          "online schedule",
          () -> run(adjoint(integrator).online(n -> RevolveCheckpointSchedule.of(n, 3))));
    }
  }

  @Test
  void whatIsMissing() {
    var integrator = new EulerIntegrator(0.1);
    var bare = RungeKuttaAdjoint.of(integrator, weather, weather.product());
    refused("objective", () -> run(bare));
    refused("objective", () -> bare.value(0, weather.initial(), 1));
    refused("schedule", () -> run(bare.objective(Objective.atEnd(weather.term(1)))));
  }

  @Test
  void handlersThatWouldNotBeCalled() {
    var integrator = new EulerIntegrator(0.1);
    integrator.addStepHandler(_ -> {});
    refused("step handlers", () -> run(adjoint(integrator)));
  }

  @Test
  void stepsThatLeadNowhere() {
    for (double step : new double[] {0, Double.NaN, 1e-12, Double.MIN_VALUE}) {
      refused("step", () -> run(adjoint(new EulerIntegrator(step))));
    }
    refused(
        "step",
        () -> adjoint(new EulerIntegrator(0.5)).run(1e16, weather.initial(), 1e16 + 1000000));
  }

  @Test
  void arguments() {
    var integrator = new DormandPrince54Integrator(1e-9, 1, 1e-6, 1e-6);
    var adjoint = adjoint(integrator);
    refused("length of the initial state", () -> adjoint.run(0, new double[3], 1));
    refused("initial state 1", () -> adjoint.run(0, new double[] {0, Double.NaN, 0, 0}, 1));
    refused("start time", () -> adjoint.run(Double.NaN, weather.initial(), 1));
    refused("end time", () -> adjoint.run(0, weather.initial(), Double.POSITIVE_INFINITY));
    refused("end time", () -> adjoint.run(1, weather.initial(), 1));
    refused("observation time", () -> Objective.at(Double.NaN, weather.term(1)));
    refused("parameters", () -> VectorJacobianProduct.of(-1, weather.product()));
    refused("parameter", () -> VectorJacobianProduct.ofJacobians(weather, "G"));
    refused("parameter", () -> VectorJacobianProduct.finiteDifferences(weather, weather, "F", "G"));
  }

  /// Random observation times outside of random spans, and nearer to their ends than Hipparchus
  /// integrates, but not equal to them up to rounding.
  @Test
  void observationsThatAreNotPassed() {
    var random = new SplittableRandom(6);
    for (int trial = 0; trial < 200; trial++) {
      double from = random.nextDouble(-3, 3);
      double to = from + (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.1, 2);
      double outside =
          random.nextBoolean()
              ? from - Math.copySign(random.nextDouble(1e-12, 1), to - from)
              : to + Math.copySign(random.nextDouble(1e-12, 1), to - from);
      double little = 100 * Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
      // Where times are coarsest; at the other end Hipparchus integrates over as little.
      boolean atStart = Math.abs(from) > Math.abs(to);
      double near =
          atStart ? from + Math.copySign(little, to - from) : to - Math.copySign(little, to - from);
      for (double time : new double[] {outside, near}) {
        for (ODEIntegrator integrator : Integrators.all(0.1, 1e-6).values()) {
          var adjoint = adjoint(integrator).objective(Objective.at(time, weather.term(1)));
          String what = time == near && !atStart ? "end time" : "observation time";
          var refusal = refused(what, () -> adjoint.run(from, weather.initial(), to));
          assertFalse(refusal.allowed().isBlank(), "seed 6, trial " + trial);
        }
      }
    }
  }
}
