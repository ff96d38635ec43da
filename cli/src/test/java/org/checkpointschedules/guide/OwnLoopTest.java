package org.checkpointschedules.guide;

import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.junit.jupiter.api.Test;

/// Code that the documents quote: a solver that owns its loop, and the referee.
class OwnLoopTest {
  /// The solver of the README, told what to do.
  private static final class Solver {
    private final List<String> calls = new ArrayList<>();

    void save(long n) {
      calls.add("save " + n);
    }

    void advance(long n0, long n1, boolean recording) {
      calls.add("advance " + n0 + " " + n1 + (recording ? " recording" : ""));
    }

    void startAdjoint() {
      calls.add("start adjoint");
    }

    void reverse(long n0, long n1) {
      calls.add("reverse " + n0 + " " + n1);
    }

    void load(long n, boolean last) {
      calls.add("load " + n + (last ? ", the last time" : ""));
    }

    void finish() {
      calls.add("finish");
    }
  }

  @Test
  void theShortestLoop() {
    var solver = new Solver();
    var schedule = RevolveCheckpointSchedule.of(3, 1);
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
    assertEquals("save 0", solver.calls.getFirst());
    assertEquals(3, solver.calls.stream().filter(call -> call.startsWith("reverse")).count());
    assertEquals("finish", solver.calls.getLast());
  }

  static double gradient(CheckpointSchedule schedule, double u0) {
    Map<Long, Double> checkpoints = new HashMap<>(); // restart data
    Deque<Double> tape = new ArrayDeque<>(); // what the adjoint needs
    double u = u0;
    double bar = 0;
    for (Action action : schedule) {
      switch (action) {
        case Forward f -> {
          if (f.writeIcs()) {
            checkpoints.put(f.n0(), u); // f.storage() says in which level
          }
          for (long n = f.n0(); n < f.n1(); n++) {
            if (f.writeAdjDeps()) {
              tape.push(u);
            }
            u = u - 0.01 * u * u;
          }
        }
        case EndForward _ -> bar = 2 * u;
        case Reverse r -> {
          for (long n = r.n0() - 1; n >= r.n1(); n--) {
            bar *= 1 - 0.02 * tape.pop();
          }
        }
        case Copy c -> u = c.delete() ? checkpoints.remove(c.n()) : checkpoints.get(c.n());
        case EndReverse _ -> {}
      }
    }
    return bar;
  }

  @Test
  void ownLoop() {
    double expected =
        Adjoint.of(new ValueStyleTest.Decay())
            .schedule(RevolveCheckpointSchedule.of(1_000, 10))
            .run(2.0, u -> 2 * u)
            .value();
    assertEquals(expected, gradient(RevolveCheckpointSchedule.of(1_000, 10), 2));
  }

  @Test
  void watched() {
    CheckpointSchedule schedule = RevolveCheckpointSchedule.of(1_000, 10);
    double watched = gradient(ScheduleReferee.watch(schedule), 2); // refuses an illegal action
    Counts counts = ScheduleReferee.check(schedule); // plays it all, runs nothing
    assertEquals(List.of(), schedule.forecast().differences(counts));
    assertEquals(gradient(schedule, 2), watched);
    var referee = ScheduleReferee.of(10, schedule.levels());
    assertThrows(
        IllegalScheduleException.class, () -> referee.accept(new Forward(3, 5, false, true, TAPE)));
    assertTrue(counts.forwardSteps() > 1_000);
  }
}
