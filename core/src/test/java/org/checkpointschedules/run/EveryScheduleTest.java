package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.NoneCheckpointSchedule;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every schedule of the library under every style of model: the gradient of store-all to the last
/// bit, and counted equal to forecast in every figure.
class EveryScheduleTest {
  @TempDir Path directory;
  private final CheckpointStore robot = Stores.ram(Level.UNBOUNDED);

  @AfterEach
  void end() {
    robot.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 11, 26})
  void gradientAndCounts(long steps) throws IOException {
    double[] expected = null;
    for (CheckpointSchedule schedule : EverySchedule.of(steps)) {
      String what = schedule.name() + schedule.levels() + ", " + steps + " steps";

      var gradient =
          placed(Adjoint.of(new Ring.Values()), schedule).run(Ring.initial(), Ring::seed);
      // The first schedule stores everything.
      expected = expected == null ? gradient.value() : expected;
      Bits.assertSame(expected, gradient.value(), what);
      assertEquals(List.of(), gradient.report().differences(), what);

      var recorded =
          placed(Adjoint.of(new Ring.Recording()), schedule).run(Ring.initial(), Ring::seed);
      Bits.assertSame(expected, recorded.value(), what);

      for (boolean slopes : new boolean[] {false, true}) {
        var model = new RingInPlace(slopes);
        var run = Adjoint.of(model).schedule(schedule).directory(directory);
        var report = EverySchedule.placed(run, schedule, robot).run();
        Bits.assertSame(expected, model.bar, what);
        assertEquals(List.of(), report.differences(), what);
      }
    }
    assertEquals(List.of(), AdjointTest.contents(directory));
  }

  private <S, D, A> ValueAdjoint<S, D, A> placed(
      ValueAdjoint<S, D, A> run, CheckpointSchedule schedule) {
    return EverySchedule.placed(run.schedule(schedule).directory(directory), schedule, robot);
  }

  @Test
  void noneComputesNoGradientAndIsRefused() {
    var run = Adjoint.of(new Ring.Values()).schedule(NoneCheckpointSchedule.of(5));
    assertThrows(InvalidArgumentException.class, () -> run.run(Ring.initial(), Ring::seed));
  }
}
