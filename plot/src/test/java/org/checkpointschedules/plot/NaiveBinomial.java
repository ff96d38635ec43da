package org.checkpointschedules.plot;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// Binomial checkpointing by plain recursion, as a list: something to draw that depends on no
/// planner. The checkpoints nearest the root of the recursion go to the last level, and so on.
final class NaiveBinomial {
  private final long steps;
  private final List<Level> levels;
  private final List<Action> actions = new ArrayList<>();

  private NaiveBinomial(long steps, List<Level> levels) {
    this.steps = steps;
    this.levels = levels;
  }

  static List<Action> actions(long steps, List<Level> levels) {
    var plan = new NaiveBinomial(steps, levels);
    long slots = levels.stream().mapToLong(Level::slots).sum();
    plan.reverse(0, steps, slots);
    plan.actions.add(new EndReverse());
    return plan.actions;
  }

  /// The forward stands at `a`; its restart data is to be written if the steps up to `b` are more
  /// than one. Of `slots`, one is for `a`.
  private void reverse(long a, long b, long slots) {
    StorageLocation level = level(slots);
    boolean write = true;
    long end = b;
    while (end - a > 1) {
      long m = slots == 1 ? end - 1 : a + split(end - a, slots);
      actions.add(new Forward(a, m, write, false, write ? level : NONE));
      write = false;
      if (slots == 1) {
        step(m);
      } else {
        reverse(m, end, slots - 1);
      }
      end = m;
      actions.add(new Copy(a, level, TAPE, end - a == 1));
    }
    step(a);
  }

  private void step(long n) {
    actions.add(new Forward(n, n + 1, false, true, TAPE));
    if (n + 1 == steps) {
      actions.add(new EndForward());
    }
    actions.add(new Reverse(n + 1, n, true));
  }

  private StorageLocation level(long slots) {
    long below = 0;
    for (Level level : levels) {
      below += level.slots();
      if (slots <= below) {
        return level.location();
      }
    }
    throw new AssertionError("more slots than there are");
  }

  /// The left part: no more than `slots` slots reverse in one sweep less than the whole takes.
  private static long split(long n, long slots) {
    long sweeps = 0;
    while (beta(slots, sweeps) < n) {
      sweeps++;
    }
    return Math.min(beta(slots, sweeps - 1), n - 1);
  }

  private static long beta(long s, long t) {
    double value = 1;
    for (long i = 1; i <= Math.min(s, t); i++) {
      value = value * (Math.max(s, t) + i) / i;
    }
    return (long) Math.min(Math.rint(value), 1e15);
  }
}
