package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.OnlineCheckpointSchedule;

/// A forward whose number of steps shows at its end, played before the interpreter knows what to
/// interpret: stores what the schedule of an endless forward would.
///
/// A checkpoint is stored when the step after it has come, since the forward might have ended
/// there.
final class OnlineSweep<S> implements Consumer<S> {
  /// An action carried out.
  ///
  /// @param bytes of its checkpoint
  record Done(Forward action, long nanos, long bytes) {}

  /// What the interpreter goes on from.
  ///
  /// @param schedule of the steps that there were
  /// @param done its first actions
  record Swept(CheckpointSchedule schedule, List<Done> done) {}

  /// Plays the forward of a run.
  interface Play {
    Swept on(PhaseClock clock, RunControl control);
  }

  private final ValueMachine<S, ?, ?> machine;
  private final PhaseClock clock;
  private final RunControl control;
  private final Iterator<Action> endless;
  private final List<Done> done = new ArrayList<>();
  private Forward action;
  private long bytes;
  private long began;
  private long at;
  private boolean over;

  private OnlineSweep(
      OnlineCheckpointSchedule schedule,
      ValueMachine<S, ?, ?> machine,
      PhaseClock clock,
      RunControl control) {
    this.machine = machine;
    this.clock = clock;
    this.control = control;
    endless = schedule.ended(CheckpointSchedule.MAX_STEPS).iterator();
  }

  static <S> Swept play(
      OnlineCheckpointSchedule schedule,
      S initial,
      OnlineForward<S> forward,
      ValueMachine<S, ?, ?> machine,
      PhaseClock clock,
      RunControl control) {
    var sweep = new OnlineSweep<S>(schedule, machine, clock, control);
    clock.to(RunPhase.FORWARD);
    machine.begin();
    forward.run(initial, sweep);
    return sweep.swept(schedule);
  }

  @Override
  public void accept(S next) {
    Objects.requireNonNull(next, "state after step");
    if (over) {
      throw new IllegalStateException("a state was handed over after the forward had ended");
    }
    RunStoppedException.Reason reason = SafePoints.reason(control);
    if (reason != null) {
      throw new RunStoppedException(reason, at, null);
    }
    if (action == null || at == action.n1()) {
      begin();
    }
    machine.stand(++at, next);
  }

  private void begin() {
    finish(at);
    action = storing(endless.next());
    try {
      bytes = machine.store(action.storage(), at);
    } catch (LevelFullException full) {
      // What could be planned anew is not known yet.
      throw full.failure();
    }
    clock.to(RunPhase.FORWARD);
  }

  private void finish(long end) {
    long now = clock.to(RunPhase.STORE);
    if (action != null) {
      var carriedOut = new Forward(action.n0(), end, true, false, action.storage());
      done.add(new Done(carriedOut, now - began, bytes));
    }
    began = now;
  }

  private Swept swept(OnlineCheckpointSchedule schedule) {
    over = true;
    if (at == 0) {
      throw new InvalidArgumentException("forward", "of no steps", "one step at least");
    }
    finish(at);
    clock.to(RunPhase.OTHER);
    CheckpointSchedule whole = schedule.ended(at);
    Iterator<Action> planned = whole.iterator();
    for (Done carriedOut : done) {
      Action first = planned.next();
      if (!first.equals(carriedOut.action())) {
        throw new InvalidArgumentException(
            "online schedule",
            first + " when ended at step " + at,
            "what was carried out before the end was known, " + carriedOut.action());
      }
    }
    return new Swept(whole, done);
  }

  /// Refuses a family of schedules that cannot be one, as far as its shortest member and its
  /// longest tell.
  static void require(OnlineCheckpointSchedule schedule) {
    Forward first = storing(schedule.ended(1).iterator().next());
    Forward endless = storing(schedule.ended(CheckpointSchedule.MAX_STEPS).iterator().next());
    if (!first.storage().equals(endless.storage())) {
      throw refused(endless);
    }
  }

  private static Forward storing(Action action) {
    if (action instanceof Forward f && f.writeIcs() && !f.writeAdjDeps()) {
      return f;
    }
    throw refused(action);
  }

  private static InvalidArgumentException refused(Action action) {
    return new InvalidArgumentException(
        "online schedule",
        action + " in its forward",
        "a schedule whose forward stores restart data, the same for any number of steps:"
            + " Two-level");
  }
}
