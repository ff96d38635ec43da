package org.checkpointschedules.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// Runs actions blindly on a small exact model and looks at the values, to judge the referee by
/// something that is not a referee.
///
/// The model is a recurrence modulo a prime with a different map at every step, and its adjoint:
///
/// ```
/// x(i+1) = x(i)^2 + i + 2          lambda(i) = (2 x(i) + i) lambda(i+1) + x(i)
/// ```
///
/// Positions are not tracked: the state is a number, a `Forward` applies the maps that it names to
/// whatever number is there, and whether that was right shows in the numbers, which are compared to
/// those of storing everything. Only what cannot show in a number (slots, one entry per step, order
/// of the ends, passing the adjoint, what is left) is counted, in the plainest way. The run goes on
/// after an offence as long as there are numbers to go on with.
final class ExactRun {
  private static final long PRIME = 2_147_483_647L;

  enum Offence {
    FORWARD_FROM_WRONG_STATE,
    FORWARD_FROM_NOWHERE,
    REVERSE_FROM_WRONG_ADJOINT,
    REVERSE_WITHOUT_DATA,
    REVERSE_BEFORE_END_FORWARD,
    COPY_OF_NOTHING,
    WRONG_GRADIENT,
    END_FORWARD_AT_WRONG_STATE,
    END_FORWARD_LATE_OR_TWICE,
    FORWARD_PAST_ADJOINT,
    NO_SUCH_LEVEL,
    SECOND_ENTRY_OF_A_STEP,
    MORE_THAN_THE_SLOTS,
    ACTION_AFTER_THE_END,
    NOT_ENDED,
    ENTRIES_LEFT
  }

  private record Stored(Long restart, Long adjointData) {}

  private final long[] x;
  private final long[] lambda;
  private final Map<StorageLocation, Long> slots = new HashMap<>();
  private final Map<StorageLocation, Map<Long, Stored>> levels = new HashMap<>();
  private final Map<Long, Long> tape = new HashMap<>();
  private final Set<Offence> offences = new TreeSet<>();

  private Long state;
  private long adjoint;
  private boolean forwardEnded;
  private boolean storedAnything;
  private boolean forwardReachedEnd;
  private boolean computable = true;
  private int gradients;
  private int wrongGradients;
  private boolean complete;

  private ExactRun(int steps, List<Level> levels) {
    x = new long[steps + 1];
    x[0] = 3;
    for (int i = 0; i < steps; i++) {
      x[i + 1] = step(i, x[i]);
    }
    lambda = new long[steps + 1];
    lambda[steps] = 1;
    for (int i = steps - 1; i >= 0; i--) {
      lambda[i] = adjointStep(i, x[i], lambda[i + 1]);
    }
    for (Level level : levels) {
      slots.put(level.location(), level.slots());
      this.levels.put(level.location(), new HashMap<>());
    }
    state = x[0];
    adjoint = lambda[steps];
  }

  static ExactRun of(int steps, List<Level> levels, List<Action> actions, boolean mustBeEmpty) {
    var run = new ExactRun(steps, levels);
    for (Action action : actions) {
      run.execute(action);
      if (!run.computable) {
        return run;
      }
    }
    run.end(mustBeEmpty);
    return run;
  }

  /// Whether nothing was wrong at all.
  boolean legal() {
    return offences.isEmpty();
  }

  Set<Offence> offences() {
    return offences;
  }

  /// Whether the actions yield an adjoint at all, and every one that they yield is that of storing
  /// everything, whatever else they did wrong.
  boolean gradientsRight() {
    return computable && gradients > 0 && wrongGradients == 0;
  }

  private void execute(Action action) {
    boolean nothingHeld = tape.isEmpty() && levels.values().stream().allMatch(Map::isEmpty);
    offend(complete && gradients > 0 && nothingHeld, Offence.ACTION_AFTER_THE_END);
    complete = false;
    if (forwardReachedEnd && !forwardEnded && !(action instanceof EndForward)) {
      offend(true, Offence.END_FORWARD_LATE_OR_TWICE);
    }
    switch (action) {
      case Forward f -> forward(f);
      case Reverse r -> reverse(r);
      case Copy c -> copy(c);
      case EndForward _ -> {
        offend(forwardEnded, Offence.END_FORWARD_LATE_OR_TWICE);
        offend(!forwardReachedEnd, Offence.END_FORWARD_AT_WRONG_STATE);
        forwardEnded = true;
        complete = !storedAnything;
      }
      case EndReverse _ -> {
        gradients++;
        if (adjoint != lambda[0]) {
          wrongGradients++;
          offend(true, Offence.WRONG_GRADIENT);
        }
        adjoint = lambda[lambda.length - 1];
        complete = true;
      }
    }
  }

  private void forward(Forward f) {
    if (state == null) {
      stuck(Offence.FORWARD_FROM_NOWHERE);
      return;
    }
    offend(f.n0() >= x.length || state != x[(int) f.n0()], Offence.FORWARD_FROM_WRONG_STATE);
    offend(f.n1() >= lambda.length || adjointHasPassed(f.n1()), Offence.FORWARD_PAST_ADJOINT);
    if (f.storage().isLevel()) {
      Long data = f.writeAdjDeps() ? state : null;
      store(f.storage(), f.n0(), new Stored(f.writeIcs() ? state : null, data));
    }
    for (long i = f.n0(); i < f.n1(); i++) {
      if (f.writeAdjDeps() && !f.storage().isLevel()) {
        tape.put(i, state);
        storedAnything = true;
      }
      state = step(i, state);
    }
    forwardReachedEnd |= state == x[x.length - 1];
  }

  /// Whether the adjoint's number is one of those before `position`.
  private boolean adjointHasPassed(long position) {
    for (int i = 0; i < position; i++) {
      if (lambda[i] == adjoint) {
        return true;
      }
    }
    return false;
  }

  private void reverse(Reverse r) {
    offend(!forwardEnded, Offence.REVERSE_BEFORE_END_FORWARD);
    boolean wrong = r.n0() >= lambda.length || adjoint != lambda[(int) r.n0()];
    offend(wrong, Offence.REVERSE_FROM_WRONG_ADJOINT);
    for (long i = r.n0() - 1; i >= r.n1(); i--) {
      Long data = r.clearAdjDeps() ? tape.remove(i) : tape.get(i);
      if (data == null) {
        stuck(Offence.REVERSE_WITHOUT_DATA);
        return;
      }
      adjoint = adjointStep(i, data, adjoint);
    }
  }

  private void copy(Copy c) {
    Map<Long, Stored> source = levels.get(c.from());
    if (source == null || !source.containsKey(c.n())) {
      stuck(source == null ? Offence.NO_SUCH_LEVEL : Offence.COPY_OF_NOTHING);
      return;
    }
    Stored stored = source.get(c.n());
    if (c.to().isLevel()) {
      store(c.to(), c.n(), stored);
    } else if (c.to().equals(StorageLocation.TAPE)) {
      state = stored.restart();
      if (stored.adjointData() != null) {
        tape.put(c.n(), stored.adjointData());
      }
    }
    if (c.delete()) {
      source.remove(c.n());
    }
  }

  private void store(StorageLocation location, long step, Stored stored) {
    Map<Long, Stored> level = levels.get(location);
    if (level == null) {
      stuck(Offence.NO_SUCH_LEVEL);
      return;
    }
    storedAnything = true;
    offend(level.put(step, stored) != null, Offence.SECOND_ENTRY_OF_A_STEP);
    long used = 0;
    for (Stored each : level.values()) {
      used += (each.restart() == null ? 0 : 1) + (each.adjointData() == null ? 0 : 1);
    }
    offend(used > slots.get(location), Offence.MORE_THAN_THE_SLOTS);
  }

  private void end(boolean mustBeEmpty) {
    offend(!complete, Offence.NOT_ENDED);
    boolean left = levels.values().stream().anyMatch(level -> !level.isEmpty());
    offend(mustBeEmpty && left, Offence.ENTRIES_LEFT);
  }

  private void stuck(Offence offence) {
    offences.add(offence);
    computable = false;
  }

  private void offend(boolean wrong, Offence offence) {
    if (wrong) {
      offences.add(offence);
    }
  }

  private static long step(long i, long state) {
    return (state * state + i + 2) % PRIME;
  }

  private static long adjointStep(long i, long state, long adjoint) {
    return ((2 * state + i) % PRIME * adjoint + state) % PRIME;
  }
}
