package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;

/// One test or more for each rule that the referee states.
class ScheduleRefereeTest {
  private static final List<Level> LEVELS = List.of(Level.free(RAM, 2), Level.free(DISK, 3));

  @Test
  void playsAScheduleAndCounts() {
    var referee =
        play(
            2,
            "Forward(0, 1, writeIcs=true, writeAdjDeps=false, DISK)",
            "Forward(1, 2, writeIcs=false, writeAdjDeps=true, TAPE)",
            "EndForward()",
            "Reverse(2, 1, clearAdjDeps=true)",
            "Copy(0, DISK, TAPE, delete=true)",
            "Forward(0, 1, writeIcs=false, writeAdjDeps=true, TAPE)",
            "Reverse(1, 0, clearAdjDeps=true)",
            "EndReverse()");
    referee.finish(true);
    assertEquals(
        new Counts(
            3,
            2,
            8,
            Map.of(RAM, 0L, DISK, 1L),
            Map.of(RAM, 0L, DISK, 1L),
            Map.of(RAM, 0L, DISK, 1L, TAPE, 1L)),
        referee.counts());
    assertEquals(List.of(), referee.kept());
  }

  @Test
  void countsRestartAndAdjointDataOfOneStepAsTwoWritesAndOneRead() {
    var referee =
        play(
            1,
            "Forward(0, 1, writeIcs=true, writeAdjDeps=true, RAM)",
            "EndForward()",
            "Copy(0, RAM, DISK, delete=false)",
            "Copy(0, RAM, TAPE, delete=true)",
            "Reverse(1, 0, clearAdjDeps=true)",
            "Copy(0, DISK, NONE, delete=true)",
            "EndReverse()");
    referee.finish(true);
    assertEquals(Map.of(RAM, 2L, DISK, 2L), referee.counts().writes());
    assertEquals(Map.of(RAM, 1L, DISK, 0L), referee.counts().reads());
    assertEquals(Map.of(RAM, 2L, DISK, 2L, TAPE, 1L), referee.counts().peak());
  }

  @Test
  void forwardStartsWhereTheForwardStands() {
    refused(
        "stands, which is step 0", 4, "Forward(1, 2, writeIcs=false, writeAdjDeps=false, NONE)");
    refused(
        "stands, which is step 2",
        4,
        "Forward(0, 2, writeIcs=false, writeAdjDeps=false, NONE)",
        "Forward(3, 4, writeIcs=false, writeAdjDeps=false, NONE)");
  }

  @Test
  void adjointDataAloneLeavesTheForwardNowhere() {
    refused(
        "stands, which is nowhere",
        4,
        "Forward(0, 1, writeIcs=false, writeAdjDeps=true, RAM)",
        "Forward(1, 2, writeIcs=true, writeAdjDeps=false, RAM)",
        "Copy(0, RAM, TAPE, delete=false)",
        "Forward(2, 3, writeIcs=false, writeAdjDeps=false, NONE)");
    play(
        4,
        "Forward(0, 1, writeIcs=false, writeAdjDeps=true, RAM)",
        "Forward(1, 2, writeIcs=true, writeAdjDeps=false, RAM)",
        "Copy(0, RAM, TAPE, delete=false)",
        "Copy(1, RAM, TAPE, delete=false)",
        "Forward(1, 3, writeIcs=false, writeAdjDeps=false, NONE)");
  }

  @Test
  void forwardDoesNotPassTheAdjoint() {
    refused(
        "must not pass the adjoint, which stands at step 4",
        4,
        "Forward(0, 5, writeIcs=false, writeAdjDeps=false, NONE)");
    refused(
        "must not pass the adjoint, which stands at step 1",
        2,
        "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)",
        "Forward(1, 2, writeIcs=false, writeAdjDeps=true, TAPE)",
        "EndForward()",
        "Reverse(2, 1, clearAdjDeps=true)",
        "Copy(0, RAM, TAPE, delete=false)",
        "Forward(0, 2, writeIcs=false, writeAdjDeps=true, TAPE)");
  }

  @Test
  void levelsAreThoseOfTheSchedule() {
    refused("no level SSD", 4, "Forward(0, 1, writeIcs=true, writeAdjDeps=false, SSD)");
    refused("no level SSD", 4, "Copy(0, SSD, TAPE, delete=false)");
    refused(
        "no level SSD",
        4,
        "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)",
        "Copy(0, RAM, SSD, delete=false)");
  }

  @Test
  void aLevelHoldsOneEntryPerStep() {
    String write = "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)";
    refused(
        "already holds an entry of step 0",
        4,
        write,
        "Copy(0, RAM, TAPE, delete=false)",
        "Forward(0, 1, writeIcs=false, writeAdjDeps=true, RAM)");
    refused(
        "already holds an entry of step 0",
        4,
        write,
        "Copy(0, RAM, DISK, delete=false)",
        "Copy(0, RAM, DISK, delete=false)");
    play(
        4,
        write,
        "Copy(0, RAM, TAPE, delete=false)",
        "Forward(0, 1, writeIcs=false, writeAdjDeps=true, DISK)");
  }

  @Test
  void aLevelHoldsNoMoreThanItsSlots() {
    String first = "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)";
    refused(
        "2 slots, of which 1 are taken; this needs 2 more",
        4,
        first,
        "Forward(1, 2, writeIcs=true, writeAdjDeps=true, RAM)");
    String second = "Forward(1, 2, writeIcs=true, writeAdjDeps=false, RAM)";
    refused(
        "2 slots, of which 2 are taken; this needs 1 more",
        4,
        first,
        second,
        "Forward(2, 3, writeIcs=true, writeAdjDeps=false, DISK)",
        "Copy(2, DISK, RAM, delete=true)");
    play(
        4,
        "Forward(0, 1, writeIcs=true, writeAdjDeps=true, RAM)",
        "Copy(0, RAM, NONE, delete=true)",
        "Forward(1, 2, writeIcs=true, writeAdjDeps=true, RAM)");
    play(
        4,
        first,
        second,
        "Copy(0, RAM, NONE, delete=true)",
        "Forward(2, 3, writeIcs=false, writeAdjDeps=true, RAM)");
  }

  @Test
  void endForwardFollowsAtOnceAndOnce() {
    String reach = "Forward(0, 2, writeIcs=true, writeAdjDeps=false, RAM)";
    refused("EndForward comes when", 2, "EndForward()");
    refused("EndForward comes at once", 2, reach, "Copy(0, RAM, TAPE, delete=false)");
    refused("EndForward comes at once", 2, reach, "Reverse(2, 1, clearAdjDeps=true)");
    refused("EndForward comes once", 2, reach, "EndForward()", "EndForward()");
  }

  @Test
  void reverseComesAfterEndForward() {
    refused(
        "comes after EndForward",
        2,
        "Forward(0, 1, writeIcs=false, writeAdjDeps=true, TAPE)",
        "Reverse(1, 0, clearAdjDeps=true)");
  }

  @Test
  void reverseStartsWhereTheAdjointStands() {
    refused(
        "adjoint stands, which is step 2",
        2,
        "Forward(0, 2, writeIcs=false, writeAdjDeps=true, TAPE)",
        "EndForward()",
        "Reverse(1, 0, clearAdjDeps=true)");
  }

  @Test
  void reverseNeedsAllItsAdjointDataOnTape() {
    String skip = "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)";
    String record = "Forward(1, 3, writeIcs=false, writeAdjDeps=true, TAPE)";
    refused(
        "needs the adjoint data of all its steps",
        3,
        skip,
        record,
        "EndForward()",
        "Reverse(3, 0, clearAdjDeps=true)");
    play(3, skip, record, "EndForward()", "Reverse(3, 1, clearAdjDeps=true)");
    refused(
        "needs the adjoint data of all its steps",
        1,
        "Forward(0, 1, writeIcs=false, writeAdjDeps=true, RAM)",
        "EndForward()",
        "Reverse(1, 0, clearAdjDeps=true)");
  }

  @Test
  void reverseKeepsOrClearsAdjointData() {
    String record = "Forward(0, 2, writeIcs=false, writeAdjDeps=true, TAPE)";
    var referee =
        play(
            2,
            record,
            "EndForward()",
            "Reverse(2, 0, clearAdjDeps=false)",
            "EndReverse()",
            "Reverse(2, 1, clearAdjDeps=true)",
            "Reverse(1, 0, clearAdjDeps=true)",
            "EndReverse()");
    referee.finish(true);
    assertEquals(4, referee.counts().adjointSteps());
    refused(
        "Nothing is held after EndReverse",
        2,
        record,
        "EndForward()",
        "Reverse(2, 0, clearAdjDeps=true)",
        "EndReverse()",
        "Reverse(2, 0, clearAdjDeps=true)");
    refused(
        "needs the adjoint data of all its steps",
        2,
        record,
        "EndForward()",
        "Reverse(2, 1, clearAdjDeps=true)",
        "Reverse(1, 0, clearAdjDeps=false)",
        "EndReverse()",
        "Reverse(2, 0, clearAdjDeps=true)");
  }

  @Test
  void copyNeedsAnEntry() {
    refused("RAM holds no entry of step 0", 2, "Copy(0, RAM, TAPE, delete=false)");
    refused(
        "RAM holds no entry of step 1",
        2,
        "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)",
        "Copy(1, RAM, NONE, delete=true)");
    refused(
        "RAM holds no entry of step 0",
        2,
        "Forward(0, 1, writeIcs=true, writeAdjDeps=false, RAM)",
        "Copy(0, RAM, TAPE, delete=true)",
        "Copy(0, RAM, TAPE, delete=true)");
  }

  @Test
  void endReverseComesWhenTheAdjointIsThrough() {
    refused("adjoint stands at step 0; it stands at 2", 2, "EndReverse()");
    refused(
        "adjoint stands at step 0; it stands at 1",
        2,
        "Forward(0, 2, writeIcs=false, writeAdjDeps=true, TAPE)",
        "EndForward()",
        "Reverse(2, 1, clearAdjDeps=true)",
        "EndReverse()");
  }

  @Test
  void keptEntriesServeAnotherAdjoint() {
    String[] once = {
      "Copy(1, DISK, TAPE, delete=false)",
      "Reverse(2, 1, clearAdjDeps=true)",
      "Copy(0, DISK, TAPE, delete=false)",
      "Reverse(1, 0, clearAdjDeps=true)",
      "EndReverse()"
    };
    var referee =
        play(
            2,
            "Forward(0, 1, writeIcs=false, writeAdjDeps=true, DISK)",
            "Forward(1, 2, writeIcs=false, writeAdjDeps=true, DISK)",
            "EndForward()");
    for (int adjoint = 0; adjoint < 3; adjoint++) {
      Arrays.stream(once).map(Action::parse).forEach(referee::accept);
      referee.finish(false);
    }
    assertEquals(6, referee.counts().adjointSteps());
    assertEquals(
        List.of(new Entry(DISK, 0, false, true), new Entry(DISK, 1, false, true)), referee.kept());
    var left = assertThrows(IllegalScheduleException.class, () -> referee.finish(true));
    assertEquals(19, left.actionNumber());
    assertEquals(Optional.empty(), left.action());
    assertTrue(left.rule().contains("every level must be empty"), left.rule());
  }

  @Test
  void theEndIsEndReverseOrForAScheduleThatStoresNothingEndForward() {
    assertThrows(IllegalScheduleException.class, () -> play(2).finish(false));
    play(2, "Forward(0, 2, writeIcs=false, writeAdjDeps=false, NONE)", "EndForward()").finish(true);
    var stored = play(2, "Forward(0, 2, writeIcs=false, writeAdjDeps=true, TAPE)", "EndForward()");
    assertThrows(IllegalScheduleException.class, () -> stored.finish(false));
    stored.accept(Action.parse("Reverse(2, 0, clearAdjDeps=true)"));
    assertThrows(IllegalScheduleException.class, () -> stored.finish(false));
    stored.accept(Action.parse("EndReverse()"));
    stored.finish(true);
  }

  @Test
  void aBillionStepsOnTapeAreOneRange() {
    long n = CheckpointSchedule.MAX_STEPS;
    var referee = ScheduleReferee.of(n, List.of());
    referee.accept(new Action.Forward(0, n, false, true, TAPE));
    referee.accept(new Action.EndForward());
    referee.accept(new Action.Reverse(n, n / 3, true));
    referee.accept(new Action.Reverse(n / 3, 0, true));
    referee.accept(new Action.EndReverse());
    referee.finish(true);
    assertEquals(n, referee.counts().adjointSteps());
    assertEquals(n, referee.counts().peak().get(TAPE));
  }

  @Test
  void countsThatDoNotFitAreRefusedAndNotWrapped() {
    long n = CheckpointSchedule.MAX_STEPS;
    var referee = ScheduleReferee.of(n, LEVELS);
    referee.accept(new Action.Forward(0, n - 1, true, false, RAM));
    var refusal =
        assertThrows(
            IllegalScheduleException.class,
            () -> {
              for (int sweep = 0; sweep < 100; sweep++) {
                referee.accept(new Action.Copy(0, RAM, TAPE, false));
                referee.accept(new Action.Forward(0, n - 1, false, false, StorageLocation.NONE));
              }
            });
    assertTrue(refusal.rule().contains("must not exceed"), refusal.rule());
  }

  @Test
  void adjointStepsThatDoNotFitAreRefusedToo() {
    long n = CheckpointSchedule.MAX_STEPS;
    var referee = ScheduleReferee.of(n, LEVELS);
    referee.accept(new Action.Forward(0, n, false, true, TAPE));
    referee.accept(new Action.EndForward());
    var refusal =
        assertThrows(
            IllegalScheduleException.class,
            () -> {
              for (int adjoint = 0; adjoint < 100; adjoint++) {
                referee.accept(new Action.Reverse(n, 0, false));
                referee.accept(new Action.EndReverse());
              }
            });
    assertTrue(refusal.rule().contains("must not exceed"), refusal.rule());
  }

  @Test
  void takesUpAGameDuringTheAdjoint() {
    var held = List.of(new Entry(RAM, 0, true, false), new Entry(DISK, 0, false, true));
    var referee = ScheduleReferee.resumed(5, LEVELS, 1, held);
    assertEquals(held, referee.kept());
    assertEquals(1, referee.counts().peak().get(RAM));
    assertEquals(0, referee.counts().writes().get(RAM));
    referee.accept(Action.parse("Copy(0, RAM, NONE, delete=true)"));
    referee.accept(Action.parse("Copy(0, DISK, TAPE, delete=true)"));
    referee.accept(Action.parse("Reverse(1, 0, clearAdjDeps=true)"));
    referee.accept(Action.parse("EndReverse()"));
    referee.finish(true);
    var twice = List.of(new Entry(RAM, 0, true, false), new Entry(RAM, 0, false, true));
    assertThrows(
        InvalidArgumentException.class, () -> ScheduleReferee.resumed(5, LEVELS, 1, twice));
    assertThrows(InvalidArgumentException.class, () -> ScheduleReferee.resumed(5, LEVELS, 6, held));
    assertThrows(
        InvalidArgumentException.class,
        () -> ScheduleReferee.resumed(5, LEVELS.subList(0, 1), 1, held));
  }

  @Test
  void refusesImpossibleArguments() {
    for (long steps : new long[] {0, -1, CheckpointSchedule.MAX_STEPS + 1}) {
      assertThrows(InvalidArgumentException.class, () -> ScheduleReferee.of(steps, LEVELS));
    }
    var twice = List.of(Level.free(RAM, 1), Level.free(RAM, 2));
    assertThrows(InvalidArgumentException.class, () -> ScheduleReferee.of(1, twice));
  }

  private static ScheduleReferee play(long steps, String... actions) {
    var referee = ScheduleReferee.of(steps, LEVELS);
    Arrays.stream(actions).map(Action::parse).forEach(referee::accept);
    return referee;
  }

  /// Plays all actions, of which the last must be refused, and change nothing.
  private static void refused(String rule, long steps, String... actions) {
    var referee = play(steps, Arrays.copyOf(actions, actions.length - 1));
    var counts = referee.counts();
    var kept = referee.kept();
    Action last = Action.parse(actions[actions.length - 1]);
    var refusal = assertThrows(IllegalScheduleException.class, () -> referee.accept(last));
    assertTrue(refusal.rule().contains(rule), refusal.rule());
    assertEquals(actions.length, refusal.actionNumber());
    assertEquals(Optional.of(last), refusal.action());
    assertEquals(
        "action " + actions.length + ", " + last + ": " + refusal.rule(), refusal.getMessage());
    assertEquals(counts, referee.counts());
    assertEquals(kept, referee.kept());
  }
}
