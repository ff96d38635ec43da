package org.checkpointschedules.run;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.StateCodec;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An interrupt of the thread of a run, at each moment that there is, ends it as an interrupt.
class InterruptTest {
  private static final long STEPS = 7;
  private static final CheckpointSchedule SCHEDULE =
      RevolveCheckpointSchedule.of(STEPS, 1, 2, writeCost(1), readCost(1));

  private final double[] expected = new double[Ring.CELLS];
  private final AtomicInteger left = new AtomicInteger();
  private final Thread runner = Thread.currentThread();

  @TempDir Path directory;

  InterruptTest() {
    var model = new RingInPlace(false);
    Adjoint.of(model).schedule(ListSchedule.storeAll(STEPS)).run();
    System.arraycopy(model.bar, 0, expected, 0, expected.length);
  }

  @AfterEach
  void notInterrupted() {
    Thread.interrupted();
  }

  /// A moment at which an interrupt may come.
  private void moment() {
    if (left.getAndDecrement() == 0) {
      runner.interrupt();
    }
  }

  /// Interrupts before each call.
  private final class Moments implements CheckpointStore {
    private final CheckpointStore store;

    Moments(CheckpointStore store) {
      this.store = store;
    }

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      moment();
      store.put(key, bytes, writer);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      moment();
      store.get(key, reader);
    }

    @Override
    public void delete(CheckpointKey key) {
      moment();
      store.delete(key);
    }

    @Override
    public void noMorePuts() {
      moment();
      store.noMorePuts();
    }

    @Override
    public void close() {
      moment();
      store.close();
    }
  }

  private StateCodec<double[]> momentous() {
    StateCodec<double[]> doubles = StateCodec.doubles();
    return new StateCodec<>() {
      @Override
      public long bytes(double[] state) {
        return doubles.bytes(state);
      }

      @Override
      public void encode(double[] state, MemorySegment to) {
        moment();
        doubles.encode(state, to);
      }

      @Override
      public double[] decode(MemorySegment from) {
        moment();
        return doubles.decode(from);
      }
    };
  }

  private double[] run(boolean overlap, boolean journalled) {
    moment();
    var model =
        new Model<double[], double[]>() {
          @Override
          public double[] forward(long step, double[] state) {
            moment();
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            moment();
            return Ring.adjoint(Ring.slopes(step, state), adjoint);
          }
        };
    var adjoint =
        Adjoint.of(model)
            .schedule(SCHEDULE)
            .directory(directory)
            .overlap(overlap)
            .adjointCodec(momentous())
            .encoding(StorageLocation.DISK, "interrupting", Moments::new);
    if (journalled) {
      adjoint =
          adjoint
              .replanner(ContinuedPlan.with(StepCosts.UNIT))
              .journal(Journal.in(directory, "ring", new byte[0]).share(1));
    }
    return adjoint.run(Ring.initial(), Ring::seed).value();
  }

  private void interruptedAtEachMoment(boolean overlap, boolean journalled) throws IOException {
    // A journal is forced to the device again and again: a third of the moments each.
    int stride = journalled ? 3 : 1;
    for (int moment = overlap || !journalled ? 0 : 1; ; moment += stride) {
      String where = "moment " + moment;
      left.set(moment);
      boolean finished = false;
      try {
        assertArrayEquals(expected, run(overlap, journalled), where);
        finished = true;
      } catch (RunStoppedException e) {
        assertEquals(RunStoppedException.Reason.INTERRUPTED, e.reason(), where);
        assertEquals(journalled, e.continuable(), where);
        assertEquals(List.of(), List.of(e.getSuppressed()), where);
      }
      boolean reached = Thread.interrupted();
      assertEquals(left.get() < 0, reached, where + ": the thread stays interrupted");
      if (!finished && journalled) {
        assertEquals(1, files(), where);
        left.set(-1);
        assertArrayEquals(expected, run(overlap, true), where);
      }
      assertEquals(0, files(), where);
      if (!reached) {
        assertTrue(moment > 3 * STEPS, "there were moments");
        return;
      }
    }
  }

  private long files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void overlapped() throws IOException {
    interruptedAtEachMoment(true, false);
  }

  @Test
  void notOverlapped() throws IOException {
    interruptedAtEachMoment(false, false);
  }

  @Test
  void withAJournal() throws IOException {
    interruptedAtEachMoment(true, true);
  }

  @Test
  void withAJournalNotOverlapped() throws IOException {
    interruptedAtEachMoment(false, true);
  }

  @Test
  void whereTheNumberOfStepsIsNotKnown() throws IOException {
    runner.interrupt();
    var stopped =
        assertThrows(
            RunStoppedException.class,
            () ->
                Adjoint.of(new Ring.Values())
                    .directory(directory)
                    .run(
                        TwoLevelCheckpointSchedule.online(
                            3, 1, StorageLocation.DISK, StorageLocation.RAM),
                        Ring.initial(),
                        (state, sink) -> sink.accept(Ring.forward(0, state)),
                        Ring::seed));
    assertEquals(RunStoppedException.Reason.INTERRUPTED, stopped.reason());
    assertTrue(Thread.interrupted());
    assertEquals(0, files());
  }

  @Test
  void aStoreOfItsOwn() throws IOException {
    runner.interrupt();
    CheckpointKey key = CheckpointKey.restart(3);
    try (CheckpointStore store = Stores.disk(directory, 1)) {
      store.put(key, 8, segment -> segment.fill((byte) 7));
      store.get(key, segment -> assertEquals(7, segment.get(JAVA_BYTE, 3)));
      store.delete(key);
    }
    assertTrue(Thread.interrupted());
    assertEquals(0, files());
  }
}
