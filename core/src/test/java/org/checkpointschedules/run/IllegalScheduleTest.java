package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broken schedule ends in a typed error, or, where it is legal still, in the right gradient.
class IllegalScheduleTest {
  private static final long STEPS = 7;

  @TempDir Path directory;

  @Test
  void everySingleMutationIsRefusedOrHarmless() throws IOException {
    var good = RandomSchedule.of(STEPS, 11, RAM, DISK);
    double[] expected = gradient(good);
    int refused = 0;
    List<List<Action>> mutants = mutants(good.actions());
    for (List<Action> mutant : mutants) {
      var schedule = good.with(mutant);
      try {
        Bits.assertSame(expected, gradient(schedule), mutant);
      } catch (IllegalScheduleException | InvalidArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > mutants.size() * 3 / 4, refused + " of " + mutants.size() + " refused");
    assertEquals(List.of(), AdjointTest.contents(directory));
  }

  @Test
  void aReverseWithoutItsDataNamesTheAction() {
    var schedule =
        ListSchedule.storeAll(3)
            .with(
                List.of(
                    new Forward(0, 2, false, false, NONE),
                    new Forward(2, 3, false, true, TAPE),
                    new EndForward(),
                    new Reverse(3, 0, true),
                    new EndReverse()));
    var model = new RingInPlace(false);
    var e =
        assertThrows(
            IllegalScheduleException.class, () -> Adjoint.of(model).schedule(schedule).run());
    assertEquals(4, e.actionNumber());
  }

  @Test
  void aScheduleThatReversesNothingIsRefusedBeforeAnyWork() {
    var none =
        ListSchedule.of(
            3, List.of(), List.of(new Forward(0, 3, false, false, NONE), new EndForward()));
    var e =
        assertThrows(
            InvalidArgumentException.class,
            () -> Adjoint.of(new RingInPlace(false)).schedule(none).run());
    assertEquals("schedule", e.argument());
  }

  @Test
  void aScheduleThatForecastsAnAdjointButComputesNoneIsRefused() {
    var none =
        ListSchedule.storeAll(3)
            .with(List.of(new Forward(0, 3, false, false, NONE), new EndForward()));
    assertThrows(
        InvalidArgumentException.class,
        () -> Adjoint.of(new RingInPlace(false)).schedule(none).run());
  }

  @Test
  void aSecondAdjointInOneScheduleIsRefused() {
    List<Action> actions =
        List.of(
            new Forward(0, 3, false, true, TAPE),
            new EndForward(),
            new Reverse(3, 0, false),
            new EndReverse(),
            new Reverse(3, 0, true),
            new EndReverse());
    var twice = ListSchedule.storeAll(3).with(actions);
    assertThrows(
        InvalidArgumentException.class,
        () -> Adjoint.of(new RingInPlace(false)).schedule(twice).run());
  }

  private double[] gradient(ListSchedule schedule) {
    return Adjoint.of(new Ring.Values())
        .schedule(schedule)
        .directory(directory)
        .run(Ring.initial(), Ring::seed)
        .value();
  }

  /// Each action left out, doubled, and exchanged with each later one.
  private static List<List<Action>> mutants(List<Action> actions) {
    var mutants = new ArrayList<List<Action>>();
    for (int i = 0; i < actions.size(); i++) {
      var without = new ArrayList<>(actions);
      without.remove(i);
      mutants.add(without);
      var doubled = new ArrayList<>(actions);
      doubled.add(i, actions.get(i));
      mutants.add(doubled);
      for (int j = i + 1; j < actions.size(); j++) {
        var swapped = new ArrayList<>(actions);
        Collections.swap(swapped, i, j);
        mutants.add(swapped);
      }
    }
    return mutants;
  }
}
