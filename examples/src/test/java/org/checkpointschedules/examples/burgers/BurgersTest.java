package org.checkpointschedules.examples.burgers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.examples.Check;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.DotProductTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BurgersTest {
  private static final LongFunction<CheckpointSchedule> SCHEDULES =
      steps -> MultistageCheckpointSchedule.of(steps, 3, 4);

  @TempDir Path directory;

  private Path file(String name, double... values) throws IOException {
    String text =
        DoubleStream.of(values).mapToObj(Double::toString).collect(Collectors.joining("\n"));
    return Files.writeString(directory.resolve(name), text + "\n\n");
  }

  private static Outcome run(Burgers burgers, CheckpointSchedule schedule) {
    return burgers.run(schedule, Optional.empty(), List.of());
  }

  @Test
  void verifiesItself() {
    for (int steps : new int[] {1, 2, 1_000, 5_000}) {
      try (var burgers = new Burgers(BurgersSettings.defaults().withSteps(steps))) {
        for (Check check : burgers.verify(SCHEDULES, Optional.of(directory))) {
          assertTrue(check.passed(), check::toString);
        }
      }
    }
  }

  @Test
  void everyScheduleGivesTheSameGradient() {
    try (var burgers = new Burgers(BurgersSettings.defaults().withSteps(300))) {
      double[] expected = run(burgers, SingleMemoryCheckpointSchedule.of(300)).gradient();
      for (CheckpointSchedule schedule :
          List.of(
              SingleDiskCheckpointSchedule.copying(300),
              SingleDiskCheckpointSchedule.moving(300),
              MultistageCheckpointSchedule.of(300, 1, 0),
              MultistageCheckpointSchedule.of(300, 7, 2))) {
        Outcome outcome = run(burgers, schedule);
        assertArrayEquals(expected, outcome.gradient());
        assertEquals(List.of(), outcome.reports().getFirst().differences());
      }
    }
  }

  @Test
  void adjointStepIsTheTransposeOfTheTangent() {
    var model = BurgersModel.of(5e-4, 1.0 / 40, 0.01);
    double[] u = IntStream.range(0, 40).mapToDouble(i -> Math.cos(0.7 * i)).toArray();
    double h = 1e-6;
    var test =
        DotProductTest.run(
            40,
            40,
            x -> {
              // The step is quadratic, so that a central difference is its derivative.
              double[] up = u.clone();
              double[] down = u.clone();
              for (int i = 0; i < 40; i++) {
                up[i] += h * x[i];
                down[i] -= h * x[i];
              }
              double[] a = model.forward(0, up);
              double[] b = model.forward(0, down);
              return IntStream.range(0, 40).mapToDouble(i -> (a[i] - b[i]) / (2 * h)).toArray();
            },
            y -> model.adjoint(0, u, y),
            1e-9);
    assertTrue(test.passed(), test::toString);
  }

  @Test
  void aSmallWaveDecaysAsTheHeatEquationSays() throws IOException {
    // Amplitude 1e-6: the equation is linear to that, and a Fourier mode is multiplied by
    // 1 - 4 d sin^2(pi k / n) in each step; so is its adjoint.
    int n = 50;
    int steps = 400;
    double[] wave =
        IntStream.range(0, n).mapToDouble(i -> 1e-6 * Math.sin(2 * Math.PI * i / n)).toArray();
    var settings = BurgersSettings.defaults().withInitial(file("wave", wave)).withSteps(steps);
    double dx = 1.0 / n;
    double d = 0.4 * 0.5; // the default step is 0.4 of dx^2 / (2 nu)
    double factor = Math.pow(1 - 4 * d * Math.pow(Math.sin(Math.PI / n), 2), steps);
    try (var burgers = new Burgers(settings)) {
      Outcome outcome = run(burgers, SCHEDULES.apply(steps));
      assertEquals(0.5 * 0.5 * 1e-12 * factor * factor, outcome.objective(), 1e-18);
      for (int i = 0; i < n; i++) {
        assertEquals(wave[i] * factor * factor * dx, outcome.gradient()[i], 1e-12);
      }
    }
  }

  @Test
  void massIsConservedAndEnergyDecays() {
    try (var burgers = new Burgers(BurgersSettings.defaults())) {
      double[] u = burgers.initial();
      double mass = DoubleStream.of(u).sum();
      double energy = burgers.objective(u);
      for (int step = 0; step < 2_000; step++) {
        u = burgers.model().forward(step, u);
        double next = burgers.objective(u);
        assertTrue(next < energy);
        energy = next;
      }
      assertEquals(mass, DoubleStream.of(u).sum(), 1e-10);
    }
  }

  @Test
  void theMisfitToItsOwnResultIsZero() throws IOException {
    int steps = 50;
    double[] u;
    try (var burgers = new Burgers(BurgersSettings.defaults().withSteps(steps))) {
      u = burgers.initial();
      for (int step = 0; step < steps; step++) {
        u = burgers.model().forward(step, u);
      }
    }
    var settings =
        BurgersSettings.defaults().withSteps(steps).withObservations(file("observed", u));
    try (var burgers = new Burgers(settings)) {
      Outcome outcome = run(burgers, SCHEDULES.apply(steps));
      assertEquals(0, outcome.objective());
      assertEquals(0, outcome.gradientNorm());
      for (Check check : burgers.verify(SCHEDULES, Optional.empty())) {
        assertTrue(check.passed(), check::toString);
      }
    }
  }

  @Test
  void writesDoubles() throws IOException {
    try (var burgers = new Burgers(BurgersSettings.defaults().withSteps(10))) {
      Outcome outcome = run(burgers, SCHEDULES.apply(10));
      Path file = directory.resolve("gradient");
      assertEquals(List.of(file), outcome.writeGradient(file));
      ByteBuffer raw = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : outcome.gradient()) {
        assertEquals(value, raw.getDouble());
      }
    }
  }

  @Test
  void refusesWrongInput() throws IOException {
    var ok = BurgersSettings.defaults();
    refuses("initial", ok.withInitial(directory.resolve("missing")));
    refuses("initial", ok.withInitial(directory));
    refuses("initial", ok.withInitial(Files.writeString(directory.resolve("a"), "1\n2\nthree\n")));
    refuses("initial", ok.withInitial(Files.writeString(directory.resolve("b"), "1\nNaN\n2\n")));
    refuses(
        "initial", ok.withInitial(Files.write(directory.resolve("c"), new byte[] {-1, -2, 10})));
    refuses("initial", ok.withInitial(file("d", 1, 2)));
    refuses("observations", ok.withObservations(file("e", 1, 2, 3)));
    refuses("viscosity", settings(OptionalDouble.of(1e-5), OptionalDouble.empty()));
    refuses("dt", settings(OptionalDouble.empty(), OptionalDouble.of(0.1)));
    assertThrows(InvalidArgumentException.class, () -> ok.withSteps(0));
    assertThrows(
        InvalidArgumentException.class,
        () -> settings(OptionalDouble.of(-1), OptionalDouble.empty()));
  }

  private static BurgersSettings settings(OptionalDouble viscosity, OptionalDouble dt) {
    return new BurgersSettings(Optional.empty(), Optional.empty(), 10, viscosity, dt);
  }

  private static void refuses(String argument, BurgersSettings settings) {
    var refusal = assertThrows(InvalidArgumentException.class, () -> new Burgers(settings));
    assertEquals(argument, refusal.argument());
  }
}
