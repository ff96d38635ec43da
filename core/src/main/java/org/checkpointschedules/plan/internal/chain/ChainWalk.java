package org.checkpointschedules.plan.internal.chain;

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

/// One pass over a chain of steps. Holds two numbers for each entry stored. `next` takes constant
/// time and allocates nothing but its action.
final class ChainWalk implements Iterator<Action> {
  // What comes next. Whole numbers, as an enum costs a look-up in every switch.
  private static final int ADVANCE = 0;
  private static final int END_FORWARD = 1;
  private static final int REVERSE = 2;
  private static final int LOAD = 3;
  private static final int END = 4;

  /// In a frame, instead of the split of the steps that wait: the entry holds adjoint data.
  private static final int ADJOINT = -1;

  private final ChainTree tree;
  private final StorageLocation place;

  private int phase = ADVANCE;
  private int first;
  private int split;
  private boolean stored;
  private boolean forwardEnded;

  // A frame is the step of an entry and the split of the steps that wait for it.
  private int depth;
  private int[] frames = new int[32];

  ChainWalk(ChainTree tree, StorageLocation place) {
    this.tree = tree;
    this.place = place;
    split = tree.root();
  }

  /// Stands where the adjoint has just come to `adjoint`, or after the forward where that is the
  /// last step's end. Takes as many splits as lead there, at most one per step.
  void open(long adjoint) {
    forwardEnded = true;
    phase = adjoint == tree.steps() ? REVERSE : LOAD;
    while (split != ChainTree.NONE && first < adjoint) {
      if (adjoint < split) {
        split = tree.before(split);
      } else {
        toRest();
      }
    }
  }

  @Override
  public boolean hasNext() {
    return phase != END;
  }

  @Override
  public Action next() {
    return switch (phase) {
      case ADVANCE -> advance();
      case REVERSE -> {
        phase = LOAD;
        yield new Reverse(first + 1L, first, true);
      }
      case LOAD -> load();
      case END_FORWARD -> {
        forwardEnded = true;
        phase = REVERSE;
        yield new EndForward();
      }
      default -> throw new NoSuchElementException("the schedule has ended");
    };
  }

  private Action advance() {
    int from = first;
    if (split == ChainTree.NONE) {
      phase = forwardEnded ? REVERSE : END_FORWARD;
      return new Forward(from, from + 1L, false, true, TAPE);
    }
    boolean keep = tree.keeps(split);
    boolean write = !stored;
    if (stored) {
      depth--;
    }
    toRest();
    if (keep) {
      return new Forward(from, first, false, true, place);
    }
    return new Forward(from, first, write, false, write ? place : NONE);
  }

  private void toRest() {
    int frame = 2 * depth;
    if (frame == frames.length) {
      frames = Arrays.copyOf(frames, 2 * frame);
    }
    frames[frame] = first;
    frames[frame + 1] = tree.keeps(split) ? ADJOINT : tree.before(split);
    depth++;
    first = split;
    split = tree.after(split);
    stored = false;
  }

  private Action load() {
    if (depth == 0) {
      phase = END;
      return new EndReverse();
    }
    int frame = 2 * (depth - 1);
    first = frames[frame];
    split = frames[frame + 1];
    stored = split > ChainTree.NONE && !tree.keeps(split);
    if (!stored) {
      depth--;
    }
    phase = split == ADJOINT ? REVERSE : ADVANCE;
    return new Copy(first, place, TAPE, !stored);
  }

  List<Entry> held() {
    var held = new ArrayList<Entry>(depth);
    for (int frame = 0; frame < 2 * depth; frame += 2) {
      boolean adjoint = frames[frame + 1] == ADJOINT;
      held.add(new Entry(place, frames[frame], !adjoint, adjoint));
    }
    return held;
  }
}
