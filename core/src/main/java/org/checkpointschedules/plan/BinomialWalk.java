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
  private enum Phase {
    LOAD,
    ADVANCE,
    RECORD,
    END_FORWARD,
    REVERSE,
    DONE
  }

  private final long slots;
  private final SlotPlaces places;
  private final BinomialSplit split;
  private final boolean keepBase;
  private final long forwardEnd;

  private Phase phase = Phase.DONE;
  private long position;
  private long steps;
  private long repetition;
  private long reach;
  private boolean stored;
  private boolean forwardEnded;

  private int depth;
  private long[] framePosition = new long[16];
  private long[] frameSteps = new long[16];
  private long[] frameRepetition = new long[16];
  private long[] frameReach = new long[16];

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
    forwardEnded = forwardEnd < 0;
  }

  /// Starts on `n` steps from `start`, where the forward stands. Nothing may be stored.
  void begin(long start, long n) {
    enter(start, n);
    phase = n == 1 ? Phase.RECORD : Phase.ADVANCE;
  }

  /// Starts on `n` steps from `start`, whose restart data lie in slot 0 and are to be loaded.
  void beginStored(long start, long n) {
    enter(start, n);
    push(n, repetition, reach);
    phase = Phase.LOAD;
  }

  /// Stands in the midst of `n` steps from `start`, begun either way: the adjoint has just come to
  /// `adjoint`, `start <= adjoint < start + n`; or, where `adjoint = start + n`, the forward has
  /// just recorded the last step. Takes O(slots + repetitions) time.
  void descend(long start, long n, long adjoint) {
    forwardEnded = true;
    enter(start, n);
    if (adjoint == start) {
      phase = Phase.DONE;
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
    phase = adjoint == position ? Phase.LOAD : Phase.REVERSE;
  }

  boolean hasNext() {
    return phase != Phase.DONE;
  }

  Action next() {
    switch (phase) {
      case LOAD -> {
        int top = depth - 1;
        position = framePosition[top];
        steps = frameSteps[top];
        boolean delete = false;
        if (steps == 1) {
          delete = top > 0 || !keepBase;
          depth = top;
          phase = Phase.RECORD;
        } else {
          repetition = frameRepetition[top];
          reach = frameReach[top];
          stored = true;
          phase = Phase.ADVANCE;
        }
        return new Copy(position, places.at(top), TAPE, delete);
      }
      case ADVANCE -> {
        boolean write = !stored;
        int slot = write ? depth : depth - 1;
        split.split(steps, slots - slot, repetition, reach);
        long from = position;
        long advance = split.advance;
        if (write) {
          push(advance, split.firstRepetition, split.firstReach);
        } else {
          frameSteps[slot] = advance;
          frameRepetition[slot] = split.firstRepetition;
          frameReach[slot] = split.firstReach;
        }
        position = from + advance;
        steps -= advance;
        repetition = split.restRepetition;
        reach = split.restReach;
        stored = false;
        phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
        return new Forward(from, position, write, false, write ? places.at(slot) : NONE);
      }
      case RECORD -> {
        phase = forwardEnded || position + 1 != forwardEnd ? Phase.REVERSE : Phase.END_FORWARD;
        return new Forward(position, position + 1, false, true, TAPE);
      }
      case END_FORWARD -> {
        forwardEnded = true;
        phase = Phase.REVERSE;
        return new EndForward();
      }
      case REVERSE -> {
        phase = depth == 0 ? Phase.DONE : Phase.LOAD;
        return new Reverse(position + 1, position, true);
      }
      case DONE -> {}
    }
    throw new IllegalStateException("the segment is reversed");
  }

  /// The checkpoints stored, by position.
  List<Entry> held() {
    var held = new ArrayList<Entry>(depth);
    for (int slot = 0; slot < depth; slot++) {
      held.add(new Entry(places.at(slot), framePosition[slot], true, false));
    }
    return held;
  }

  int depth() {
    return depth;
  }

  /// The steps still to be reversed from the checkpoint in `slot`.
  long stepsFrom(int slot) {
    return frameSteps[slot];
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
    if (depth == framePosition.length) {
      grow();
    }
    framePosition[depth] = position;
    frameSteps[depth] = first;
    frameRepetition[depth] = firstRepetition;
    frameReach[depth] = firstReach;
    depth++;
  }

  private void grow() {
    int length = Math.max(depth + 1, depth * 2);
    framePosition = Arrays.copyOf(framePosition, length);
    frameSteps = Arrays.copyOf(frameSteps, length);
    frameRepetition = Arrays.copyOf(frameRepetition, length);
    frameReach = Arrays.copyOf(frameReach, length);
  }
}
