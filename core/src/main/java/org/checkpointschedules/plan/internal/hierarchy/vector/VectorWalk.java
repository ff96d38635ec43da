package org.checkpointschedules.plan.internal.hierarchy.vector;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// The actions that a [VectorTable] decides on, one at a time.
final class VectorWalk implements Iterator<Action> {
  private enum Phase {
    LOAD,
    ADVANCE,
    RECORD,
    END_FORWARD,
    REVERSE,
    DONE
  }

  /// Steps whose first one has an entry on `tier`, waiting to be loaded.
  private record Waiting(int start, int steps, int free, int tier) {}

  private final Hierarchy hierarchy;
  private final VectorTable table;
  private final ArrayList<Waiting> waiting = new ArrayList<>();
  private Phase phase;
  private int start;
  private int steps;
  private int free;
  private int stored = -1;

  VectorWalk(Hierarchy hierarchy, VectorTable table) {
    this.hierarchy = hierarchy;
    this.table = table;
    steps = (int) hierarchy.steps;
    free = table.full();
    phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
  }

  /// Goes to where the adjoint has just come to `adjoint`, or to the end of the forward.
  void descend(long adjoint) {
    phase = Phase.LOAD;
    if (adjoint == 0) {
      return;
    }
    while (steps > 1) {
      int tier = table.tier(free, stored, steps);
      int advance = table.advance(free, tier, steps);
      if (adjoint < start + advance) {
        steps = advance;
        stored = tier;
        continue;
      }
      waiting.add(new Waiting(start, advance, free, tier));
      start += advance;
      if (adjoint == start) {
        return;
      }
      steps -= advance;
      free = table.without(free, tier);
      stored = -1;
    }
    phase = Phase.REVERSE;
  }

  @Override
  public boolean hasNext() {
    return phase != Phase.DONE;
  }

  @Override
  public Action next() {
    return switch (phase) {
      case LOAD -> load();
      case ADVANCE -> advance();
      case RECORD -> {
        phase = start + 1 == hierarchy.steps ? Phase.END_FORWARD : Phase.REVERSE;
        yield new Action.Forward(start, start + 1, false, true, TAPE);
      }
      case END_FORWARD -> {
        phase = Phase.REVERSE;
        yield new Action.EndForward();
      }
      case REVERSE -> {
        phase = Phase.LOAD;
        yield new Action.Reverse(start + 1, start, true);
      }
      case DONE -> throw new NoSuchElementException("the schedule has ended");
    };
  }

  private Action load() {
    if (waiting.isEmpty()) {
      phase = Phase.DONE;
      return new Action.EndReverse();
    }
    Waiting next = waiting.removeLast();
    start = next.start;
    steps = next.steps;
    free = next.free;
    boolean keep = steps > 1 && table.tier(free, next.tier, steps) == next.tier;
    stored = keep ? next.tier : -1;
    phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
    return new Action.Copy(start, place(next), TAPE, !keep);
  }

  private Action advance() {
    int tier = table.tier(free, stored, steps);
    int from = start;
    int advance = table.advance(free, tier, steps);
    var entry = new Waiting(from, advance, free, tier);
    boolean write = stored != tier;
    waiting.add(entry);
    start += advance;
    steps -= advance;
    free = table.without(free, tier);
    stored = -1;
    phase = steps == 1 ? Phase.RECORD : Phase.ADVANCE;
    return new Action.Forward(from, start, write, false, write ? place(entry) : NONE);
  }

  private StorageLocation place(Waiting entry) {
    long position = hierarchy.slots(entry.tier) - table.free(entry.free, entry.tier);
    return hierarchy.location(entry.tier, position);
  }

  /// The entries stored, by step.
  List<Entry> held() {
    return waiting.stream().map(e -> new Entry(place(e), e.start, true, false)).toList();
  }
}
