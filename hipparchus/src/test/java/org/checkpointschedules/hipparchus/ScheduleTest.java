package org.checkpointschedules.hipparchus;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.OnlineCheckpointSchedule;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Gradient;
import org.checkpointschedules.run.InconsistentModelException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.sampling.ODEStepHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the schedule, the gradient is that of storing everything, the counts are those
/// forecast, and the integration runs once.
class ScheduleTest {
  private static final double END = 0.9;

  @TempDir Path directory;

  /// Everything stored: each step recorded once, on the way forward.
  private static OdeGradient storeAll(
      ODEIntegrator integrator, Weather weather, Objective objective, RecordedSteps steps) {
    Legs legs = Legs.of(objective, 0, END);
    Equations equations = Equations.of(weather, objective.integrated());
    var model =
        new RungeKuttaModel(
            new Stepper(Method.of(integrator), equations),
            weather.product(),
            objective,
            legs,
            steps);
    for (int i = 0; i < legs.legs().size(); i++) {
      model.observe(steps.legEnds().get(i), legs.legs().get(i).observed());
    }
    Gradient<double[]> gradient =
        Adjoint.of(model)
            .schedule(SingleMemoryCheckpointSchedule.of(steps.count()))
            .run(equations.initial(0, weather.initial()).getCompleteState(), model::seed);
    double[] all = gradient.value();
    int n = weather.getDimension();
    return new OdeGradient(
        all[n + 2],
        Arrays.copyOf(all, n),
        Arrays.copyOfRange(all, n, n + 2),
        steps,
        "",
        gradient.report(),
        List.of());
  }

  private static List<OnlineCheckpointSchedule> onlineSchedules() {
    var schedules = new ArrayList<OnlineCheckpointSchedule>();
    for (long period : new long[] {1, 2, 7, 1000}) {
      for (long snapshots : new long[] {0, 1, 3}) {
        schedules.add(TwoLevelCheckpointSchedule.online(period, snapshots, RAM, RAM));
        schedules.add(TwoLevelCheckpointSchedule.online(period, snapshots, DISK, RAM));
      }
    }
    return schedules;
  }

  @Test
  void ofUnknownSteps() {
    Integrators.all(0.03, 1e-5)
        .forEach((name, integrator) -> {
          var weather = new Weather(5);
          Objective objective = weather.everything(0, END);
          var adjoint =
              RungeKuttaAdjoint.of(integrator, weather, weather.product())
                  .objective(objective)
                  .running(run -> run.directory(directory));
          weather.evaluations = 0;
          adjoint.value(0, weather.initial(), END);
          long once = weather.evaluations;
          OdeGradient expected = null;
          for (OnlineCheckpointSchedule online : onlineSchedules()) {
            weather.evaluations = 0;
            OdeGradient gradient = adjoint.online(online).run(0, weather.initial(), END);
            long evaluated = weather.evaluations;
            if (expected == null) {
              expected = storeAll(integrator, weather, objective, gradient.steps());
            }
            String what = name + ", " + gradient.report().counted();
            Bits.assertSame(expected, gradient, what);
            assertEquals(List.of(), gradient.report().differences(), what);
            long recomputed =
                gradient.report().counted().forwardSteps() - gradient.report().steps();
            assertEquals(once + recomputed * Method.of(integrator).stages(), evaluated, what);
          }
        });
  }

  @Test
  void ofKnownSteps() {
    List<LongFunction<CheckpointSchedule>> schedules =
        List.of(
            SingleMemoryCheckpointSchedule::of,
            n -> RevolveCheckpointSchedule.of(n, 1),
            n -> RevolveCheckpointSchedule.of(n, 4),
            n -> MixedCheckpointSchedule.of(n, 3, DISK),
            n -> MultistageCheckpointSchedule.of(n, 2, 2),
            n -> Problem.steps(n).level(RAM, 2).level(DISK, 3).plan());
    Integrators.fixed(0.03)
        .forEach((name, integrator) -> {
          var weather = new Weather(5);
          Objective objective = weather.everything(0, END);
          var adjoint =
              RungeKuttaAdjoint.of(integrator, weather, weather.product())
                  .objective(objective)
                  .running(run -> run.directory(directory).checked());
          OdeGradient live =
              adjoint
                  .online(TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM))
                  .run(0, weather.initial(), END);
          OdeGradient expected = storeAll(integrator, weather, objective, live.steps());
          assertEquals(live.steps().count(), adjoint.steps(0, END));
          for (LongFunction<CheckpointSchedule> schedule : schedules) {
            OdeGradient gradient = adjoint.schedule(schedule).run(0, weather.initial(), END);
            String what = name + ", " + gradient.report().schedule();
            Bits.assertSame(expected, gradient, what);
            assertEquals(List.of(), gradient.report().differences(), what);
          }
        });
  }

  @Test
  void blocksMayHaveALevelOfTheUsersOwn() {
    var weather = new Weather(5);
    var adjoint =
        RungeKuttaAdjoint.of(
                new DormandPrince54Integrator(1e-9, 1, 1e-5, 1e-5), weather, weather.product())
            .objective(weather.everything(0, END));
    OdeGradient expected =
        adjoint
            .online(TwoLevelCheckpointSchedule.online(1, 0, RAM, RAM))
            .run(0, weather.initial(), END);
    OnlineCheckpointSchedule priced =
        n ->
            TwoLevelCheckpointSchedule.of(
                Problem.steps(n).level(Level.of(RAM, Level.UNBOUNDED, 1, 2)),
                4,
                1,
                RAM,
                org.checkpointschedules.plan.Trajectory.REVOLVE);
    Bits.assertSame(expected, adjoint.online(priced).run(0, weather.initial(), END), "priced");
  }

  @Test
  void theHandlersOfTheIntegratorAreCalledOnceAndLeftInPlace() {
    var weather = new Weather(5);
    var integrator = new DormandPrince54Integrator(1e-9, 1, 1e-5, 1e-5);
    var calls = new int[1];
    ODEStepHandler own = _ -> calls[0]++;
    integrator.addStepHandler(own);
    OdeGradient gradient =
        RungeKuttaAdjoint.of(integrator, weather, weather.product())
            .objective(weather.everything(0, END))
            .online(TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM))
            .run(0, weather.initial(), END);
    assertEquals(gradient.steps().count(), calls[0]);
    assertEquals(List.of(own), integrator.getStepHandlers());
  }

  @Test
  void equationsThatChangeTheirMindAreCaught() {
    var weather =
        new OrdinaryDifferentialEquation() {
          private int calls;

          @Override
          public int getDimension() {
            return 1;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return new double[] {-y[0] * (1 + 1e-12 * calls++)};
          }
        };
    var adjoint =
        RungeKuttaAdjoint.of(
                new DormandPrince54Integrator(1e-9, 1, 1e-5, 1e-5),
                weather,
                VectorJacobianProduct.of(1, (_, _, w, bar, _) -> bar[0] -= w[0]))
            .objective(Objective.atEnd(new Weather(1).term(1)))
            .online(TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM));
    var caught =
        assertThrows(InconsistentModelException.class, () -> adjoint.run(0, new double[] {1}, 3));
    assertTrue(caught.step() >= 0);
  }
}
