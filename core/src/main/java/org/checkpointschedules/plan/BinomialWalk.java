package org.checkpointschedules.plan;

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

/// Reverses segments of steps by binomial checkpointing, one action at a time.
///
/// Holds one frame per checkpoint stored: its position, and how many steps from there on are to be
/// reversed after it is next loaded. `next` takes constant time and allocates nothing but its
/// action.
final class BinomialWalk {
  // What comes next. Whole numbers, as an enum costs a look-up in every switch.
  private static final int DONE = 0;
  private static final int LOAD = 1;
  private static final int ADVANCE = 2;
  private static final int RECORD = 3;
  private static final int END_FORWARD = 4;
  private static final int REVERSE = 5;

  // A frame is four numbers: the position of a checkpoint, the steps from there on that are to be
  // reversed after it is next loaded, and their repetition number and reach.
  private static final int STEPS = 1;
  private static final int REPETITION = 2;
  private static final int REACH = 3;
  private static final int FRAME = 4;

  private final long slots;
  private final SlotPlaces places;
  private final BinomialSplit split;
  private final boolean keepBase;

  private int phase = DONE;
  private long position;
  private long steps;
  private long repetition;
  private long reach;
  private boolean stored;
  private long forwardEnd;

  private int depth;
  private long[] frames = new long[16 * FRAME];

  /// @param slots checkpoints at most, 1 or more where a segment has more than one step
  /// @param keepBase whether slot 0 holds data stored by someone else, never to be deleted
  /// @param forwardEnd the step after whose recording `EndForward` is due; -1 if it is not this
  ///   walk's to emit
  BinomialWalk(
      long slots, SlotPlaces places, Trajectory trajectory, boolean keepBase, long forwardEnd) {
    this.slots = Math.min(slots, CheckpointSchedule.MAX_STEPS);
    this.places = places;
    this.split = new BinomialSplit(trajectory);
    this.keepBase = keepBase;
    this.forwardEnd = forwardEnd;
  }

  /// Starts on `n` steps from `start`, where the forward stands. Nothing may be stored.
  void begin(long start, long n) {
    enter(start, n);
    phase = n == 1 ? RECORD : ADVANCE;
  }

  /// Starts on `n` steps from `start`, whose restart data lie in slot 0 and are to be loaded.
  void beginStored(long start, long n) {
    enter(start, n);
    push(n, repetition, reach);
    phase = LOAD;
  }

  /// Stands in the midst of `n` steps from `start`, begun either way: the adjoint has just come to
  /// `adjoint`, `start <= adjoint < start + n`; or, where `adjoint = start + n`, the forward has
  /// just recorded the last step. Takes O(slots + repetitions) time.
  void descend(long start, long n, long adjoint) {
    forwardEnd = -1;
    enter(start, n);
    if (adjoint == start) {
      phase = DONE;
      return;
    }
    while (steps > 1) {
      long s = slots - depth;
      if (s == 1) {
        long first = Math.min(adjoint - position, steps - 1);
        push(first, first - 1, first - 1);
        position += first;
        steps = 1;
        break;
      }
      split.split(steps, s, repetition, reach);
      if (adjoint < position + split.advance) {
        steps = split.advance;
        repetition = split.firstRepetition;
        reach = split.firstReach;
        continue;
      }
      push(split.advance, split.firstRepetition, split.firstReach);
      position += split.advance;
      if (adjoint == position) {
        break;
      }
      steps -= split.advance;
      repetition = split.restRepetition;
      reach = split.restReach;
    }
    phase = adjoint == position ? LOAD : REVERSE;
  }

  boolean hasNext() {
    return phase != DONE;
  }

  Action next() {
    switch (phase) {
      case LOAD -> {
        return load();
      }
      case ADVANCE -> {
        return advance();
      }
      case RECORD -> {
        phase = position + 1 == forwardEnd ? END_FORWARD : REVERSE;
        return new Forward(position, position + 1, false, true, TAPE);
      }
      case REVERSE -> {
        phase = depth == 0 ? DONE : LOAD;
        return new Reverse(position + 1, position, true);
      }
      case END_FORWARD -> {
        forwardEnd = -1;
        phase = REVERSE;
        return new EndForward();
      }
      default -> throw new IllegalStateException("the segment is reversed");
    }
  }

  private Action load() {
    int top = depth - 1;
    int frame = top * FRAME;
    position = frames[frame];
    steps = frames[frame + STEPS];
    if (steps == 1) {
      depth = top;
      phase = RECORD;
      return new Copy(position, places.at(top), TAPE, top > 0 || !keepBase);
    }
    repetition = frames[frame + REPETITION];
    reach = frames[frame + REACH];
    stored = true;
    phase = ADVANCE;
    return new Copy(position, places.at(top), TAPE, false);
  }

  private Action advance() {
    boolean write = !stored;
    stored = false;
    int slot = write ? depth : depth - 1;
    long from = position;
    if (steps <= slots - slot + 1) {
      // A slot for every step: no repetition number will be asked for any more.
      if (write) {
        push(1);
      } else {
        frames[slot * FRAME + STEPS] = 1;
      }
      position = from + 1;
      steps--;
    } else {
      split.split(steps, slots - slot, repetition, reach);
      long advance = split.advance;
      if (write) {
        push(advance);
      }
      int frame = slot * FRAME;
      frames[frame + STEPS] = advance;
      frames[frame + REPETITION] = split.firstRepetition;
      frames[frame + REACH] = split.firstReach;
      position = from + advance;
      steps -= advance;
      repetition = split.restRepetition;
      reach = split.restReach;
    }
    if (steps == 1) {
      phase = RECORD;
    }
    return new Forward(from, position, write, false, write ? places.at(slot) : NONE);
  }

  /// The checkpoints stored, by position.
  List<Entry> held() {
    var held = new ArrayList<Entry>(depth);
    for (int slot = 0; slot < depth; slot++) {
      held.add(new Entry(places.at(slot), frames[slot * FRAME], true, false));
    }
    return held;
  }

  int depth() {
    return depth;
  }

  /// The steps still to be reversed from the checkpoint in `slot`.
  long stepsFrom(int slot) {
    return frames[slot * FRAME + STEPS];
  }

  private void enter(long start, long n) {
    depth = 0;
    position = start;
    steps = n;
    stored = false;
    if (n > 1) {
      repetition = Binomial.repetition(n, slots);
      reach = Binomial.beta(slots, repetition - 1);
    }
  }

  private void push(long first, long firstRepetition, long firstReach) {
    push(first);
    int frame = (depth - 1) * FRAME;
    frames[frame + REPETITION] = firstRepetition;
    frames[frame + REACH] = firstReach;
  }

  private void push(long first) {
    int frame = depth * FRAME;
    if (frame == frames.length) {
      frames = Arrays.copyOf(frames, 2 * frame);
    }
    frames[frame] = position;
    frames[frame + STEPS] = first;
    depth++;
  }
}
