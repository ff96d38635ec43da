package org.checkpointschedules.plan.internal.hierarchy;

import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.TAPE;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.internal.binomial.BinomialWalk;
import org.checkpointschedules.plan.internal.binomial.SlotPlaces;
import org.checkpointschedules.plan.internal.hierarchy.division.Divisions;
import org.checkpointschedules.plan.internal.hierarchy.division.Divisions.Node;
import org.checkpointschedules.plan.internal.hierarchy.division.Divisions.Parts;
import org.checkpointschedules.plan.internal.hierarchy.division.Segment;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// The actions of a plan, one at a time: upper tiers by [Divisions] of segments, each stretch of
/// tier 0, and each that has but one slot left, by a [BinomialWalk].
///
/// Holds one segment per entry stored in an upper tier, one frame per entry in tier 0.
public final class HierarchyWalk implements Iterator<Action> {
  private final Hierarchy hierarchy;
  private final Divisions divisions;
  private final BinomialWalk base;

  /// The walks through stretches of one slot, by tier.
  private final BinomialWalk[] chains;

  /// The walk that is under way, or was last.
  private BinomialWalk walk;

  private final ArrayList<Pending> pending = new ArrayList<>();

  /// The segment of an upper tier whose first step the forward stands at; null if none.
  private Node current;

  private long start;
  private boolean ended;

  /// A stored segment, to be loaded and reversed after those above it.
  private record Pending(Node node, long start) {}

  public HierarchyWalk(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    divisions = new Divisions(hierarchy);
    base = base(hierarchy);
    chains = new BinomialWalk[hierarchy.top + 1];
    walk = base;
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
  public void begin(Segment whole) {
    enter(divisions.of(whole), 0);
  }

  /// Stands where the adjoint has just come to `adjoint`, or at the end of the forward. Divides
  /// O(slots) segments, and O(repetitions) of those that divide in closed form.
  void descend(Segment whole, long adjoint) {
    if (adjoint == 0) {
      return;
    }
    Node node = divisions.of(whole);
    long from = 0;
    while (!node.base) {
      if (node.chain) {
        descendChain(node, from, adjoint);
        return;
      }
      Parts parts = divisions.divide(node);
      long middle = from + parts.right().steps();
      if (adjoint < middle) {
        node = divisions.reloaded(node, adjoint - from);
        continue;
      }
      pending.add(new Pending(parts.right(), from));
      if (adjoint == middle) {
        return;
      }
      node = parts.left();
      from = middle;
    }
    base.descend(from, node.steps(), adjoint);
  }

  private void descendChain(Node node, long from, long adjoint) {
    long rest = Math.min(adjoint - from, node.steps() - 1);
    pending.add(new Pending(divisions.of(node.settled.chainBelow(rest)), from));
    if (adjoint - from > rest) {
      base.descend(from + rest, 1, adjoint);
    }
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Action next() {
    if (walk.hasNext()) {
      return walk.next();
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
    Parts parts = divisions.divide(node);
    long to = from + parts.right().steps();
    pending.add(new Pending(parts.right(), from));
    enter(parts.left(), to);
    return node.stored
        ? new Action.Forward(from, to, false, false, NONE)
        : new Action.Forward(from, to, true, false, node.target);
  }

  private Action load() {
    Pending next = pending.removeLast();
    if (next.node.chain && next.node.stored) {
      current = null;
      walk = chain(next.node);
      walk.beginStored(next.start, next.node.steps());
      return walk.next();
    }
    enter(next.node, next.start);
    // Where the segment goes on in its tier, the entry will be loaded again.
    return new Action.Copy(next.start, next.node.source, TAPE, !next.node.stored);
  }

  private void enter(Node next, long from) {
    if (next.base || next.chain) {
      current = null;
      walk = next.base ? base : chain(next);
      walk.begin(from, next.steps());
    } else {
      current = next;
      start = from;
    }
  }

  /// The walk through the last slot of a tier.
  private BinomialWalk chain(Node node) {
    int tier = node.settled.tier;
    if (chains[tier] == null) {
      chains[tier] =
          new BinomialWalk(
              1, SlotPlaces.all(node.target), Trajectory.MAXIMUM, false, hierarchy.steps);
    }
    return chains[tier];
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
    held.addAll(walk.held());
    return held;
  }
}
