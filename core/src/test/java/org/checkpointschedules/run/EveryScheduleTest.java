package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.NoneCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every schedule of the library under every style of model: the gradient of store-all to the last
/// bit, and counted equal to forecast in every figure.
class EveryScheduleTest {
  @TempDir Path directory;

  private static List<CheckpointSchedule> schedules(long steps) {
    var all = new ArrayList<CheckpointSchedule>();
    all.add(SingleMemoryCheckpointSchedule.of(steps));
    all.add(SingleDiskCheckpointSchedule.copying(steps));
    all.add(SingleDiskCheckpointSchedule.moving(steps));
    for (long ram : new long[] {0, 1, 2, 5}) {
      for (long disk : new long[] {0, 1, 4}) {
        if (ram + disk == 0 && steps > 1) {
          continue;
        }
        for (Trajectory trajectory : Trajectory.values()) {
          var problem = Problem.steps(steps).level(RAM, ram).level(DISK, disk);
          all.add(MultistageCheckpointSchedule.of(problem, trajectory));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 10, 23, 60})
  void gradientAndCounts(long steps) throws IOException {
    double[] expected = null;
    for (CheckpointSchedule schedule : schedules(steps)) {
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
