package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Slow levels in the background, or not: the same gradient, the same counts, no failure lost.
class OverlapTest {
  private static final StorageLocation ROBOT = StorageLocation.of("ROBOT");

  @TempDir Path directory;

  @Test
  void onOrOffTheGradientAndTheCountsAreTheSame() {
    for (long seed = 0; seed < 60; seed++) {
      var schedule = RandomSchedule.of(17, seed, RAM, DISK, ROBOT);
      var off = new RingInPlace(seed % 2 == 0);
      var on = new RingInPlace(seed % 2 == 0);
      RunReport reportOff;
      RunReport reportOn;
      try (var robot = Stores.ram(100)) {
        reportOff = placed(off, schedule, robot).overlap(false).run();
        reportOn = placed(on, schedule, robot).run();
      }
      Bits.assertSame(off.bar, on.bar, seed);
      assertEquals(List.of(), reportOn.differences());
      assertEquals(reportOff.counted(), reportOn.counted());
      assertEquals(reportOff.traffic(), reportOn.traffic());
      assertEquals(Map.of(), reportOff.overlap());
      assertEquals(List.of(DISK, ROBOT), List.copyOf(reportOn.overlap().keySet()));
      assertEquals(2, reportOn.overlap().get(DISK).buffers());
      assertEquals(
          reportOn.counted().writes().get(DISK) > 0,
          reportOn.overlap().get(DISK).bufferBytes() > 0);
      assertTrue(reportOn.table().contains("staging, beside the slots"));
    }
  }

  private InPlaceAdjoint placed(
      RingInPlace model, CheckpointSchedule schedule, CheckpointStore robot) {
    return Adjoint.of(model).schedule(schedule).directory(directory).store(ROBOT, robot);
  }

  /// A store that takes its time, another one each time, and fails where it is told to.
  private static final class Erratic implements CheckpointStore {
    private final CheckpointStore store = Stores.ram(100);
    private final SplittableRandom random;
    private final long fatal;
    private final RuntimeException failure;
    private final List<Thread> threads = new ArrayList<>();
    private long calls;

    Erratic(long seed, long fatal, RuntimeException failure) {
      random = new SplittableRandom(seed);
      this.fatal = fatal;
      this.failure = failure;
    }

    private void call() {
      threads.add(Thread.currentThread());
      LockSupport.parkNanos(random.nextLong(200_000));
      if (++calls == fatal) {
        throw failure;
      }
    }

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      call();
      store.put(key, bytes, writer);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      call();
      store.get(key, reader);
    }

    @Override
    public void delete(CheckpointKey key) {
      store.delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void theGradientDoesNotDependOnHowFastTheStoreIs() {
    for (long seed = 0; seed < 20; seed++) {
      var schedule = RandomSchedule.of(17, seed, RAM, DISK);
      double[] expected = null;
      for (long pace = 0; pace < 3; pace++) {
        var store = new Erratic(pace, -1, null);
        var model = new RingInPlace(true);
        Adjoint.of(model).schedule(schedule).store(DISK, store).run();
        expected = expected == null ? model.bar : expected;
        Bits.assertSame(expected, model.bar, seed);
        assertEquals(0, store.threads.stream().filter(Thread.currentThread()::equals).count());
        store.close();
      }
    }
  }

  /// Whichever call fails, a write or a read: the run ends with that failure, or had no more use
  /// for what failed and says so.
  @Test
  void noFailureInTheBackgroundIsLost() {
    var schedule = RandomSchedule.of(17, 4, RAM, DISK);
    var expected = new RingInPlace(true);
    Adjoint.of(expected).schedule(schedule).directory(directory).run();
    int broken = 0;
    for (long fatal = 1; fatal <= 20; fatal++) {
      var failure = new CheckpointStoreException("call " + fatal);
      var store = new Erratic(fatal, fatal, failure);
      var model = new RingInPlace(true);
      var run = Adjoint.of(model).schedule(schedule).store(DISK, store);
      try {
        var report = run.run();
        Bits.assertSame(expected.bar, model.bar, fatal);
        if (store.calls >= fatal) {
          assertTrue(report.notes().toString().contains("call " + fatal), report.notes()::toString);
        }
      } catch (CheckpointStoreException e) {
        assertSame(failure, e);
        broken++;
      }
      for (long step = 0; step < 17; step++) {
        for (var key : List.of(CheckpointKey.restart(step), CheckpointKey.adjoint(step))) {
          assertThrows(CheckpointStoreException.class, () -> store.delete(key), "left " + key);
        }
      }
      store.close();
    }
    assertTrue(broken > 3, "failures were told in " + broken + " runs only");
  }
}
