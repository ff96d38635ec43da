package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.store.StateCodec;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;

/// Every schedule, carried out: the gradient that each model knows, the same to the last bit under
/// every schedule, and counted equal to forecast.
class GradientSweepTest {
  private static final StateCodec<Long> LONGS =
      StateCodec.of((state, out) -> out.writeLong(state), in -> in.readLong());
  private static final StateCodec<Double> DOUBLES =
      StateCodec.of((state, out) -> out.writeDouble(state), in -> in.readDouble());

  @Test
  void everyScheduleGivesTheExactGradient() {
    for (int n = 1; n <= 24; n++) {
      for (CheckpointSchedule schedule : EverySchedule.of(n)) {
        gradient(new ModularRecurrence(), LONGS, schedule);
      }
    }
  }

  @Test
  void everyScheduleGivesTheSameBits() {
    for (int n : new int[] {1, 2, 7, 40}) {
      var schedules = EverySchedule.of(n);
      double[] lorenz = null;
      Double logistic = null;
      Double decay = null;
      for (CheckpointSchedule schedule : schedules) {
        var first = gradient(new Lorenz(0.005), StateCodec.doubles(), schedule);
        var second = gradient(new LogisticMap(), DOUBLES, schedule);
        var third = gradient(new LinearDecay(0.97), DOUBLES, schedule);
        if (lorenz != null) {
          for (int i = 0; i < 3; i++) {
            same(lorenz[i], first[i], schedule);
          }
          same(logistic, second, schedule);
          same(decay, third, schedule);
        }
        lorenz = first;
        logistic = second;
        decay = third;
      }
    }
  }

  private static void same(double expected, double actual, CheckpointSchedule schedule) {
    assertEquals(
        Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(actual), schedule::name);
  }

  private static <S, A> A gradient(
      KnownGradientModel<S, A> model, StateCodec<S> codec, CheckpointSchedule schedule) {
    String where = schedule.name() + ", " + schedule.steps() + " steps, " + schedule.levels();
    try (var disk = Stores.ram(Level.UNBOUNDED);
        var middle = Stores.ram(Level.UNBOUNDED)) {
      var run = Adjoint.of(model).schedule(schedule).codec(codec);
      for (Level level : schedule.levels()) {
        if (level.location().equals(DISK)) {
          run = run.store(DISK, disk);
        } else if (!level.location().equals(StorageLocation.RAM)) {
          run = run.store(level.location(), middle);
        }
      }
      var gradient = run.run(model.initialState(), model::seed);
      double error = model.error(gradient.value(), schedule.steps());
      assertTrue(error <= model.tolerance(), () -> where + ": relative error " + error);
      assertEquals(List.of(), gradient.report().differences(), where);
      return gradient.value();
    }
  }
}
