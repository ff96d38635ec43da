package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.StorageLocation;

/// One pass over a chain of steps that a table has planned.
///
/// Holds a frame for each entry stored: the segment to be reversed when restart data are next
/// loaded, or the one step whose adjoint data they are.
final class ChainWalk implements Iterator<Action> {
  private enum Phase {
    ADVANCE,
    END_FORWARD,
    REVERSE,
    LOAD,
    END
  }

  private final ChainSplits splits;
  private final StorageLocation place;

  private Phase phase = Phase.ADVANCE;
  private int first;
  private int last;
  private int room;
  private boolean stored;
  private boolean forwardEnded;

  private int depth;
  private Frame[] frames = new Frame[16];

  /// @param adjoint whether the entry holds adjoint data, of step `first` alone
  private record Frame(int first, int last, int room, boolean adjoint) {}

  /// @param room room besides the restart data of step 0
  ChainWalk(ChainSplits splits, int steps, int room, StorageLocation place) {
    this.splits = splits;
    this.place = place;
    last = steps - 1;
    this.room = room;
  }

  /// Stands where the adjoint has just come to `adjoint`, or after the forward where that is the
  /// last step's end. Takes as many splits as lead there, at most one per step.
  void open(long adjoint) {
    forwardEnded = true;
    boolean forwardJustEnded = adjoint == last + 1L;
    phase = forwardJustEnded ? Phase.REVERSE : Phase.LOAD;
    while (first < last && first < adjoint) {
      int split = splits.split(first, last, room);
      if (split != ChainSplits.KEEP && adjoint < split) {
        last = split - 1;
      } else {
        enterRest(split);
      }
    }
  }

  @Override
  public boolean hasNext() {
    return phase != Phase.END;
  }

  @Override
  public Action next() {
    return switch (phase) {
      case ADVANCE -> advance();
      case END_FORWARD -> {
        forwardEnded = true;
        phase = Phase.REVERSE;
        yield new EndForward();
      }
      case REVERSE -> {
        phase = Phase.LOAD;
        yield new Reverse(first + 1L, first, true);
      }
      case LOAD -> load();
      case END -> throw new NoSuchElementException("the schedule has ended");
    };
  }

  private Action advance() {
    int from = first;
    if (first == last) {
      phase = forwardEnded ? Phase.REVERSE : Phase.END_FORWARD;
      return new Forward(from, from + 1L, false, true, TAPE);
    }
    int split = splits.split(first, last, room);
    boolean write = !stored;
    if (stored) {
      depth--;
    }
    enterRest(split);
    if (split == ChainSplits.KEEP) {
      return new Forward(from, first, false, true, place);
    }
    return new Forward(from, first, write, false, write ? place : NONE);
  }

  private void enterRest(int split) {
    boolean keep = split == ChainSplits.KEEP;
    int next = keep ? first + 1 : split;
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
    }
    frames[depth++] = new Frame(first, next - 1, room, keep);
    room -= keep ? splits.adjointSize(first) : splits.restartSize(next);
    first = next;
    stored = false;
  }

  private Action load() {
    if (depth == 0) {
      phase = Phase.END;
      return new EndReverse();
    }
    Frame top = frames[depth - 1];
    first = top.first();
    last = top.last();
    room = top.room();
    boolean needed = first < last && splits.split(first, last, room) != ChainSplits.KEEP;
    if (!needed) {
      depth--;
    }
    stored = needed;
    phase = top.adjoint() ? Phase.REVERSE : Phase.ADVANCE;
    return new Copy(first, place, TAPE, !needed);
  }

  List<Entry> held() {
    var held = new ArrayList<Entry>(depth);
    for (int i = 0; i < depth; i++) {
      held.add(new Entry(place, frames[i].first(), !frames[i].adjoint(), frames[i].adjoint()));
    }
    return held;
  }
}
