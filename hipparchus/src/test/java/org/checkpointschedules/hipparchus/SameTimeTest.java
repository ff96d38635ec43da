package org.checkpointschedules.hipparchus;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;
import org.junit.jupiter.api.Test;

/// Times as people make them: what means the same instant is one stop, what does not is not.
class SameTimeTest {
  private static final long SEED = 18;

  private final Weather weather = new Weather(4);

  @Test
  void sumsAgainstAProduct() {
    var random = new SplittableRandom(SEED);
    for (int trial = 0; trial < 400; trial++) {
      double dt =
          random.nextBoolean() ? random.nextInt(1, 100) / 100.0 : random.nextDouble(1e-6, 3);
      int n = 1 + random.nextInt(trial % 20 == 0 ? 20_000 : 400);
      double start = trial % 3 == 0 ? random.nextInt(-50, 50) : 0;
      double sign = random.nextBoolean() ? 1 : -1;
      var times = new ArrayList<Double>();
      double t = start;
      for (int i = 0; i < n; i++) {
        t += sign * dt;
        times.add(t);
      }
      double end = start + sign * (n * dt);
      String what = "seed " + SEED + ", trial " + trial + ": " + n + " of " + dt;
      // The clock of the steps, of which few are observed; and a clock of observations.
      List<Double> last = List.of(t);
      assertEquals(1, legs(last, start, end, OptionalDouble.of(dt)), what);
      assertEquals(n, legs(times, start, end, OptionalDouble.of(dt)), what);
      assertEquals(n, legs(times, start, end, OptionalDouble.empty()), what);
    }
  }

  @Test
  void twoInstruments() {
    var random = new SplittableRandom(SEED);
    for (int trial = 0; trial < 300; trial++) {
      double d = trial == 0 ? 0.1 : random.nextInt(1, 1000) / 1000.0;
      int every = 2 + random.nextInt(8);
      int n = every * (1 + random.nextInt(40));
      // Three times a decimal is not the double that the decimal's triple is: 0.3.
      double coarse =
          Double.parseDouble(BigDecimal.valueOf(d).multiply(BigDecimal.valueOf(every)).toString());
      var times = new ArrayList<Double>();
      double sum = 0;
      for (int i = 0; i <= n; i++) {
        times.add(i * d);
        sum += i == 0 ? 0 : d;
        times.add(sum);
        if (i % every == 0) {
          times.add(i / every * coarse);
        }
      }
      assertEquals(
          n, legs(times, 0, n * d, OptionalDouble.empty()), "seed " + SEED + ", trial " + trial);
    }
  }

  /// A thousandth of a step, or of the mean distance of observations, is a distance.
  @Test
  void whatCouldBeMeantApartIsNotMerged() {
    var random = new SplittableRandom(SEED);
    for (int trial = 0; trial < 2000; trial++) {
      double step = Math.pow(10, random.nextDouble(-9, 3));
      double n = Math.pow(10, random.nextDouble(0, 9));
      double start = trial % 2 == 0 ? 0 : random.nextDouble(-1, 1) * n * step;
      double end = start + n * step;
      double tolerance = SameTime.tolerance(start, end, 2, OptionalDouble.of(step));
      assertTrue(tolerance <= step / 1000, "seed " + SEED + ", trial " + trial);
      double time = start + step * random.nextDouble(0, n);
      double other = time + Math.max(step / 999, 2000 * Math.ulp(end));
      if (other < end - step && time > start + step) {
        assertEquals(
            3,
            legs(List.of(time, other), start, end, OptionalDouble.of(step)),
            "seed " + SEED + ", trial " + trial);
      }
    }
    // Two observations of an adaptive method: six ulps and no more.
    double apart = 1 + 20 * Math.ulp(1.0);
    assertThrows(
        InvalidArgumentException.class,
        () -> legs(List.of(1.0, apart), 0, 2, OptionalDouble.empty()));
    assertEquals(3, legs(List.of(1.0, 1 + 1e-12), 0, 2, OptionalDouble.empty()));
  }

  @Test
  void theMessageNamesWhatIsTooNear() {
    double near = 2 - 100 * Math.ulp(1.0);
    var refusal =
        assertThrows(
            InvalidArgumentException.class,
            () -> legs(List.of(near), 0, 2, OptionalDouble.empty()));
    assertEquals("end time", refusal.argument());
    assertTrue(
        refusal.allowed().endsWith("away from the observation at " + near), refusal.allowed());
  }

  @Test
  void theReportSaysWhatWasMergedAndTheGradientIsThatOfOneTime() {
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += 0.1;
    }
    double end = 1;
    assertTrue(sum != end);
    for (RungeKuttaAdjoint adjoint : adjoints()) {
      OdeGradient exact = run(adjoint, Objective.at(end, weather.term(1)), end);
      OdeGradient summed = run(adjoint, Objective.at(sum, weather.term(1)), end);
      // The term depends on its own time.
      assertArrayEquals(exact.initialState(), summed.initialState(), 1e-12);
      assertEquals(exact.steps().count(), summed.steps().count());
      assertEquals(List.of(), exact.notes());
      assertEquals(
          List.of("observation times equal up to rounding were taken as one, 1.0: [" + sum + "]"),
          summed.notes());
    }
  }

  /// The limit on evaluations holds wherever `integrate` would keep it.
  @Test
  void evaluationsAreLimitedAsInAnIntegration() {
    Objective objective = Objective.at(0.33, weather.term(1)).and(Objective.atEnd(weather.term(1)));
    for (FixedStepRungeKuttaIntegrator integrator : Integrators.fixed(0.125).values()) {
      RungeKuttaAdjoint adjoint =
          GradientTest.adjoint(integrator, weather, weather.product())
              .objective(objective)
              .schedule(n -> RevolveCheckpointSchedule.of(n, 2));
      boolean refused = true;
      for (int most = 1; most < 70; most++) {
        integrator.setMaxEvaluations(most);
        boolean allowed = passes(() -> adjoint.value(0, weather.initial(), 1));
        weather.evaluations = 0;
        assertEquals(
            allowed,
            passes(() -> adjoint.run(0, weather.initial(), 1)),
            integrator.getName() + most);
        assertTrue(allowed || weather.evaluations == 0, integrator.getName());
        refused = !allowed;
      }
      assertTrue(!refused, integrator.getName());
    }
  }

  private static boolean passes(Runnable work) {
    try {
      work.run();
      return true;
    } catch (MathIllegalStateException e) {
      return false;
    }
  }

  private List<RungeKuttaAdjoint> adjoints() {
    return List.of(
        GradientTest.adjoint(new ClassicalRungeKuttaIntegrator(0.1), weather, weather.product())
            .schedule(n -> RevolveCheckpointSchedule.of(n, 3)),
        GradientTest.adjoint(
                new DormandPrince54Integrator(1e-9, 1, 1e-6, 1e-6), weather, weather.product())
            .online(TwoLevelCheckpointSchedule.online(4, 1, RAM, RAM)));
  }

  private OdeGradient run(RungeKuttaAdjoint adjoint, Objective objective, double end) {
    return adjoint.objective(objective).run(0, weather.initial(), end);
  }

  private int legs(List<Double> times, double start, double end, OptionalDouble step) {
    Objective objective = Objective.atEnd(weather.term(1));
    var at = new ArrayList<Objective>();
    for (double time : times) {
      at.add(Objective.at(time, weather.term(1)));
    }
    while (at.size() > 1) {
      // Pairwise, since each sum copies its parts.
      var sums = new ArrayList<Objective>();
      for (int i = 0; i < at.size(); i += 2) {
        sums.add(i + 1 < at.size() ? at.get(i).and(at.get(i + 1)) : at.get(i));
      }
      at = sums;
    }
    return Legs.of(objective.and(at.getFirst()), start, end, step).legs().size();
  }
}
