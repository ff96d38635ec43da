package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointNotStoredException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A level that takes no more ends the run, or costs it slots where that was asked for, and never
/// the gradient.
class FullDiskTest {
  private static final long STEPS = 23;

  @TempDir Path directory;

  private static double[] expected(long steps) {
    var model = new RingInPlace(false);
    Adjoint.of(model).schedule(ListSchedule.storeAll(steps)).run();
    return model.bar;
  }

  /// Takes so many entries at once; what is put beyond that fails, as on a full disk.
  private static final class Small implements CheckpointStore {
    private final CheckpointStore store = Stores.ram(Level.UNBOUNDED);
    private final Set<CheckpointKey> held = new HashSet<>();
    private final int room;
    int refused;

    Small(int room) {
      this.room = room;
    }

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      if (held.size() == room) {
        refused++;
        throw new CheckpointNotStoredException(
            key, ": it is full", new IOException("No space left on device"));
      }
      store.put(key, bytes, writer);
      held.add(key);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      store.get(key, reader);
    }

    @Override
    public void delete(CheckpointKey key) {
      store.delete(key);
      held.remove(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /// In the background too, where a write fails after the run has gone on.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyScheduleOnLevelsThatFillUp(boolean overlap) {
    long seed = 20_263;
    var random = new SplittableRandom(seed);
    double[] expected = expected(STEPS);
    int narrowed = 0;
    int ended = 0;
    for (CheckpointSchedule schedule : EverySchedule.of(STEPS)) {
      var model = new RingInPlace(random.nextBoolean());
      var adjoint =
          Adjoint.of(model)
              .schedule(schedule)
              .checked()
              .overlap(overlap)
              .replanner(ContinuedPlan.with(StepCosts.UNIT))
              .replanWhenFull();
      var stores = new ArrayList<Small>();
      for (Level level : schedule.levels()) {
        var store = new Small(random.nextInt(6));
        stores.add(store);
        adjoint = adjoint.store(level.location(), store);
      }
      boolean room = stores.stream().anyMatch(store -> store.room > 0);
      String which = "seed %d, %s %s".formatted(seed, schedule.name(), schedule.levels());
      try {
        RunReport report = adjoint.run();
        assertArrayEquals(expected, model.bar, which);
        assertEquals(List.of(), report.differences(), which);
        int refused = stores.stream().mapToInt(store -> store.refused).sum();
        boolean planned = !report.recoveries().isEmpty();
        // In the background, what is refused may have been read from its buffer, and be done with.
        assertTrue(overlap ? refused > 0 || !planned : refused > 0 == planned, which);
        narrowed += report.recoveries().size();
      } catch (CheckpointNotStoredException _) {
        assertTrue(!room || schedule.levels().stream().anyMatch(l -> l.slots() == 0), which);
        ended++;
      }
    }
    assertTrue(narrowed > 50 && ended > 0, narrowed + " planned anew, " + ended + " ended");
  }

  /// Two of the five entries held at once may still wait in staging buffers, and be read from there
  /// and never written where writing lags behind; so the third write must fail.
  @Test
  void unlessAskedItEndsTheRun() {
    var adjoint =
        Adjoint.of(new RingInPlace(false))
            .schedule(RevolveCheckpointSchedule.of(STEPS, 0, 5, writeCost(1), readCost(1)))
            .store(DISK, new Small(2));
    assertThrows(CheckpointNotStoredException.class, adjoint::run);
    assertThrows(
        CheckpointNotStoredException.class,
        adjoint.replanner(ContinuedPlan.with(StepCosts.UNIT))::run);
    var refused = assertThrows(InvalidArgumentException.class, adjoint.replanWhenFull()::run);
    assertEquals("replanner", refused.argument());
  }

  /// With fewer slots from the start, no more than that costs; the table tells it apart.
  @Test
  void whatItCostsIsReportedApart() {
    var schedule = RevolveCheckpointSchedule.of(200, 0, 8, writeCost(1), readCost(1));
    RunReport report =
        Adjoint.of(new RingInPlace(false))
            .schedule(schedule)
            .store(DISK, new Small(4))
            .replanner(ContinuedPlan.with(StepCosts.UNIT))
            .replanWhenFull()
            .run();
    assertEquals(
        schedule.forecast().forwardSteps().longValueExact(), report.counted().forwardSteps());
    assertEquals(1, report.recoveries().size(), report.recoveries()::toString);
    assertTrue(report.recoveries().getFirst().endsWith("went on with 4 slots in DISK"));
    assertTrue(report.healed().forwardSteps() > 0);
    assertTrue(report.table().contains("healed"), report.table());
    String most = "+%,d".formatted(report.healed().forwardSteps());
    assertTrue(report.table().lines().anyMatch(l -> l.startsWith("forward") && l.endsWith(most)));
  }

  /// On a file system that is really full: a small one in memory, mounted for one process.
  @ParameterizedTest
  @ValueSource(strings = {"passing", "journal"})
  void aFullFileSystem(String journal) throws Exception {
    Path mount = Files.createDirectory(directory.resolve("small"));
    assumeTrue(
        mounted(mount, List.of("true")).waitFor() == 0, "no file system can be mounted here");
    Path gradient = directory.resolve("gradient");
    Process run =
        mounted(
            mount,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OnSmallFileSystem.class.getName(),
                mount.toString(),
                gradient.toString(),
                journal));
    String output = new String(run.getInputStream().readAllBytes());
    assertEquals(0, run.waitFor(), output);
    assertTrue(output.contains("went on with"), output);
    assertEquals(java.util.Arrays.toString(expected(STEPS)), Files.readString(gradient));
  }

  private static Process mounted(Path mount, List<String> command) throws IOException {
    var all = new ArrayList<String>();
    all.addAll(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c"));
    all.add("mount -t tmpfs -o size=64k tmpfs \"$0\" && exec \"$@\"");
    all.add(mount.toString());
    all.addAll(command);
    try {
      return new ProcessBuilder(all).redirectErrorStream(true).start();
    } catch (IOException _) {
      return new ProcessBuilder("false").start();
    }
  }

  /// A run that its disk has not enough room for, though it seemed so.
  static final class OnSmallFileSystem {
    private OnSmallFileSystem() {}

    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[0]);
      var model = new ResumableRing(false, Long.MAX_VALUE);
      // Half of what is free now is gone when the first checkpoint is written.
      var adjoint =
          Adjoint.of(model)
              .schedule(RevolveCheckpointSchedule.of(STEPS, 0, 6, writeCost(1), readCost(1)))
              .directory(directory)
              .observer(
                  new RunObserver() {
                    @Override
                    public void start(
                        CheckpointSchedule schedule, org.checkpointschedules.Forecast forecast) {
                      fill(directory);
                    }
                  })
              .replanner(ContinuedPlan.with(StepCosts.UNIT))
              .replanWhenFull();
      if (args[2].equals("journal")) {
        adjoint = adjoint.journal(Journal.in(directory, "small", new byte[0]).share(1));
      }
      RunReport report = adjoint.run();
      System.out.println(report.table());
      if (!report.differences().isEmpty()) {
        System.exit(4);
      }
      Files.writeString(Path.of(args[1]), java.util.Arrays.toString(model.bar));
    }

    private static void fill(Path directory) {
      try {
        long room = Files.getFileStore(directory).getUsableSpace();
        Files.write(directory.resolve("foreign"), new byte[(int) (room - 28_000)]);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
