package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.plan.Divisions.Node;

/// The actions of a plan, one at a time: upper tiers by [Divisions] of segments, each stretch of
/// tier 0 by a [BinomialWalk].
///
/// Holds one segment per entry stored in an upper tier, one frame per entry in tier 0.
final class HierarchyWalk implements Iterator<Action> {
  private final Hierarchy hierarchy;
  private final Divisions divisions;
  private final BinomialWalk base;
  private final ArrayList<Pending> pending = new ArrayList<>();

  /// The segment of an upper tier whose first step the forward stands at; null if none.
  private Node current;

  private long start;
  private boolean ended;

  /// A stored segment, to be loaded and reversed after those above it.
  private record Pending(Node node, long start) {}

  HierarchyWalk(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    divisions = new Divisions(hierarchy);
    base = base(hierarchy);
  }

  /// A walk through tier 0.
  static BinomialWalk base(Hierarchy hierarchy) {
    return new BinomialWalk(
        hierarchy.slots(0),
        SlotPlaces.stacked(hierarchy.members(0)),
        Trajectory.MAXIMUM,
        false,
        hierarchy.steps);
  }

  /// Starts at the first step.
  void begin(Segment whole) {
    enter(divisions.of(whole), 0);
  }

  /// Stands where the adjoint has just come to `adjoint`, or at the end of the forward. Divides
  /// O(slots + repetitions) segments.
  void descend(Segment whole, long adjoint) {
    if (adjoint == 0) {
      return;
    }
    Node node = divisions.of(whole);
    long from = 0;
    while (!node.base) {
      divisions.divide(node);
      Node right = node.right;
      long middle = from + right.steps();
      if (adjoint < middle) {
        node = right;
        continue;
      }
      pending.add(new Pending(right, from));
      if (adjoint == middle) {
        return;
      }
      node = node.left;
      from = middle;
    }
    base.descend(from, node.steps(), adjoint);
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
    if (current != null) {
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
    Node node = current;
    long from = start;
    divisions.divide(node);
    long to = from + node.right.steps();
    pending.add(new Pending(node.right, from));
    enter(node.left, to);
    return node.stored
        ? new Action.Forward(from, to, false, false, NONE)
        : new Action.Forward(from, to, true, false, node.target);
  }

  private Action load() {
    Pending next = pending.removeLast();
    enter(next.node, next.start);
    // Where the segment goes on in its tier, the entry will be loaded again.
    return new Action.Copy(next.start, next.node.source, TAPE, !next.node.stored);
  }

  private void enter(Node next, long from) {
    if (next.base) {
      current = null;
      base.begin(from, next.steps());
    } else {
      current = next;
      start = from;
    }
  }

  /// The segments of upper tiers that wait to be loaded, bottom first.
  List<Segment> waiting() {
    return pending.stream().map(entry -> entry.node.segment).toList();
  }

  /// The walk through tier 0.
  BinomialWalk base() {
    return base;
  }

  /// The entries stored, by step.
  List<Entry> held() {
    var held = new ArrayList<Entry>();
    for (Pending entry : pending) {
      held.add(new Entry(entry.node.source, entry.start, true, false));
    }
    held.addAll(base.held());
    return held;
  }
}
