package org.checkpointschedules.run;

import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;
import org.checkpointschedules.store.JournalRefusedException;
import org.checkpointschedules.store.NotEnoughSpaceException;
import org.checkpointschedules.store.RunFolder;
import org.checkpointschedules.store.RunInProgressException;
import org.checkpointschedules.store.StateCodec;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run broken off anywhere, any number of times, ends in the gradient of the unbroken one.
class ResumeTest {
  @TempDir Path directory;

  private static double[] expected(long steps) {
    var model = new RingInPlace(false);
    Adjoint.of(model).schedule(ListSchedule.storeAll(steps)).run();
    return model.bar;
  }

  private Journal journal() {
    return Journal.in(directory, "ring", new byte[] {1}).share(1);
  }

  private RunReport run(ResumableRing model, CheckpointSchedule schedule, Journal journal) {
    var run =
        Adjoint.of(model)
            .schedule(schedule)
            .directory(directory)
            .replanner(ContinuedPlan.with(StepCosts.UNIT))
            .journal(journal);
    try (CheckpointStore robot = Stores.ram(Level.UNBOUNDED)) {
      return EverySchedule.placed(run, schedule, robot).run();
    }
  }

  private long files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void whatWasRehearsedIsRememberedUntilTheRunIsDone() throws IOException {
    CheckpointSchedule schedule = RevolveCheckpointSchedule.of(20, 3);
    assertEquals(Optional.empty(), journal().rehearsed());
    for (int death = 0; death < 3; death++) {
      Journal noting = death == 1 ? journal() : journal().noteRehearsed("all of it");
      assertThrows(
          ResumableRing.Died.class, () -> run(new ResumableRing(false, 5), schedule, noting));
      assertEquals(Optional.of("all of it"), journal().rehearsed());
    }
    assertEquals(Optional.empty(), Journal.in(directory, "ring", new byte[] {2}).rehearsed());
    assertEquals(Optional.empty(), Journal.in(directory, "other", new byte[] {1}).rehearsed());
    run(new ResumableRing(false, Long.MAX_VALUE), schedule, journal());
    assertEquals(Optional.empty(), journal().rehearsed());
    assertEquals(0, files());
    for (String what : List.of("", " x", "two\nlines")) {
      assertThrows(InvalidArgumentException.class, () -> journal().noteRehearsed(what));
    }
  }

  @Test
  void everyScheduleDyingAgainAndAgain() throws IOException {
    var random = new SplittableRandom(4_711);
    long steps = 23;
    double[] expected = expected(steps);
    for (CheckpointSchedule schedule : EverySchedule.of(steps)) {
      if (random.nextInt(3) == 0) {
        boolean slopes = random.nextBoolean();
        int deaths = 0;
        while (true) {
          var model = new ResumableRing(slopes, deaths > 10 ? Long.MAX_VALUE : random.nextInt(60));
          try {
            RunReport report = run(model, schedule, journal());
            assertEquals(List.of(), report.differences());
            assertArrayEquals(expected, model.bar, schedule.name() + schedule.levels());
            break;
          } catch (ResumableRing.Died _) {
            deaths++;
          }
        }
        assertEquals(0, files(), "the folder goes");
      }
    }
  }

  @Test
  void theValueStyleToo() {
    long steps = 50;
    var schedule = RevolveCheckpointSchedule.of(steps, 2, 3, writeCost(1), readCost(1));
    double[] result = null;
    for (int death = 1; result == null; death++) {
      long dies = steps - 7L * death;
      var model =
          new Model<double[], double[]>() {
            @Override
            public double[] forward(long step, double[] state) {
              return Ring.forward(step, state);
            }

            @Override
            public double[] adjoint(long step, double[] state, double[] adjoint) {
              if (step == dies) {
                throw new ResumableRing.Died();
              }
              return Ring.adjoint(Ring.slopes(step, state), adjoint);
            }
          };
      try {
        result =
            Adjoint.of(model)
                .schedule(schedule)
                .adjointCodec(StateCodec.doubles())
                .replanner(ContinuedPlan.with(StepCosts.UNIT))
                .journal(journal())
                .run(Ring.initial(), Ring::seed)
                .value();
      } catch (ResumableRing.Died _) {
        // again
      }
    }
    assertArrayEquals(expected(steps), result);
  }

  @Test
  void anotherModelOrScheduleIsRefused() {
    var schedule = RevolveCheckpointSchedule.of(40, 3);
    assertThrows(
        ResumableRing.Died.class, () -> run(new ResumableRing(false, 30), schedule, journal()));
    var other = Journal.in(directory, "ring", new byte[] {2});
    var refused =
        assertThrows(
            JournalRefusedException.class,
            () -> run(new ResumableRing(false, 99_999), schedule, other));
    assertTrue(refused.getMessage().contains("another model"), refused::getMessage);
    refused =
        assertThrows(
            JournalRefusedException.class,
            () ->
                run(
                    new ResumableRing(false, 99_999),
                    RevolveCheckpointSchedule.of(40, 4),
                    journal()));
    assertTrue(refused.getMessage().contains("another schedule"), refused::getMessage);
    assertEquals(1, RunFolder.clean(directory).size());
    run(new ResumableRing(false, 99_999), RevolveCheckpointSchedule.of(40, 4), journal());
  }

  /// What an encoded checkpoint says depends on the encoding.
  @Test
  void anotherEncodingIsRefused() {
    var schedule = RevolveCheckpointSchedule.of(40, 0, 3, writeCost(1), readCost(1));
    UnaryOperator<CheckpointStore> around = store -> new GivenStore(store);
    var living = new ResumableRing(false, Long.MAX_VALUE);
    InPlaceAdjoint dying = kept(new ResumableRing(false, 60), schedule);
    assertThrows(
        ResumableRing.Died.class, dying.encoding(StorageLocation.DISK, "one", around)::run);
    for (InPlaceAdjoint other :
        List.of(
            kept(living, schedule),
            kept(living, schedule).encoding(StorageLocation.DISK, "other", around))) {
      var refused = assertThrows(JournalRefusedException.class, other::run);
      assertTrue(refused.getMessage().contains("DISK 3 encoded by one"), refused::getMessage);
    }
    kept(living, schedule).encoding(StorageLocation.DISK, "one", around).run();
    assertArrayEquals(expected(40), living.bar);
    assertThrows(
        InvalidArgumentException.class,
        () -> kept(living, schedule).encoding(StorageLocation.DISK, "two\nlines", around));
  }

  /// What a store given held is lost with its process, wherever that dies; what lay in files is
  /// not.
  @Test
  void aLevelInAStoreGivenBeginsAnew() throws IOException {
    long steps = 40;
    StorageLocation far = StorageLocation.level("FAR");
    var schedule =
        Problem.steps(steps)
            .level(StorageLocation.RAM, 1)
            .level(StorageLocation.DISK, 2, writeCost(1), readCost(1))
            .level(far, 3, writeCost(2), readCost(2))
            .plan();
    double[] expected = expected(steps);
    boolean dies = true;
    for (int life = 0; dies; life += 7) {
      var dying = kept(new ResumableRing(false, life), schedule);
      try (CheckpointStore store = Stores.ram(3)) {
        dying.store(far, store).run();
        dies = false;
      } catch (ResumableRing.Died _) {
        var living = new ResumableRing(false, Long.MAX_VALUE);
        try (CheckpointStore store = Stores.ram(3);
            CheckpointStore disk = Stores.ram(2)) {
          InPlaceAdjoint elsewhere = kept(living, schedule).store(far, store);
          var refused =
              assertThrows(
                  JournalRefusedException.class, elsewhere.store(StorageLocation.DISK, disk)::run);
          assertTrue(
              refused.getMessage().contains("FAR 3 in the store given"), refused::getMessage);
          RunReport report = kept(living, schedule).store(far, store).run();
          assertEquals(List.of(), report.differences());
          if (life == 0) {
            assertEquals(3, report.counted().peak().get(far), "all slots are free");
          }
        }
        assertArrayEquals(expected, living.bar, "died after " + life);
      }
      assertEquals(0, files());
    }
  }

  private InPlaceAdjoint kept(ResumableRing model, CheckpointSchedule schedule) {
    return Adjoint.of(model)
        .schedule(schedule)
        .directory(directory)
        .replanner(ContinuedPlan.with(StepCosts.UNIT))
        .journal(journal());
  }

  @Test
  void twoRunsNeverShareAFolder() throws IOException {
    var schedule = RevolveCheckpointSchedule.of(40, 3);
    var model = new ResumableRing(false, Long.MAX_VALUE);
    try (var folder = RunFolder.open(directory, "ring", "x", "y")) {
      assertThrows(RunInProgressException.class, () -> run(model, schedule, journal()));
      assertEquals(List.of(), RunFolder.clean(directory));
      assertTrue(folder.path().startsWith(directory));
    }
    assertEquals(1, RunFolder.clean(directory).size());
    assertEquals(0, files());
  }

  @Test
  void aFinishedRunIsKeptWhereAsked() throws IOException {
    var schedule = RevolveCheckpointSchedule.of(40, 3);
    run(new ResumableRing(false, Long.MAX_VALUE), schedule, journal().keepWhenDone());
    assertEquals(1, files());
    var again = new ResumableRing(false, 0);
    RunReport report = run(again, schedule, journal());
    assertArrayEquals(expected(40), again.bar);
    assertEquals(0, report.counted().forwardSteps());
    assertEquals(0, files());
  }

  @Test
  void aFinishedRunThatCannotBeKeptHasItsResult() throws IOException {
    var model =
        new ResumableRing(false, Long.MAX_VALUE) {
          @Override
          public void captureAdjoint(MemorySegment to) {
            throw new CheckpointStoreException("no room");
          }
        };
    RunReport report =
        run(model, RevolveCheckpointSchedule.of(40, 3), journal().share(0).keepWhenDone());
    assertArrayEquals(expected(40), model.bar);
    assertEquals(List.of("no room; it was not saved any more"), report.notes());
    assertEquals(1, files());
  }

  @Test
  void aFinishedRunNeedsNoRoom() throws IOException {
    var schedule = Problem.steps(40).level(Level.free(StorageLocation.DISK, 3)).plan();
    run(new ResumableRing(false, Long.MAX_VALUE), schedule, journal().keepWhenDone());
    var large =
        new ResumableRing(false, 0) {
          @Override
          public long stateBytes() {
            return 1L << 55;
          }

          @Override
          public long adjointBytes() {
            return super.stateBytes();
          }
        };
    run(large, schedule, journal());
    assertArrayEquals(expected(40), large.bar);
  }

  @Test
  void aRunStopsWhenAskedAndIsContinued() {
    var schedule = RevolveCheckpointSchedule.of(300, 3);
    var control = new RunControl();
    var stopped = new ResumableRing(false, Long.MAX_VALUE);
    var exception =
        assertThrows(
            RunStoppedException.class,
            () ->
                Adjoint.of(stopped)
                    .schedule(schedule)
                    .replanner(ContinuedPlan.with(StepCosts.UNIT))
                    .journal(journal().share(0))
                    .control(control)
                    .observer(
                        new RunObserver() {
                          @Override
                          public void action(ActionEvent event) {
                            if (event.adjointPosition() == 100) {
                              control.stop();
                            }
                          }
                        })
                    .run());
    assertTrue(exception.continuable());
    var model = new ResumableRing(false, Long.MAX_VALUE);
    RunReport report = run(model, schedule, journal());
    assertEquals(100, report.counted().adjointSteps());
    assertArrayEquals(expected(300), model.bar);
  }

  @Test
  void spaceIsCheckedBeforeTheFirstStep() throws IOException {
    var model =
        new RingInPlace(false) {
          @Override
          public long stateBytes() {
            return 1L << 55;
          }

          @Override
          public void initialize() {
            throw new AssertionError("no step before the check");
          }
        };
    var disk = Problem.steps(10).level(Level.free(StorageLocation.DISK, 3)).plan();
    var none =
        assertThrows(
            NotEnoughSpaceException.class,
            () -> Adjoint.of(model).schedule(disk).directory(directory).run());
    assertEquals(3 * ((1L << 55) + 4096), none.needed().longValueExact(), "headers included");
    assertTrue(none.available() > 0);
    assertEquals(0, files());
  }
}
