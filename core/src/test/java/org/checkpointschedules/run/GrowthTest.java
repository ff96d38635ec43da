package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.EntryBytes;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.choose.Budget;
import org.checkpointschedules.choose.BudgetedSchedule;
import org.checkpointschedules.choose.Choice;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.store.NotEnoughSpaceException;
import org.checkpointschedules.store.StateCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States that grow after the first step: never past a budget in bytes, nor past the disk.
class GrowthTest {
  private static final long STEPS = 30;
  private static final int GROWS = 11;

  @TempDir Path directory;

  /// Doubles its array at one step.
  private static final class Growing implements Model<double[], double[]> {
    @Override
    public double[] forward(long step, double[] state) {
      double[] next = Arrays.copyOf(state, state.length * (step == GROWS ? 2 : 1));
      for (int i = 0; i < next.length; i++) {
        next[i] = Math.sin(state[i % state.length] + step + i);
      }
      return next;
    }

    @Override
    public double[] adjoint(long step, double[] state, double[] adjoint) {
      double[] previous = new double[state.length];
      for (int i = 0; i < adjoint.length; i++) {
        previous[i % state.length] += adjoint[i] * Math.cos(state[i % state.length] + step + i);
      }
      return previous;
    }
  }

  private static double[] seed(double[] last) {
    return last.clone();
  }

  private ValueAdjoint<double[], double[], double[]> run(CheckpointSchedule schedule) {
    return Adjoint.of(new Growing()).schedule(schedule).directory(directory);
  }

  private static List<CheckpointSchedule> schedules() {
    return List.of(
        SingleMemoryCheckpointSchedule.of(STEPS),
        RevolveCheckpointSchedule.of(STEPS, 4),
        RevolveCheckpointSchedule.of(STEPS, 1, 3, writeCost(1), readCost(1)),
        MixedCheckpointSchedule.of(STEPS, 4, DISK));
  }

  @Test
  void slotsHoldEntriesOfAnySize() throws Exception {
    double[] initial = {0.1, 0.2, 0.3};
    double[] expected = run(schedules().getFirst()).run(initial, GrowthTest::seed).value();
    for (CheckpointSchedule schedule : schedules()) {
      assertEquals(Optional.empty(), schedule.entryBytes());
      var gradient = run(schedule).run(initial, GrowthTest::seed);
      assertArrayEquals(expected, gradient.value(), schedule.name());
    }
    assertEquals(List.of(), AdjointTest.contents(directory));
  }

  @Test
  void aBudgetInBytesDoesNot() throws Exception {
    double[] initial = {0.1, 0.2, 0.3};
    for (CheckpointSchedule schedule : schedules()) {
      var enough = new BudgetedSchedule(schedule, new EntryBytes(48, 48));
      assertEquals(List.of(), run(enough).run(initial, GrowthTest::seed).report().differences());
      for (var little : List.of(new EntryBytes(24, 48), new EntryBytes(48, 24))) {
        var run = run(new BudgetedSchedule(schedule, little));
        if (little.restartData() == 24 && schedule.levels().isEmpty()) {
          run.run(initial, GrowthTest::seed);
          continue;
        }
        var refused =
            assertThrows(
                EntryTooLargeException.class,
                () -> run.run(initial, GrowthTest::seed),
                schedule.name() + little);
        assertTrue(refused.getMessage().contains("takes 48 bytes"), refused::getMessage);
      }
    }
    assertEquals(List.of(), AdjointTest.contents(directory));
  }

  /// What a choice by bytes hands out knows the sizes by itself.
  @Test
  void aChoiceByBytesIsBounded() {
    RunFigures figures =
        Adjoint.of(new Growing()).calibrate(new double[3], GrowthTest::seed, STEPS);
    var bytes = Choice.of(STEPS, figures, List.of(Budget.bytes(RAM, 24 * 6)));
    assertEquals(Optional.of(new EntryBytes(24, 24)), bytes.best().schedule().entryBytes());
    assertThrows(
        EntryTooLargeException.class,
        () -> run(bytes.best().schedule()).run(new double[3], GrowthTest::seed));
    var slots = Choice.of(STEPS, figures, List.of(Budget.slots(RAM, 5)));
    assertEquals(Optional.empty(), slots.best().schedule().entryBytes());
  }

  @Test
  void sizesKnownBeforeAreRefusedBefore() {
    var plan = RevolveCheckpointSchedule.of(STEPS, 4);
    for (var little : List.of(new EntryBytes(39, 80), new EntryBytes(40, 79))) {
      var run = Adjoint.of(new RingInPlace(true)).schedule(new BudgetedSchedule(plan, little));
      assertThrows(InvalidArgumentException.class, run::run);
    }
    Adjoint.of(new RingInPlace(true))
        .schedule(new BudgetedSchedule(plan, new EntryBytes(40, 80)))
        .run();
  }

  /// Found before the entry is written, which would take the disk's last bytes.
  @Test
  void theDiskIsLookedAtAgain() throws Exception {
    var petabyte =
        new StateCodec<double[]>() {
          private final StateCodec<double[]> doubles = StateCodec.doubles();

          @Override
          public long bytes(double[] state) {
            return state.length > 3 ? 1L << 50 : doubles.bytes(state);
          }

          @Override
          public void encode(double[] state, MemorySegment to) {
            doubles.encode(state, to);
          }

          @Override
          public double[] decode(MemorySegment from) {
            return doubles.decode(from);
          }
        };
    var schedule = RevolveCheckpointSchedule.of(STEPS, 0, 6, writeCost(1), readCost(1));
    var run = run(schedule).codec(petabyte);
    assertThrows(NotEnoughSpaceException.class, () -> run.run(new double[3], GrowthTest::seed));
    var journalled =
        run.adjointCodec(StateCodec.doubles())
            .replanner(ContinuedPlan.with(StepCosts.UNIT))
            .journal(Journal.in(directory, "growing", new byte[] {1}));
    for (int again = 0; again < 2; again++) {
      assertThrows(
          NotEnoughSpaceException.class, () -> journalled.run(new double[3], GrowthTest::seed));
    }
  }
}
