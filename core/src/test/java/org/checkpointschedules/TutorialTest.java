package org.checkpointschedules;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.adjoint;
import static org.checkpointschedules.plan.Problem.forward;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The code of the README and of the package's tutorial, compiled and run. That what is printed
/// there stands here is checked too.
class TutorialTest {
  private static final int STEPS = 1_000;
  private static final double H = 0.001;

  /// Euler steps of x' = -x^2.
  private record Decay() implements Model<Double, Double> {
    @Override
    public Double forward(long step, Double x) {
      return x - H * x * x;
    }

    @Override
    public Double adjoint(long step, Double x, Double adjoint) {
      return adjoint * (1 - 2 * H * x);
    }
  }

  private static double exact(double x0) {
    double x = x0;
    double derivative = 1;
    for (int i = 0; i < STEPS; i++) {
      derivative *= 1 - 2 * H * x;
      x = x - H * x * x;
    }
    return 2 * x * derivative;
  }

  @Test
  void frontDoor() {
    Model<Double, Double> model = new Decay();
    double x0 = 0.75;

    var gradient =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(1_000, 10))
            .run(x0, x -> 2 * x); // initial state; dJ/dx at the end

    assertEquals(exact(x0), gradient.value(), 1e-13);
  }

  @Test
  void openHood() {
    var schedule = RevolveCheckpointSchedule.of(1_000, 10);
    var solver = new Solver(0.75);

    for (Action action : schedule) {
      switch (action) {
        case Forward f -> {
          if (f.writeIcs()) {
            solver.save(f.n0());
          }
          solver.advance(f.n0(), f.n1(), f.writeAdjDeps());
        }
        case EndForward _ -> solver.startAdjoint();
        case Reverse r -> solver.reverse(r.n0(), r.n1());
        case Copy c -> solver.load(c.n(), c.delete());
        case EndReverse _ -> solver.finish();
      }
    }

    assertEquals(exact(0.75), solver.adjoint, 1e-13);
    assertTrue(solver.finished);
  }

  @Test
  void severalLevels() {
    var schedule =
        Problem.steps(100_000)
            .level(RAM, 20)
            .level(DISK, 200, writeCost(40), readCost(25))
            .costs(forward(10), adjoint(25))
            .plan();

    assertTrue(schedule.forecast().optimal());
    assertEquals(20, schedule.forecast().levels().get(RAM).peak().orElseThrow());
  }

  /// A solver that owns its loop.
  private static final class Solver {
    private final Map<Long, Double> saved = new HashMap<>();
    private final Deque<Double> tape = new ArrayDeque<>();
    private double x;
    private double adjoint;
    private boolean finished;

    Solver(double x0) {
      x = x0;
    }

    void save(long step) {
      saved.put(step, x);
    }

    void advance(long from, long to, boolean record) {
      for (long step = from; step < to; step++) {
        if (record) {
          tape.push(x);
        }
        x = x - H * x * x;
      }
    }

    void startAdjoint() {
      adjoint = 2 * x;
    }

    void reverse(long from, long to) {
      for (long step = from; step > to; step--) {
        adjoint *= 1 - 2 * H * tape.pop();
      }
    }

    void load(long step, boolean delete) {
      x = delete ? saved.remove(step) : saved.get(step);
    }

    void finish() {
      finished = saved.isEmpty() && tape.isEmpty();
    }
  }

  static Stream<Path> pages() {
    return Stream.of(
        Path.of("../README.md"),
        Path.of("src/main/java/org/checkpointschedules/package-info.java"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatIsPrintedIsWhatIsCompiled(Path page) throws IOException {
    String here =
        words(Files.readString(Path.of("src/test/java/org/checkpointschedules/TutorialTest.java")));
    String text = Files.readString(page).replaceAll("(?m)^/// ?", "");
    var blocks = Pattern.compile("(?s)```java\n(.*?)```").matcher(text).results().toList();
    assertTrue(blocks.size() >= 3, page + " has lost its code");
    for (var block : blocks) {
      assertTrue(here.contains(words(block.group(1))), () -> page + ":\n" + block.group(1));
    }
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", "");
  }
}
