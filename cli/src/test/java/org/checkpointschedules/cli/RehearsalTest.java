package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.checkpointschedules.Timing;
import org.junit.jupiter.api.Test;

/// Which rehearsals tell what the run will take.
class RehearsalTest {
  private double elapsed;

  /// The first rehearsals are disturbed.
  private Timing rehearse(int disturbed, Double... seconds) {
    var times = new ArrayDeque<>(List.of(seconds));
    var left = new int[] {disturbed};
    Predicate<Runnable> disturbs =
        run -> {
          run.run();
          return left[0]-- > 0;
        };
    return Rehearsal.of(
        disturbs,
        () -> (long) (1e9 * elapsed),
        () -> {
          double took = times.size() > 1 ? times.poll() : times.peek();
          elapsed += took;
          return took;
        });
  }

  @Test
  void undisturbedOnesTell() {
    Timing timing = rehearse(2, 1.9, 1.8, 1.0, 1.2, 1.1);
    assertEquals(3, timing.samples());
    assertEquals(1.1, timing.seconds());
    assertEquals(7.0, elapsed, 1e-9);
  }

  @Test
  void theLastFiveOfManyTell() {
    Timing timing = rehearse(0, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12);
    assertEquals(5, timing.samples());
    assertEquals(0.09, timing.seconds());
    assertEquals(0.56, elapsed, 1e-9);
  }

  @Test
  void theLastOneTellsWhereAllAreDisturbed() {
    Timing timing = rehearse(100, 3.0, 2.9, 2.5, 2.4);
    assertEquals(1, timing.samples());
    assertEquals(2.5, timing.seconds());
  }

  @Test
  void fewUndisturbedOnesAreBetterThanNone() {
    Timing timing = rehearse(2, 3.0, 2.9, 2.5, 2.4);
    assertEquals(1, timing.samples());
    assertEquals(2.5, timing.seconds());
  }
}
