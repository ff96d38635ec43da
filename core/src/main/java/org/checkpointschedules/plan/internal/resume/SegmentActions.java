package org.checkpointschedules.plan.internal.resume;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.resume.SegmentPrices.Price;

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

  /// @param price of as many steps as the segment has, with the entry's slot among its own
  /// @param base the entry of the first step; null if there is none
  /// @param load whether it is to be loaded; else the forward stands there
  SegmentActions(Price price, long start, Entry base, boolean load, boolean closesForward) {
    planned = price.plan().iterator();
    this.start = start;
    this.closesForward = closesForward;
    if (base != null) {
      begin(price, base, load);
    }
    fill();
  }

  /// Starts from what some actions have brought the forward to: the first step, nothing stored.
  SegmentActions(Price price, long start, List<Action> opening, boolean closesForward) {
    planned = price.plan().iterator();
    this.start = start;
    this.closesForward = closesForward;
    next.addAll(opening);
    fill();
  }

  /// Starts from an entry above the first step, which the first advance passes; that of the first
  /// step lies where the plan stores it.
  SegmentActions(Price price, long start, Entry boost, boolean closesForward) {
    planned = price.plan().iterator();
    this.start = start;
    this.closesForward = closesForward;
    long to = start + ((Forward) planned.next()).n1();
    next.add(new Copy(boost.step(), boost.location(), TAPE, true));
    if (to > boost.step()) {
      next.add(new Forward(boost.step(), to, false, false, NONE));
    }
    fill();
  }

  private void begin(Price price, Entry base, boolean load) {
    StorageLocation place = base.location();
    Action opening = planned.next();
    boolean there = opening instanceof Forward f && f.writeIcs() && f.storage().equals(place);
    boolean stays = there || hasRoom(price, place);
    if (load || !stays) {
      next.add(new Copy(start, place, load ? TAPE : NONE, !stays));
    }
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

  private static boolean hasRoom(Price price, StorageLocation place) {
    for (Level level : price.levels()) {
      if (level.location().equals(place)) {
        OptionalLong peak = price.plan().forecast().levels().get(place).peak();
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
