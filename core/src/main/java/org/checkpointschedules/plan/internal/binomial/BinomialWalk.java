package org.checkpointschedules.plan.internal.binomial;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.internal.numbers.Binomial;

/// Reverses segments of steps by binomial checkpointing, one action at a time.
///
/// Holds one frame per checkpoint stored: its position, and how many steps from there on are to be
/// reversed after it is next loaded. Where a slot for every step is left, the checkpoints stored
/// one step after the other, a *run*, need no frames: they are loaded the other way round, each for
/// one step. `next` takes constant time and allocates nothing but its action; what most actions
/// need is kept small enough to be compiled into the loop that asks for them.
public final class BinomialWalk {
  // What comes next. Whole numbers, as an enum costs a look-up in every switch.
  private static final int DONE = 0;
  private static final int LOAD = 1;
  private static final int ADVANCE = 2;
  private static final int RECORD = 3;
  private static final int END_FORWARD = 4;
  private static final int REVERSE = 5;
  private static final int LOAD_RUN = 6;
  private static final int ADVANCE_RUN = 7;

  // A frame is four numbers: the position of a checkpoint, the steps from there on that are to be
  // reversed after it is next loaded, and their repetition number and reach.
  private static final int STEPS = 1;
  private static final int REPETITION = 2;
  private static final int REACH = 3;
  private static final int FRAME = 4;

  private final long slots;
  private final SlotPlaces places;
  private final StorageLocation place;
  private final BinomialSplit split;
  private final boolean keepBase;

  private int phase = DONE;
  private long position;
  private long steps;
  private long repetition;
  private long reach;
  private boolean stored;
  private long forwardEnd;

  // The checkpoints of the run are those from here to the position, once there is a slot for every
  // step; none otherwise.
  private long runStart;
  private long runEnd;

  private int depth;
  private long[] frames = new long[16 * FRAME];

  /// @param slots checkpoints at most, 1 or more where a segment has more than one step
  /// @param keepBase whether slot 0 holds data stored by someone else, never to be deleted
  /// @param forwardEnd the step after whose recording `EndForward` is due; -1 if it is not this
  ///   walk's to emit
  public BinomialWalk(
      long slots, SlotPlaces places, Trajectory trajectory, boolean keepBase, long forwardEnd) {
    this.slots = Math.min(slots, CheckpointSchedule.MAX_STEPS);
    this.places = places;
    place = places != null && places.uniform() ? places.at(0) : null;
    this.split = new BinomialSplit(trajectory);
    this.keepBase = keepBase;
    this.forwardEnd = forwardEnd;
  }

  /// Starts on `n` steps from `start`, where the forward stands. Nothing may be stored.
  public void begin(long start, long n) {
    enter(start, n);
    goOn();
  }

  /// Starts on `n` steps from `start`, whose restart data lie in slot 0 and are to be loaded.
  public void beginStored(long start, long n) {
    enter(start, n);
    push(n, repetition, reach);
    phase = LOAD;
  }

  /// Stands in the midst of `n` steps from `start`, begun either way: the adjoint has just come to
  /// `adjoint`, `start <= adjoint < start + n`; or, where `adjoint = start + n`, the forward has
  /// just recorded the last step. Takes O(slots + repetitions) time.
  public void descend(long start, long n, long adjoint) {
    forwardEnd = -1;
    enter(start, n);
    while (steps > 1 && adjoint > position) {
      long s = slots - depth;
      if (steps <= s + 1) {
        push(1, 0, 0);
        runStart = position + 1;
        position = Math.min(adjoint, position + steps - 1);
        break;
      }
      if (s == 1) {
        long first = Math.min(adjoint - position, steps - 1);
        push(first, first - 1, first - 1);
        position += first;
        runStart = position;
        break;
      }
      split.split(steps, s, repetition, reach);
      if (adjoint < position + split.advance) {
        steps = split.advance;
        repetition = split.firstRepetition;
        reach = split.firstReach;
      } else {
        push(split.advance, split.firstRepetition, split.firstReach);
        position += split.advance;
        runStart = position;
        enterRest();
      }
    }
    phase = adjoint > position ? REVERSE : reversed();
  }

  public boolean hasNext() {
    return phase != DONE;
  }

  public Action next() {
    long from = position;
    switch (phase) {
      case LOAD_RUN -> {
        position = from - 1;
        phase = RECORD;
        return new Copy(from - 1, placeInRun(from - 1), TAPE, true);
      }
      case RECORD -> {
        phase = from + 1 == forwardEnd ? END_FORWARD : REVERSE;
        return new Forward(from, from + 1, false, true, TAPE);
      }
      case REVERSE -> {
        phase = reversed();
        return new Reverse(from + 1, from, true);
      }
      case ADVANCE_RUN -> {
        position = from + 1;
        phase = from + 1 == runEnd ? RECORD : ADVANCE_RUN;
        return new Forward(from, from + 1, true, false, placeInRun(from));
      }
      case LOAD -> {
        return load();
      }
      case ADVANCE -> {
        return advance();
      }
      default -> {
        return endForward();
      }
    }
  }

  private int reversed() {
    return position > runStart ? LOAD_RUN : depth > 0 ? LOAD : DONE;
  }

  private StorageLocation placeInRun(long step) {
    return place(depth + (int) (step - runStart));
  }

  private StorageLocation place(int slot) {
    return place != null ? place : places.at(slot);
  }

  private Action endForward() {
    if (phase == DONE) {
      throw new IllegalStateException("the segment is reversed");
    }
    forwardEnd = -1;
    phase = REVERSE;
    return new EndForward();
  }

  private Action load() {
    int top = depth - 1;
    int frame = top * FRAME;
    position = frames[frame];
    runStart = position;
    steps = frames[frame + STEPS];
    if (steps == 1) {
      depth = top;
      phase = RECORD;
      return new Copy(position, place(top), TAPE, top > 0 || !keepBase);
    }
    repetition = frames[frame + REPETITION];
    reach = frames[frame + REACH];
    stored = true;
    phase = ADVANCE;
    return new Copy(position, place(top), TAPE, false);
  }

  /// To the place where the first steps end and the rest begins.
  private Action advance() {
    long from = position;
    boolean write = !stored;
    stored = false;
    int slot = write ? depth : depth - 1;
    split.split(steps, slots - slot, repetition, reach);
    if (write) {
      push(split.advance, split.firstRepetition, split.firstReach);
    } else {
      int frame = slot * FRAME;
      frames[frame + STEPS] = split.advance;
      frames[frame + REPETITION] = split.firstRepetition;
      frames[frame + REACH] = split.firstReach;
    }
    position = from + split.advance;
    enterRest();
    goOn();
    return new Forward(from, position, write, false, write ? place(slot) : NONE);
  }

  private void enterRest() {
    steps -= split.advance;
    repetition = split.restRepetition;
    reach = split.restReach;
  }

  /// The forward stands at the first of the steps, nothing stored for it.
  private void goOn() {
    runStart = position;
    if (steps == 1) {
      phase = RECORD;
    } else if (steps <= slots - depth + 1) {
      runEnd = position + steps - 1;
      phase = ADVANCE_RUN;
    } else {
      phase = ADVANCE;
    }
  }

  /// The checkpoints stored, by position.
  public List<Entry> held() {
    var held = new ArrayList<Entry>(depth());
    for (int slot = 0; slot < depth(); slot++) {
      long step = slot < depth ? frames[slot * FRAME] : runStart + slot - depth;
      held.add(new Entry(places.at(slot), step, true, false));
    }
    return held;
  }

  /// The number of checkpoints stored.
  ///
  /// @throws InvalidArgumentException if they are more than can be listed
  public int depth() {
    long count = depth + (position - runStart);
    if (count > Integer.MAX_VALUE) {
      throw new InvalidArgumentException(
          "entries held", count, "at most " + Integer.MAX_VALUE + " to be listed");
    }
    return (int) count;
  }

  /// The steps still to be reversed from the checkpoint in `slot`.
  public long stepsFrom(int slot) {
    return slot < depth ? frames[slot * FRAME + STEPS] : 1;
  }

  private void enter(long start, long n) {
    depth = 0;
    position = start;
    runStart = start;
    steps = n;
    stored = false;
    if (n > 1) {
      repetition = Binomial.repetition(n, slots);
      reach = Binomial.beta(slots, repetition - 1);
    }
  }

  private void push(long first, long firstRepetition, long firstReach) {
    int frame = depth * FRAME;
    if (frame == frames.length) {
      frames = Arrays.copyOf(frames, 2 * frame);
    }
    frames[frame] = position;
    frames[frame + STEPS] = first;
    frames[frame + REPETITION] = firstRepetition;
    frames[frame + REACH] = firstReach;
    depth++;
  }
}
