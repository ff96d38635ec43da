package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A damaged checkpoint is recomputed from what is left, or ends the run; the gradient is never
/// wrong.
class HealingTest {
  private static final long STEPS = 23;

  /// Finds a share of what it is asked for damaged.
  private static final class Unreliable implements CheckpointStore {
    private final CheckpointStore store = Stores.ram(Level.UNBOUNDED);
    private final SplittableRandom random;
    private final int every;
    int damaged;

    Unreliable(long seed, int every) {
      random = new SplittableRandom(seed);
      this.every = every;
    }

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      store.put(key, bytes, writer);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      if (random.nextInt(every) == 0) {
        damaged++;
        throw new CheckpointDamagedException(key, "so it was told");
      }
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

  /// In the background too, where some of what is read ahead and found damaged is never wanted.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyScheduleOnUnreliableLevels(boolean overlap) {
    var expected = new RingInPlace(false);
    Adjoint.of(expected).schedule(ListSchedule.storeAll(STEPS)).run();
    int healed = 0;
    for (CheckpointSchedule schedule : EverySchedule.of(STEPS)) {
      for (boolean slopes : new boolean[] {false, true}) {
        var model = new RingInPlace(slopes);
        var adjoint =
            Adjoint.of(model)
                .schedule(schedule)
                .checked()
                .overlap(overlap)
                .replanner(ContinuedPlan.with(StepCosts.UNIT));
        var stores = new ArrayList<Unreliable>();
        for (Level level : schedule.levels()) {
          var store = new Unreliable(healed, 5);
          stores.add(store);
          adjoint = adjoint.store(level.location(), store);
        }
        RunReport report = adjoint.run();
        int damaged = stores.stream().mapToInt(store -> store.damaged).sum();
        int recovered = report.recoveries().size();
        assertTrue(overlap ? recovered <= damaged : recovered == damaged);
        healed += recovered;
        assertArrayEquals(expected.bar, model.bar, schedule.name());
        assertEquals(List.of(), report.differences());
      }
    }
    assertTrue(healed > 50, healed + " checkpoints healed");
  }

  /// Every read fails, so each step is reached anew from the initial state.
  @Test
  void aDeviceThatLosesEverythingCostsNothingButTime() {
    var expected = new RingInPlace(false);
    Adjoint.of(expected).schedule(ListSchedule.storeAll(STEPS)).run();
    var model = new RingInPlace(false);
    RunReport report =
        Adjoint.of(model)
            .schedule(RevolveCheckpointSchedule.of(STEPS, 3))
            .store(StorageLocation.RAM, new Unreliable(1, 1))
            .replanner(ContinuedPlan.with(StepCosts.UNIT))
            .run();
    assertArrayEquals(expected.bar, model.bar);
    assertTrue(report.recoveries().size() >= STEPS - 1);
    assertEquals(List.of(), report.differences());
    assertTrue(
        report.counted().forwardSteps() + report.healed().forwardSteps()
            > STEPS * (STEPS + 1) / 2 - 1);
  }

  @Test
  void withoutAReplannerDamageEndsTheRun() {
    var schedule = RevolveCheckpointSchedule.of(STEPS, 3);
    assertThrows(
        CheckpointDamagedException.class,
        () ->
            Adjoint.of(new RingInPlace(false))
                .schedule(schedule)
                .store(StorageLocation.RAM, new Unreliable(1, 2))
                .run());
  }
}
