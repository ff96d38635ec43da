package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// The actions of a plan for a segment, moved to where the segment lies, and made to start from an
/// entry that is stored already.
///
/// Where the plan stores the first step on the level where the entry lies, that write is spared.
/// Where it stores it elsewhere, the entry stays until the segment is done, so that a run broken
/// off again finds it, unless the plan needs its slot.
final class SegmentActions implements Iterator<Action> {
  private final Iterator<Action> planned;
  private final long start;
  private final boolean closesForward;
  private final Deque<Action> next = new ArrayDeque<>();
  private Action last;

  /// @param plan of as many steps as the segment has, with the entry's slot among its own
  /// @param base the entry of the first step; null where the forward stands there
  SegmentActions(CheckpointSchedule plan, long start, Entry base, boolean closesForward) {
    planned = plan.iterator();
    this.start = start;
    this.closesForward = closesForward;
    if (base != null) {
      begin(plan, base);
    }
    fill();
  }

  private void begin(CheckpointSchedule plan, Entry base) {
    StorageLocation place = base.location();
    Action opening = planned.next();
    boolean there = opening instanceof Forward f && f.writeIcs() && f.storage().equals(place);
    boolean stays = there || hasRoom(plan, place);
    next.add(new Copy(start, place, TAPE, !stays));
    if (there && opening instanceof Forward f) {
      next.add(
          f.writeAdjDeps()
              ? new Forward(start, start + f.n1(), false, true, f.storage())
              : new Forward(start, start + f.n1(), false, false, NONE));
    } else {
      next.add(moved(opening));
      if (stays) {
        last = new Copy(start, place, NONE, true);
      }
    }
  }

  private static boolean hasRoom(CheckpointSchedule plan, StorageLocation place) {
    for (Level level : plan.levels()) {
      if (level.location().equals(place)) {
        OptionalLong peak = plan.forecast().levels().get(place).peak();
        return peak.isPresent() && peak.getAsLong() < level.slots();
      }
    }
    return false;
  }

  @Override
  public boolean hasNext() {
    return !next.isEmpty();
  }

  @Override
  public Action next() {
    Action action = next.remove();
    fill();
    return action;
  }

  private void fill() {
    while (next.isEmpty() && planned.hasNext()) {
      Action action = planned.next();
      if (!(action instanceof EndReverse || action instanceof EndForward && !closesForward)) {
        next.add(moved(action));
      }
    }
    if (next.isEmpty() && last != null) {
      next.add(last);
      last = null;
    }
  }

  private Action moved(Action action) {
    return switch (action) {
      case Forward f ->
          new Forward(start + f.n0(), start + f.n1(), f.writeIcs(), f.writeAdjDeps(), f.storage());
      case Reverse r -> new Reverse(start + r.n0(), start + r.n1(), r.clearAdjDeps());
      case Copy c -> new Copy(start + c.n(), c.from(), c.to(), c.delete());
      case EndForward e -> e;
      case EndReverse e -> e;
    };
  }
}
