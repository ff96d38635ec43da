package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// Legal schedules drawn at random, with everything that actions can say: restart data, adjoint
/// data and both in every level, copies that keep and that delete, moves between levels, pure
/// deletes, ranges reversed in one action and step by step, with and without clearing.
final class RandomSchedule {
  private final long steps;
  private final StorageLocation[] levels;
  private final SplittableRandom random;
  private final List<Action> actions = new ArrayList<>();
  private boolean forwardEnded;

  private RandomSchedule(long steps, long seed, StorageLocation... levels) {
    this.steps = steps;
    this.levels = levels;
    random = new SplittableRandom(seed);
  }

  static ListSchedule of(long steps, long seed, StorageLocation... levels) {
    var drawn = new RandomSchedule(steps, seed, levels);
    drawn.sweep(0, steps);
    drawn.actions.add(new EndReverse());
    var unbounded = new ArrayList<Level>();
    for (StorageLocation level : levels) {
      unbounded.add(Level.free(level, Level.UNBOUNDED));
    }
    return ListSchedule.of(steps, unbounded, drawn.actions);
  }

  /// From the forward at `low` and the adjoint at `high` to the adjoint at `low`.
  private void sweep(long low, long high) {
    int choice = random.nextInt(4);
    if (choice == 0 && high - low <= 4) {
      recordAndReverse(low, high);
    } else if (choice == 1) {
      throughRestartData(low, high);
    } else if (high - low == 1 && choice == 2) {
      recordAndReverse(low, high);
    } else {
      throughAdjointData(low, high, random.nextBoolean());
    }
  }

  private void recordAndReverse(long low, long high) {
    forward(low, high, false, true, TAPE);
    if (random.nextBoolean()) {
      actions.add(new Reverse(high, low, true));
    } else {
      for (long at = high; at > low; at--) {
        actions.add(new Reverse(at, at - 1, true));
      }
    }
  }

  private void throughRestartData(long low, long high) {
    if (high - low == 1) {
      recordAndReverse(low, high);
      return;
    }
    StorageLocation level = level();
    long middle = random.nextLong(low + 1, high);
    forward(low, middle, true, false, level);
    sweep(middle, high);
    level = moved(low, level);
    boolean keep = random.nextBoolean();
    actions.add(new Copy(low, level, TAPE, !keep));
    if (keep && random.nextBoolean()) {
      // Recompute once for nothing, as a schedule with several adjoints might.
      forward(low, middle, false, false, NONE);
      actions.add(new Copy(low, level, TAPE, false));
    }
    if (keep) {
      actions.add(new Copy(low, level, NONE, true));
    }
    sweep(low, middle);
  }

  private void throughAdjointData(long low, long high, boolean both) {
    StorageLocation level = level();
    forward(low, low + 1, both, true, level);
    if (high > low + 1) {
      sweep(low + 1, high);
    }
    level = moved(low, level);
    actions.add(new Copy(low, level, TAPE, true));
    actions.add(new Reverse(low + 1, low, true));
  }

  private StorageLocation moved(long step, StorageLocation from) {
    StorageLocation to = level();
    if (to.equals(from)) {
      return from;
    }
    actions.add(new Copy(step, from, to, true));
    return to;
  }

  private StorageLocation level() {
    return levels[random.nextInt(levels.length)];
  }

  private void forward(long n0, long n1, boolean ics, boolean deps, StorageLocation storage) {
    actions.add(new Forward(n0, n1, ics, deps, storage));
    if (n1 == steps && !forwardEnded) {
      forwardEnded = true;
      actions.add(new EndForward());
    }
  }
}
