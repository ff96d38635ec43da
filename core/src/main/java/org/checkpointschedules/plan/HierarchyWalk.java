package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.StorageLocation;

/// The actions of a plan, one at a time: upper tiers by dividing segments, each stretch of tier 0
/// by a [BinomialWalk].
///
/// Holds one segment per entry stored in an upper tier, one frame per entry in tier 0.
final class HierarchyWalk implements Iterator<Action> {
  private final Hierarchy hierarchy;
  private final Splitter splitter;
  private final BinomialWalk base;
  private final ArrayList<Pending> pending = new ArrayList<>();

  /// The segment of an upper tier whose first step the forward stands at; null if none.
  private Segment segment;

  private long start;
  private boolean ended;

  /// A stored segment, to be loaded and reversed after those above it.
  private record Pending(Segment segment, long start) {}

  HierarchyWalk(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    splitter = new Splitter(hierarchy);
    base =
        new BinomialWalk(
            hierarchy.slots(0),
            SlotPlaces.stacked(hierarchy.members(0)),
            Trajectory.MAXIMUM,
            false,
            hierarchy.steps);
  }

  /// Starts at the first step.
  void begin(Segment whole) {
    enter(whole, 0);
  }

  /// Stands where the adjoint has just come to `adjoint`, or at the end of the forward. Divides
  /// O(slots + repetitions) segments.
  void descend(Segment whole, long adjoint) {
    if (adjoint == 0) {
      return;
    }
    Segment current = whole.settled(hierarchy);
    long from = 0;
    while (current.tier > 0) {
      splitter.split(current);
      Segment left = splitter.left;
      Segment right = splitter.right;
      long middle = from + right.steps;
      if (adjoint < middle) {
        current = right.settled(hierarchy);
        continue;
      }
      pending.add(new Pending(right, from));
      if (adjoint == middle) {
        return;
      }
      current = left.settled(hierarchy);
      from = middle;
    }
    base.descend(from, current.steps, adjoint);
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Action next() {
    if (base.hasNext()) {
      return base.next();
    }
    if (segment != null) {
      return advance();
    }
    if (!pending.isEmpty()) {
      return load();
    }
    if (ended) {
      throw new NoSuchElementException("the schedule has ended");
    }
    ended = true;
    return new Action.EndReverse();
  }

  private Action advance() {
    Segment current = segment;
    long from = start;
    splitter.split(current);
    Segment right = splitter.right;
    pending.add(new Pending(right, from));
    enter(splitter.left, from + right.steps);
    return current.stored
        ? new Action.Forward(from, from + right.steps, false, false, NONE)
        : new Action.Forward(from, from + right.steps, true, false, place(current));
  }

  private Action load() {
    Pending next = pending.removeLast();
    Segment right = next.segment;
    enter(right, next.start);
    return new Action.Copy(next.start, place(right), TAPE, right.reads[right.tier] == 0);
  }

  private void enter(Segment next, long from) {
    Segment settled = next.settled(hierarchy);
    if (settled.tier == 0) {
      segment = null;
      base.begin(from, settled.steps);
    } else {
      segment = settled;
      start = from;
    }
  }

  private StorageLocation place(Segment stored) {
    return hierarchy.location(stored.tier, stored.position(hierarchy));
  }

  /// The segments of upper tiers that wait to be loaded, bottom first.
  List<Segment> waiting() {
    return pending.stream().map(Pending::segment).toList();
  }

  /// The walk through tier 0.
  BinomialWalk base() {
    return base;
  }

  /// The entries stored, by step.
  List<Entry> held() {
    var held = new ArrayList<Entry>();
    for (Pending entry : pending) {
      held.add(new Entry(place(entry.segment), entry.start, true, false));
    }
    held.addAll(base.held());
    return held;
  }
}
