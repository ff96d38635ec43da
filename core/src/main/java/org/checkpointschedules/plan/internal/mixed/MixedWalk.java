package org.checkpointschedules.plan.internal.mixed;

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
import org.checkpointschedules.plan.internal.common.SpacedEntries;

/// One pass over a mixed schedule.
///
/// Holds a frame for each restart entry, its position and the steps to be reversed from it when it
/// is next loaded; and, above them, one run of steps whose adjoint data are stored.
public final class MixedWalk implements Iterator<Action> {
  private enum Phase {
    ADVANCE,
    RECORD,
    END_FORWARD,
    REVERSE,
    LOAD,
    END
  }

  private final long units;
  private final StorageLocation place;

  private Phase phase = Phase.ADVANCE;
  private long position;
  private long steps;
  private boolean stored;
  private boolean forwardEnded;
  private boolean ended;

  private int depth;
  private long[] framePosition = new long[16];
  private long[] frameSteps = new long[16];
  private long runStart;
  private long runEnd;

  public MixedWalk(long steps, long units, StorageLocation place) {
    this.steps = steps;
    this.units = units;
    this.place = place;
    if (steps == 1) {
      phase = Phase.RECORD;
    }
  }

  /// Stands where the adjoint has just come to `adjoint`, or after the forward where that is the
  /// last step's end. Takes O(units + levels) splits.
  public void open(long adjoint) {
    forwardEnded = true;
    boolean forwardJustEnded = adjoint == steps;
    while (adjoint > position) {
      long s = units - depth;
      if (steps - 1 <= s) {
        runStart = position;
        runEnd = forwardJustEnded ? adjoint - 1 : adjoint;
        break;
      }
      if (s == 1 && adjoint < position + steps) {
        // Advances of one step less each time, down to two steps.
        if (adjoint == position + 1) {
          runStart = position;
          runEnd = adjoint;
        } else {
          push(adjoint - position);
        }
        break;
      }
      long advance = MixedSplit.advance(steps, s);
      if (adjoint < position + advance) {
        steps = advance;
        continue;
      }
      push(advance);
      position += advance;
      steps -= advance;
    }
    position = adjoint - 1;
    phase = forwardJustEnded ? Phase.REVERSE : Phase.LOAD;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Action next() {
    return switch (phase) {
      case ADVANCE -> advance();
      case RECORD -> {
        phase = forwardEnded ? Phase.REVERSE : Phase.END_FORWARD;
        yield new Forward(position, position + 1, false, true, TAPE);
      }
      case END_FORWARD -> {
        forwardEnded = true;
        phase = Phase.REVERSE;
        yield new EndForward();
      }
      case REVERSE -> {
        phase = Phase.LOAD;
        yield new Reverse(position + 1, position, true);
      }
      case LOAD -> load();
      case END -> throw new NoSuchElementException("the schedule has ended");
    };
  }

  private Action advance() {
    long s = units - (stored ? depth - 1 : depth) - (runEnd - runStart);
    long from = position;
    if (steps - 1 <= s) {
      if (runEnd == runStart) {
        runStart = position;
      }
      position++;
      runEnd = position;
      steps--;
      phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
      return new Forward(from, position, false, true, place);
    }
    boolean write = !stored;
    long advance = MixedSplit.advance(steps, s);
    if (write) {
      push(advance);
    } else {
      frameSteps[depth - 1] = advance;
    }
    stored = false;
    position += advance;
    steps -= advance;
    phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
    return new Forward(from, position, write, false, write ? place : NONE);
  }

  private Action load() {
    if (runEnd > runStart) {
      runEnd--;
      position = runEnd;
      phase = Phase.REVERSE;
      return new Copy(position, place, TAPE, true);
    }
    if (depth == 0) {
      phase = Phase.END;
      ended = true;
      return new EndReverse();
    }
    position = framePosition[depth - 1];
    steps = frameSteps[depth - 1];
    // Its unit included, are there units for all that is left? Then it is needed no more.
    boolean delete = steps - 1 <= units - (depth - 1);
    if (delete) {
      depth--;
    }
    stored = !delete;
    phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
    return new Copy(position, place, TAPE, delete);
  }

  private void push(long advance) {
    if (depth == framePosition.length) {
      framePosition = Arrays.copyOf(framePosition, 2 * depth);
      frameSteps = Arrays.copyOf(frameSteps, 2 * depth);
    }
    framePosition[depth] = position;
    frameSteps[depth] = advance;
    depth++;
  }

  /// Restart entries held.
  public int depth() {
    return depth;
  }

  /// The steps to be reversed from restart entry number `frame`.
  public long stepsFrom(int frame) {
    return frameSteps[frame];
  }

  /// Entries of adjoint data held.
  public long run() {
    return runEnd - runStart;
  }

  public List<Entry> held() {
    var restart = new ArrayList<Entry>(depth);
    for (int frame = 0; frame < depth; frame++) {
      restart.add(new Entry(place, framePosition[frame], true, false));
    }
    long start = runStart;
    return new SpacedEntries(run(), i -> start + i, place, false, 0, restart);
  }
}
