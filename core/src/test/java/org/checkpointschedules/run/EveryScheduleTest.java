package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.NoneCheckpointSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every schedule of the library under every style of model: the gradient of store-all to the last
/// bit, and counted equal to forecast in every figure.
class EveryScheduleTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 11, 26})
  void gradientAndCounts(long steps) throws IOException {
    double[] expected = null;
    for (CheckpointSchedule schedule : EverySchedule.of(steps)) {
      String what = schedule.name() + schedule.levels() + ", " + steps + " steps";

      var gradient =
          Adjoint.of(new Ring.Values())
              .schedule(schedule)
              .directory(directory)
              .run(Ring.initial(), Ring::seed);
      // The first schedule stores everything.
      expected = expected == null ? gradient.value() : expected;
      Bits.assertSame(expected, gradient.value(), what);
      assertEquals(List.of(), gradient.report().differences(), what);

      var recorded =
          Adjoint.of(new Ring.Recording())
              .schedule(schedule)
              .directory(directory)
              .run(Ring.initial(), Ring::seed);
      Bits.assertSame(expected, recorded.value(), what);

      for (boolean slopes : new boolean[] {false, true}) {
        var model = new RingInPlace(slopes);
        var report = Adjoint.of(model).schedule(schedule).directory(directory).run();
        Bits.assertSame(expected, model.bar, what);
        assertEquals(List.of(), report.differences(), what);
      }
    }
    assertEquals(List.of(), AdjointTest.contents(directory));
  }

  @Test
  void noneComputesNoGradientAndIsRefused() {
    var run = Adjoint.of(new Ring.Values()).schedule(NoneCheckpointSchedule.of(5));
    assertThrows(InvalidArgumentException.class, () -> run.run(Ring.initial(), Ring::seed));
  }
}
