package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.StateCodec;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every style of model under random legal schedules: the gradient of store-all to the last bit,
/// counted equal to forecast, each adjoint step once from last to first, nothing left behind.
class AdjointTest {
  private static final StorageLocation TAPE_ROBOT = StorageLocation.level("ROBOT");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 20, 45})
  void anyScheduleGivesTheGradientOfStoreAll(long steps) throws IOException {
    double[] expected = storeAll(steps);
    for (long seed = 0; seed < 40; seed++) {
      String what = steps + " steps, seed " + seed;
      var schedule = RandomSchedule.of(steps, seed, RAM, DISK, TAPE_ROBOT);

      try (var robot = Stores.ram(100)) {
        var values = new Ring.Values();
        var gradient = placed(Adjoint.of(values), schedule, robot).run(Ring.initial(), Ring::seed);
        Bits.assertSame(expected, gradient.value(), what);
        assertEquals(lastToFirst(steps), values.reversed.toString(), what);
        assertAsForecast(gradient.report(), what);

        var recorded =
            placed(Adjoint.of(new Ring.Recording()), schedule, robot)
                .run(Ring.initial(), Ring::seed);
        Bits.assertSame(expected, recorded.value(), what);
        assertAsForecast(recorded.report(), what);

        for (boolean slopes : new boolean[] {false, true}) {
          var model = new RingInPlace(slopes);
          var run = Adjoint.of(model).schedule(schedule).directory(directory);
          var report = run.store(TAPE_ROBOT, robot).run();
          Bits.assertSame(expected, model.bar, what);
          assertAsForecast(report, what);
        }
      }
    }
    assertEquals(List.of(), contents(directory));
  }

  private <S, D, A> ValueAdjoint<S, D, A> placed(
      ValueAdjoint<S, D, A> run, CheckpointSchedule schedule, CheckpointStore robot) {
    return run.schedule(schedule).directory(directory).store(TAPE_ROBOT, robot);
  }

  @Test
  void theGradientIsTheDerivative() {
    long steps = 30;
    var test = TaylorTest.run(x -> Ring.objective(x, steps), Ring.initial(), storeAll(steps));
    assertTrue(test.passed(), test::table);
  }

  @Test
  void checkingChangesNothing() {
    for (long seed = 0; seed < 20; seed++) {
      var schedule = RandomSchedule.of(12, seed, RAM, DISK);
      var model = new RingInPlace(true);
      var report = Adjoint.of(model).schedule(schedule).directory(directory).checked().run();
      Bits.assertSame(storeAll(12), model.bar, seed);
      assertAsForecast(report, seed);
      var gradient =
          Adjoint.of(new Ring.Values())
              .schedule(schedule)
              .directory(directory)
              .checked()
              .run(Ring.initial(), Ring::seed);
      Bits.assertSame(storeAll(12), gradient.value(), seed);
    }
  }

  @Test
  void storesOfTheUserAreUsedLeftEmptyAndOpen() {
    try (var ram = Stores.ram(100);
        var robot = Stores.ram(100)) {
      for (long seed = 0; seed < 10; seed++) {
        var schedule = RandomSchedule.of(12, seed, RAM, TAPE_ROBOT);
        var run = Adjoint.of(new Ring.Values()).schedule(schedule);
        var gradient = run.store(RAM, ram).store(TAPE_ROBOT, robot).run(Ring.initial(), Ring::seed);
        Bits.assertSame(storeAll(12), gradient.value(), seed);
        assertEquals("the store given", gradient.report().traffic().get(RAM).place());
      }
      for (var store : List.of(ram, robot)) {
        for (long step = 0; step < 12; step++) {
          var key = CheckpointKey.restart(step);
          assertThrows(CheckpointMisuseException.class, () -> store.delete(key));
          var data = CheckpointKey.adjoint(step);
          assertThrows(CheckpointMisuseException.class, () -> store.delete(data));
        }
      }
    }
  }

  @Test
  void bytesAreCounted() {
    var schedule = RandomSchedule.of(20, 3, RAM, DISK);
    var report = Adjoint.of(new RingInPlace(false)).schedule(schedule).directory(directory).run();
    for (StorageLocation level : List.of(RAM, DISK)) {
      var traffic = report.traffic().get(level);
      assertEquals(40 * report.counted().writes().get(level), traffic.bytesWritten());
      assertEquals(40 * report.counted().peak().get(level), traffic.bytesPeak());
      assertTrue(traffic.bytesRead() >= 40 * report.counted().reads().get(level));
    }
    assertEquals(report.elapsedNanos(), report.nanos().values().stream().mapToLong(n -> n).sum());
    assertEquals(List.of(), report.notes());
  }

  @Test
  void valuesOfAnyTypeGoToDiskThroughACodec() {
    record Field(double[] values) {}
    var model =
        new Model<Field, double[]>() {
          @Override
          public Field forward(long step, Field state) {
            return new Field(Ring.forward(step, state.values()));
          }

          @Override
          public double[] adjoint(long step, Field state, double[] adjoint) {
            return Ring.adjoint(Ring.slopes(step, state.values()), adjoint);
          }
        };
    var run = Adjoint.of(model).schedule(RandomSchedule.of(12, 5, DISK)).directory(directory);
    var initial = new Field(Ring.initial());
    var refused =
        assertThrows(
            InvalidArgumentException.class, () -> run.run(initial, x -> Ring.seed(x.values())));
    assertEquals("state codec", refused.argument());
    var gradient =
        run.codec(StateCodec.doubles().as(Field::values, Field::new))
            .run(initial, x -> Ring.seed(x.values()));
    Bits.assertSame(storeAll(12), gradient.value(), "codec");
  }

  @Test
  void wrongRequestsAreRefusedBeforeAnyWork() throws IOException {
    var untouched =
        new Model<double[], double[]>() {
          @Override
          public double[] forward(long step, double[] state) {
            throw new AssertionError("work was done");
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            throw new AssertionError("work was done");
          }
        };
    var run = Adjoint.of(untouched);
    refused("schedule", () -> run.run(Ring.initial(), Ring::seed));
    var disk = RandomSchedule.of(5, 1, DISK);
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    refused("directory", () -> run.schedule(disk).directory(file).run(Ring.initial(), Ring::seed));
    refused("store", () -> run.store(StorageLocation.TAPE, Stores.ram(1)));
    var shared = Stores.ram(1);
    refused("store", () -> run.store(RAM, shared).store(DISK, shared));
    refused(
        "store",
        () ->
            run.schedule(disk)
                .directory(directory)
                .store(RAM, Stores.ram(1))
                .run(Ring.initial(), Ring::seed));
    var twoInFiles = RandomSchedule.of(5, 1, RAM, DISK, TAPE_ROBOT);
    refused(
        "schedule",
        () -> run.schedule(twoInFiles).directory(directory).run(Ring.initial(), Ring::seed));
    refused(
        "schedule",
        () -> Adjoint.of(new RingInPlace(false)).schedule(twoInFiles).directory(directory).run());
    refused(
        "stateBytes",
        () ->
            Adjoint.of(
                    new RingInPlace(false) {
                      @Override
                      public long stateBytes() {
                        return 0;
                      }
                    })
                .schedule(ListSchedule.storeAll(3))
                .run());
    assertEquals(List.of(file), contents(directory));
  }

  @Test
  void levelsAreBoundedByTheirSlots() {
    var schedule = RandomSchedule.of(20, 3, RAM);
    long peak = schedule.forecast().levels().get(RAM).peak().getAsLong();
    var tight = ListSchedule.of(20, List.of(Level.free(RAM, peak)), schedule.actions());
    var model = new RingInPlace(false);
    Adjoint.of(model).schedule(tight).run();
    Bits.assertSame(storeAll(20), model.bar, "tight");
  }

  private static void refused(String argument, org.junit.jupiter.api.function.Executable request) {
    assertEquals(argument, assertThrows(InvalidArgumentException.class, request).argument());
  }

  private static double[] storeAll(long steps) {
    return Adjoint.of(new Ring.Values())
        .schedule(ListSchedule.storeAll(steps))
        .run(Ring.initial(), Ring::seed)
        .value();
  }

  private static String lastToFirst(long steps) {
    return LongStream.range(0, steps)
        .mapToObj(i -> steps - 1 - i + " ")
        .collect(Collectors.joining());
  }

  private static void assertAsForecast(RunReport report, Object what) {
    assertEquals(List.of(), report.differences(), () -> String.valueOf(what));
  }

  static List<Path> contents(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
