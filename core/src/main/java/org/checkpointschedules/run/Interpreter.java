package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.RunFolder;

/// Carries out the actions of a schedule on a machine, and counts what it does.
///
/// Every action passes the referee first, so that an illegal schedule ends in an
/// `IllegalScheduleException` before the action is carried out, never in a wrong gradient.
final class Interpreter {
  private static final long PROGRESS_NANOS = 100_000_000;

  /// Losses healed while the adjoint stands still, beside one for each entry held, before the run
  /// gives up: a device that damages all that is written to it cannot be healed.
  private static final int PATIENCE = 8;

  private final CheckpointSchedule schedule;
  private final Route route;
  private final Machine machine;
  private final PhaseClock clock;
  private final Observers observers;
  private final Ledger ledger;
  private final LongSupplier hidden;
  private final FlightRecord flight;
  private final Pace forwardPace = new Pace();
  private final Pace recordPace = new Pace();
  private final Pace adjointPace = new Pace();
  private final List<String> recoveries = new ArrayList<>();

  /// Slots of levels that were found full.
  private final Map<StorageLocation, Long> fewer = new HashMap<>();

  private SafePoints safePoints = new SafePoints(null, () -> 0);
  private AdjointSaver saver;
  private List<OnlineSweep.Done> swept = List.of();

  /// Steps below this one have been computed before.
  private long frontier;

  private long forwardPosition;
  private long adjointPosition;
  private boolean forwardEnded;
  private boolean ended;
  private long lossesHere;
  private long lastProgress;

  /// @param foreseen the same actions, as something looks ahead in them
  /// @param ledger of the schedule's levels, empty
  /// @param hidden nanoseconds of work in the background that nobody waited for
  Interpreter(
      CheckpointSchedule schedule,
      Replanner replanner,
      UnaryOperator<Iterator<Action>> foreseen,
      Machine machine,
      Ledger ledger,
      PhaseClock clock,
      Observers observers,
      LongSupplier hidden,
      FlightRecord flight) {
    this.schedule = schedule;
    route = new Route(schedule, replanner, foreseen);
    this.machine = machine;
    this.ledger = ledger;
    this.clock = clock;
    this.observers = observers;
    this.hidden = hidden;
    this.flight = flight;
    adjointPosition = schedule.steps();
  }

  /// Stops where these say so.
  void stopAt(SafePoints safePoints) {
    this.safePoints = safePoints;
  }

  /// Has the adjoint state saved by this.
  void saveBy(AdjointSaver saver) {
    this.saver = saver;
  }

  /// Takes the forward as carried out, where it has been; null where it has not.
  void goOnFrom(OnlineSweep.Swept sweep) {
    if (sweep != null) {
      swept = sweep.done();
    }
  }

  /// Starts where an earlier run was broken off, its adjoint loaded already; the forecast of what
  /// is left to do.
  Forecast takeUp(Resumption resumption) {
    for (RunFolder.Survivor survivor : resumption.survivors()) {
      ledger.level(survivor.level()).hold(survivor.key(), machine.survivorBytes(survivor));
    }
    adjointPosition = resumption.standing().adjointPosition();
    forwardEnded = resumption.standing().forwardEnded();
    frontier = forwardEnded ? schedule.steps() : 0;
    Forecast remaining = route.changeTo(resumption.standing()).remaining();
    ledger.expect(remaining);
    return remaining;
  }

  /// Plays the schedule to its end.
  void play() {
    clock.to(RunPhase.FORWARD);
    if (swept.isEmpty()) {
      machine.begin();
    }
    long before = clock.to(RunPhase.OTHER);
    while (route.hasNext()) {
      stopIfAsked();
      Action action = route.next();
      if (ended) {
        throw RunSettings.reversesNot(schedule);
      }
      if (ledger.actions < swept.size()) {
        account(swept.get((int) ledger.actions));
        continue;
      }
      before = clock.to(RunPhase.OTHER);
      CarriedOutEvent event = flight.action();
      long bytes;
      try {
        bytes = perform(action);
      } catch (CheckpointDamagedException damage) {
        heal(action, damage);
        continue;
      } catch (LevelFullException full) {
        narrow(full);
        continue;
      }
      flight.end(event, ledger.actions + 1, action, bytes);
      tell(action, clock.to(RunPhase.OTHER) - before, bytes);
    }
    if (!ended) {
      throw RunSettings.reversesNot(schedule);
    }
  }

  private void tell(Action action, long nanos, long bytes) {
    ledger.actions++;
    if (!observers.none()) {
      var event = new ActionEvent(ledger.actions, action, nanos, bytes, adjointPosition);
      observers.tell(observer -> observer.action(event));
      tellProgress();
    }
  }

  /// Counts an action that was carried out before its schedule was known.
  private void account(OnlineSweep.Done done) {
    Forward action = done.action();
    ledger.stored(action.storage(), CheckpointKey.restart(action.n0()), done.bytes());
    ledger.forwardSteps += action.steps();
    frontier = action.n1();
    forwardPosition = action.n1();
    tell(action, done.nanos(), done.bytes());
  }

  /// Forgets the entry that the action found damaged, and plans anew from what is left.
  private void heal(Action action, CheckpointDamagedException damage) {
    if (!route.canChange() || !(action instanceof Copy copy) || impatient()) {
      throw damage;
    }
    forget(copy.from(), copy.n());
    replan();
    recoveries.add(damage.getMessage() + "; recomputed from what was left");
  }

  /// Forgets the entries that found no room, and plans anew with the slots that hold something.
  private void narrow(LevelFullException full) {
    if (impatient()) {
      throw full.failure();
    }
    LevelUse level = ledger.level(full.level());
    for (CheckpointKey key : full.keys()) {
      if (level.holds(key)) {
        forget(level.location, key.step());
      }
    }
    fewer.put(level.location, level.held());
    if (new Standing(adjointPosition, forwardEnded, List.of(), fewer)
        .levels(schedule.levels()).stream().allMatch(left -> left.slots() == 0)) {
      throw full.failure();
    }
    replan();
    recoveries.add(
        "%s; went on with %,d slots in %s"
            .formatted(full.failure().getMessage(), level.held(), level.location));
  }

  private boolean impatient() {
    return lossesHere++ > PATIENCE + ledger.entries().size();
  }

  private void forget(StorageLocation location, long step) {
    LevelUse level = ledger.level(location);
    forEachKey(level, step, key -> machine.delete(location, key));
    level.deleted(step);
  }

  private void replan() {
    clock.to(RunPhase.RECOMPUTE);
    machine.clear();
    machine.begin();
    forwardPosition = 0;
    var standing = new Standing(adjointPosition, forwardEnded, ledger.entries(), fewer);
    ledger.replanned(route.changeTo(standing).remaining(), machine.tapePeak());
  }

  /// What was lost and recomputed, a sentence each.
  List<String> recoveries() {
    return recoveries;
  }

  /// Where what continues the run lies, and whether that is anything yet.
  private String kept() {
    boolean inMemoryOnly =
        schedule.levels().stream()
            .map(Level::location)
            .filter(location -> !location.equals(StorageLocation.RAM))
            .allMatch(location -> ledger.level(location).held() == 0);
    return saver.place()
        + (inMemoryOnly && !forwardEnded
            ? ", but no checkpoint lies outside of memory yet: the forward begins anew"
            : "");
  }

  private void stopIfAsked() {
    RunStoppedException.Reason reason = safePoints.reached(clock.last());
    if (reason == null) {
      return;
    }
    if (saver != null && forwardEnded) {
      saver.save(adjointPosition);
    }
    throw new RunStoppedException(reason, adjointPosition, saver == null ? null : kept());
  }

  /// Carries out one action; the bytes that it moved.
  private long perform(Action action) {
    return switch (action) {
      case Forward f -> forward(f);
      case Reverse r -> reverse(r);
      case Copy c -> copy(c);
      case EndForward _ -> {
        clock.to(RunPhase.ADJOINT);
        machine.seed();
        forwardEnded = true;
        yield 0;
      }
      case EndReverse _ -> {
        ended = true;
        yield 0;
      }
    };
  }

  private long forward(Forward f) {
    long bytes = 0;
    if (f.writeIcs()) {
      clock.to(RunPhase.STORE);
      StoreEvent event = flight.store();
      long stored = machine.store(f.storage(), f.n0());
      bytes += stored(event, f.storage(), CheckpointKey.restart(f.n0()), stored);
    }
    if (!f.writeAdjDeps()) {
      long known = Math.clamp(frontier, f.n0(), f.n1());
      steps(RunPhase.RECOMPUTE, f.n0(), known);
      steps(RunPhase.FORWARD, known, f.n1());
    } else if (f.storage().isLevel()) {
      clock.to(RunPhase.STORE);
      StoreEvent event = flight.store();
      long stored = machine.recordTo(f.storage(), f.n0());
      bytes += stored(event, f.storage(), CheckpointKey.adjoint(f.n0()), stored);
      ledger.forwardSteps++;
      forwardPosition = f.n1();
    } else {
      steps(RunPhase.RECORD, f.n0(), f.n1());
    }
    frontier = Math.max(frontier, f.n1());
    return bytes;
  }

  private long stored(StoreEvent event, StorageLocation level, CheckpointKey key, long bytes) {
    flight.end(event, level, key, bytes);
    ledger.stored(level, key, bytes);
    return bytes;
  }

  private void load(LevelUse source, CheckpointKey key) {
    LoadEvent event = flight.load();
    long bytes = machine.load(source.location, key);
    source.correct(key, bytes);
    if (key.kind() == CheckpointKey.Kind.RESTART) {
      forwardPosition = key.step();
    }
    flight.end(event, source.location, key, bytes);
  }

  private void copy(LevelUse source, StorageLocation target, CheckpointKey key) {
    StoreEvent event = flight.store();
    stored(event, target, key, machine.copy(source.location, target, key));
  }

  /// Forward steps of one kind, in pieces short enough to tell progress between.
  private void steps(RunPhase phase, long n0, long n1) {
    Pace pace = phase == RunPhase.RECORD ? recordPace : forwardPace;
    for (long at = n0; at < n1; ) {
      long piece = Math.min(n1 - at, pace.steps());
      long begin = clock.to(phase);
      if (phase == RunPhase.RECORD) {
        for (long step = at; step < at + piece; step++) {
          machine.record(step);
        }
      } else {
        machine.advance(at, at + piece);
      }
      pace.took(piece, clock.to(RunPhase.OTHER) - begin);
      at += piece;
      ledger.forwardSteps += piece;
      forwardPosition = at;
      tellProgress();
      stopIfAsked();
    }
  }

  private long reverse(Reverse r) {
    for (long at = r.n0(); at > r.n1(); ) {
      long piece = Math.min(at - r.n1(), adjointPace.steps());
      long begin = clock.to(RunPhase.ADJOINT);
      for (long step = at - 1; step >= at - piece; step--) {
        machine.reverse(step);
        if (r.clearAdjDeps()) {
          machine.clear(step);
        }
      }
      adjointPace.took(piece, clock.to(RunPhase.OTHER) - begin);
      at -= piece;
      ledger.adjointSteps += piece;
      adjointPosition = at;
      lossesHere = 0;
      tellProgress();
      if (saver != null) {
        saver.offer(at);
      }
      stopIfAsked();
    }
    return 0;
  }

  private long copy(Copy c) {
    LevelUse source = ledger.level(c.from());
    long bytes = 0;
    if (c.to().equals(TAPE)) {
      clock.to(RunPhase.LOAD);
      forEachKey(source, c.n(), key -> load(source, key));
      source.read(c.n());
      bytes = source.bytes(c.n());
    } else if (c.to().isLevel()) {
      clock.to(RunPhase.STORE);
      forEachKey(source, c.n(), key -> copy(source, c.to(), key));
      bytes = source.bytes(c.n());
    }
    if (c.delete()) {
      forEachKey(source, c.n(), key -> machine.delete(c.from(), key));
      source.deleted(c.n());
    }
    return bytes;
  }

  private static void forEachKey(LevelUse level, long step, Consumer<CheckpointKey> use) {
    if (level.holdsRestart(step)) {
      use.accept(CheckpointKey.restart(step));
    }
    if (level.holdsAdjoint(step)) {
      use.accept(CheckpointKey.adjoint(step));
    }
  }

  private void tellProgress() {
    if (observers.none()) {
      return;
    }
    long elapsed = clock.to(RunPhase.OTHER);
    if (elapsed - lastProgress < PROGRESS_NANOS) {
      return;
    }
    lastProgress = elapsed;
    var occupancy = new ArrayList<RunProgress.Occupancy>();
    for (Level level : schedule.levels()) {
      long held = ledger.level(level.location()).held();
      occupancy.add(new RunProgress.Occupancy(level.location(), held, level.slots()));
    }
    var progress =
        new RunProgress(
            clock.last(),
            forwardPosition,
            adjointPosition,
            ledger.forwardSteps,
            ledger.adjointSteps,
            ledger.writes(),
            ledger.reads(),
            clock.nanos(RunPhase.FORWARD, RunPhase.RECOMPUTE, RunPhase.RECORD),
            clock.nanos(RunPhase.ADJOINT),
            clock.nanos(RunPhase.STORE),
            clock.nanos(RunPhase.LOAD),
            elapsed,
            hidden.getAsLong(),
            occupancy);
    observers.tell(observer -> observer.progress(progress));
  }
}
