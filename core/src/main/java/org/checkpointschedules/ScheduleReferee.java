package org.checkpointschedules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;

/// Plays actions on an abstract machine and refuses the first that breaks a rule. It knows the
/// rules of the game and nothing of any planner, so it judges any schedule from any source.
///
/// ```java
/// Counts counts = ScheduleReferee.check(schedule);           // play it in full
/// for (Action a : ScheduleReferee.watch(schedule)) { ... }   // check each action as it passes
///
/// var referee = ScheduleReferee.of(steps, levels);           // actions from anywhere
/// for (Action a : actions) { referee.accept(a); }
/// referee.finish(true);
/// ```
///
/// The machine is: where the forward stands (step 0 at first; it may be nowhere), where the adjoint
/// stands (step N at first), the entries of each level, and the steps whose adjoint data lie on
/// `TAPE`. The rules:
///
/// 1. A `Forward` starts where the forward stands and does not pass the adjoint. An entry that it
///    writes goes to a level of the schedule.
/// 2. A level holds at most one entry per step number and never more than its slots. An entry is
///    restart data, or the adjoint data of one step, or both, which takes two slots.
/// 3. `EndForward` is the action that follows when the forward first stands at step N. It comes
///    once.
/// 4. A `Reverse` comes after `EndForward`, starts where the adjoint stands, and needs the adjoint
///    data of all its steps on `TAPE`. These stay there unless it clears them.
/// 5. A `Copy` needs an entry of its step in its source. To `TAPE` it brings what the entry holds:
///    restart data puts the forward at that step; adjoint data alone leaves the forward nowhere. To
///    a level it needs, by rule 2, room and no entry of that step there. With `delete` the source
///    is freed afterwards.
/// 6. `EndReverse` comes when the adjoint stands at step 0. Then the adjoint stands at step N
///    again: where data is kept, another adjoint may follow, any number of times; where none is,
///    nothing may.
/// 7. The last action is `EndReverse`; in a schedule that stores nothing at all it may be
///    `EndForward`. Entries may be left in levels only by a schedule that keeps them.
///
/// A refused action changes nothing, so the state that refused it can be looked at. Takes amortised
/// O(log entries) per action and memory O(entries). Not thread safe.
public final class ScheduleReferee {
  private static final long NOWHERE = -1;

  private final long steps;
  private final LevelLedger[] ledgers;
  private final StepRanges tape = new StepRanges();

  private long forward;
  private long adjoint;
  private boolean forwardEnded;
  private boolean stored;
  private Action last;

  private long actions;
  private long forwardSteps;
  private long adjointSteps;
  private long peakTape;

  private ScheduleReferee(long steps, List<Level> levels) {
    if (steps < 1 || steps > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException(
          "steps", steps, "a whole number from 1 to " + CheckpointSchedule.MAX_STEPS);
    }
    if (levels.stream().map(Level::location).distinct().count() != levels.size()) {
      throw new InvalidArgumentException(
          "levels", levels.stream().map(Level::location).toList(), "each name once");
    }
    this.steps = steps;
    adjoint = steps;
    ledgers = levels.stream().map(LevelLedger::new).toArray(LevelLedger[]::new);
  }

  /// {@return a referee at the start of a game}
  ///
  /// @param steps the number of forward steps N, 1 to [CheckpointSchedule#MAX_STEPS]
  /// @param levels the levels and their slots, each name once; no others may be used
  /// @throws InvalidArgumentException if an argument is out of range
  public static ScheduleReferee of(long steps, List<Level> levels) {
    return new ScheduleReferee(steps, levels);
  }

  /// {@return a referee that takes up a game during the adjoint: the forward has ended and stands
  /// nowhere, `TAPE` is empty} Counts start from zero, peaks from what is held.
  ///
  /// @param steps the number of forward steps N, 1 to [CheckpointSchedule#MAX_STEPS]
  /// @param levels the levels and their slots, each name once; no others may be used
  /// @param adjointPosition where the adjoint stands, 0 to `steps`
  /// @param held what the levels hold
  /// @throws InvalidArgumentException if an argument is out of range, or the entries do not fit
  public static ScheduleReferee resumed(
      long steps, List<Level> levels, long adjointPosition, List<Entry> held) {
    var referee = new ScheduleReferee(steps, levels);
    if (adjointPosition < 0 || adjointPosition > steps) {
      throw new InvalidArgumentException(
          "adjoint position", adjointPosition, "a whole number from 0 to " + steps);
    }
    for (Entry entry : held) {
      LevelLedger ledger = referee.find(entry.location());
      String refusal = ledger == null ? referee.unknown(entry.location()) : ledger.refusal(entry);
      if (refusal != null) {
        throw new InvalidArgumentException("held entry", entry, "what fits: " + refusal);
      }
      ledger.hold(entry);
    }
    referee.adjoint = adjointPosition;
    referee.forward = NOWHERE;
    referee.forwardEnded = true;
    referee.stored = true;
    return referee;
  }

  /// {@return a referee that takes up a game that was broken off and starts over at step 0, where
  /// the forward stands; `TAPE` is empty} Counts start from zero, peaks from what is held.
  ///
  /// @param steps the number of forward steps N, 1 to [CheckpointSchedule#MAX_STEPS]
  /// @param levels the levels and their slots, each name once; no others may be used
  /// @param standing what the game has reached, and what the levels hold
  /// @throws InvalidArgumentException as [#resumed]
  public static ScheduleReferee continued(long steps, List<Level> levels, Standing standing) {
    ScheduleReferee referee = resumed(steps, levels, standing.adjointPosition(), standing.held());
    referee.forward = 0;
    referee.forwardEnded = standing.forwardEnded();
    return referee;
  }

  /// Plays a schedule in full, once.
  ///
  /// @param schedule asked for one iterator, which is run to its end
  /// @return what was counted
  /// @throws IllegalScheduleException at the first broken rule
  public static Counts check(CheckpointSchedule schedule) {
    var referee = of(schedule.steps(), schedule.levels());
    for (Action action : schedule) {
      referee.accept(action);
    }
    referee.finish(!schedule.keepsCheckpoints());
    return referee.counts();
  }

  /// {@return the same schedule, each iterator of which checks every action as it passes, and the
  /// end with the last action} Streams from [CheckpointSchedule#open] are checked too. Illegal
  /// actions surface as [IllegalScheduleException] from `next`, and are not handed out; a schedule
  /// without any action is refused when it is opened.
  ///
  /// @param schedule what is watched; its forecast is passed on as it is
  public static CheckpointSchedule watch(CheckpointSchedule schedule) {
    return new WatchedSchedule(schedule);
  }

  /// Plays the next action.
  ///
  /// @param action the action that follows those accepted so far
  /// @throws IllegalScheduleException if it breaks a rule; the machine is then as before
  public void accept(Action action) {
    if (last instanceof EndReverse && !holdsData()) {
      throw breach(action, "Nothing is held after EndReverse, so nothing may follow.");
    }
    if (!forwardEnded && forward == steps && !(action instanceof EndForward)) {
      throw breach(
          action, "EndForward comes at once when the forward first stands at step " + steps + ".");
    }
    switch (action) {
      case Forward f -> advance(f);
      case Reverse r -> reverse(r);
      case Copy c -> copy(c);
      case EndForward e -> endForward(e);
      case EndReverse e -> endReverse(e);
    }
    last = action;
    actions++;
  }

  /// Declares that no further action comes.
  ///
  /// @param mustBeEmpty whether an entry left in a level is a fault
  /// @throws IllegalScheduleException if the game is not at its end
  public void finish(boolean mustBeEmpty) {
    boolean complete = last instanceof EndReverse || (last instanceof EndForward && !stored);
    if (!complete) {
      throw breach(
          null,
          forwardEnded
              ? "A schedule that stores data ends with EndReverse; the adjoint stands at step "
                  + adjoint
                  + "."
              : "A schedule ends with EndReverse, or with EndForward if it stores nothing; the"
                  + " forward has not ended.");
    }
    if (mustBeEmpty && !levelsEmpty()) {
      List<Entry> kept = kept();
      throw breach(
          null,
          "%s still holds an entry of step %d; every level must be empty at the end (%d left)."
              .formatted(kept.getFirst().location(), kept.getFirst().step(), kept.size()));
    }
  }

  /// {@return what was counted so far; the levels are those given, fastest first, zeros included,
  /// and in the peaks `TAPE`}
  public Counts counts() {
    Map<StorageLocation, Long> writes = new LinkedHashMap<>();
    Map<StorageLocation, Long> reads = new LinkedHashMap<>();
    Map<StorageLocation, Long> peak = new LinkedHashMap<>();
    for (LevelLedger ledger : ledgers) {
      writes.put(ledger.location(), ledger.writes());
      reads.put(ledger.location(), ledger.reads());
      peak.put(ledger.location(), ledger.peak());
    }
    peak.put(StorageLocation.TAPE, peakTape);
    return new Counts(forwardSteps, adjointSteps, actions, writes, reads, peak);
  }

  /// Starts counting anew, at the next action: counts from zero, peaks from what is held now. The
  /// numbers of actions in exceptions go on from zero too.
  public void countAnew() {
    actions = 0;
    forwardSteps = 0;
    adjointSteps = 0;
    peakTape = tape.size();
    for (LevelLedger ledger : ledgers) {
      ledger.countAnew();
    }
  }

  /// {@return the entries that the levels hold now, by step, then level; after the last action,
  /// those kept for another adjoint}
  public List<Entry> kept() {
    var held = new ArrayList<Entry>();
    for (LevelLedger ledger : ledgers) {
      ledger.addEntriesTo(held);
    }
    // The sort is stable, so entries of one step stay in the order of the levels.
    held.sort(Comparator.comparingLong(Entry::step));
    return List.copyOf(held);
  }

  /// {@return how many entries a level holds now, counted as in [Counts]; for `TAPE`, of how many
  /// steps the adjoint data lie there}
  ///
  /// @param place a level of this game, or `TAPE`
  /// @throws InvalidArgumentException if there is no such level
  public long held(StorageLocation place) {
    if (place.equals(StorageLocation.TAPE)) {
      return tape.size();
    }
    LevelLedger ledger = find(place);
    if (ledger == null) {
      throw new InvalidArgumentException("place", place, "TAPE or a level. " + unknown(place));
    }
    return ledger.used();
  }

  private void advance(Forward f) {
    if (f.n0() != forward) {
      throw breach(
          f, "A Forward starts where the forward stands, which is " + place(forward) + ".");
    }
    if (f.n1() > adjoint) {
      throw breach(
          f, "The forward must not pass the adjoint, which stands at step " + adjoint + ".");
    }
    if (forwardSteps + f.steps() < 0) {
      throw breach(f, "The forward steps of a game must not exceed " + Long.MAX_VALUE + " in all.");
    }
    if (f.storage().isLevel()) {
      LevelLedger ledger = ledger(f, f.storage());
      put(f, ledger, new Entry(ledger.location(), f.n0(), f.writeIcs(), f.writeAdjDeps()));
    } else if (f.writeAdjDeps()) {
      record(f.n0(), f.n1());
    }
    forward = f.n1();
    forwardSteps += f.steps();
  }

  private void reverse(Reverse r) {
    if (!forwardEnded) {
      throw breach(r, "A Reverse comes after EndForward.");
    }
    if (r.n0() != adjoint) {
      throw breach(r, "A Reverse starts where the adjoint stands, which is step " + adjoint + ".");
    }
    if (!tape.containsAll(r.n1(), r.n0())) {
      throw breach(r, "A Reverse needs the adjoint data of all its steps on TAPE; some are not.");
    }
    if (adjointSteps + r.steps() < 0) {
      throw breach(r, "The adjoint steps of a game must not exceed " + Long.MAX_VALUE + " in all.");
    }
    if (r.clearAdjDeps()) {
      tape.remove(r.n1(), r.n0());
    }
    adjoint = r.n1();
    adjointSteps += r.steps();
  }

  private void copy(Copy c) {
    LevelLedger source = ledger(c, c.from());
    Entry entry = source.entry(c.n());
    if (entry == null) {
      throw breach(c, c.from() + " holds no entry of step " + c.n() + ".");
    }
    if (c.to().isLevel()) {
      LevelLedger target = ledger(c, c.to());
      put(c, target, new Entry(target.location(), c.n(), entry.restartData(), entry.adjointData()));
    } else if (c.to().equals(StorageLocation.TAPE)) {
      source.countRead();
      forward = entry.restartData() ? c.n() : NOWHERE;
      if (entry.adjointData()) {
        record(c.n(), c.n() + 1);
      }
    }
    if (c.delete()) {
      source.drop(entry);
    }
  }

  private void endForward(EndForward e) {
    if (forwardEnded) {
      throw breach(e, "EndForward comes once.");
    }
    if (forward != steps) {
      throw breach(
          e,
          "EndForward comes when the forward first stands at step %d; it is at %s."
              .formatted(steps, place(forward)));
    }
    forwardEnded = true;
  }

  private void endReverse(EndReverse e) {
    if (adjoint != 0) {
      throw breach(
          e, "EndReverse comes when the adjoint stands at step 0; it stands at " + adjoint + ".");
    }
    adjoint = steps;
  }

  private void put(Action action, LevelLedger ledger, Entry entry) {
    String refusal = ledger.refusal(entry);
    if (refusal != null) {
      throw breach(action, refusal);
    }
    ledger.store(entry);
    stored = true;
  }

  private void record(long from, long to) {
    tape.add(from, to);
    peakTape = Math.max(peakTape, tape.size());
    stored = true;
  }

  private boolean holdsData() {
    return tape.size() > 0 || !levelsEmpty();
  }

  private boolean levelsEmpty() {
    for (LevelLedger ledger : ledgers) {
      if (!ledger.empty()) {
        return false;
      }
    }
    return true;
  }

  private LevelLedger ledger(Action action, StorageLocation location) {
    LevelLedger ledger = find(location);
    if (ledger == null) {
      throw breach(action, unknown(location));
    }
    return ledger;
  }

  private LevelLedger find(StorageLocation location) {
    for (LevelLedger ledger : ledgers) {
      if (ledger.location().equals(location)) {
        return ledger;
      }
    }
    return null;
  }

  private String unknown(StorageLocation location) {
    var names = new ArrayList<StorageLocation>();
    for (LevelLedger ledger : ledgers) {
      names.add(ledger.location());
    }
    return "There is no level " + location + "; the levels are " + names + ".";
  }

  private static String place(long position) {
    return position == NOWHERE ? "nowhere until restart data is loaded" : "step " + position;
  }

  private IllegalScheduleException breach(Action action, String rule) {
    return new IllegalScheduleException(actions + 1, action, rule);
  }
}
