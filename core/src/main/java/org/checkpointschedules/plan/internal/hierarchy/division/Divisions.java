package org.checkpointschedules.plan.internal.hierarchy.division;

import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// The segments that a walk meets, each with its two parts. Equal segments divide equally, and most
/// schedules of many steps meet few different ones, so they are remembered; beyond a limit all are
/// forgotten and divided again. Not remembered are long segments that are divided in closed form,
/// of which there can be many, each met once.
///
/// Not thread safe.
public final class Divisions {
  /// Some megabytes.
  private static final int REMEMBERED = 1 << 13;

  /// Beyond this a closed form takes less time than a percent of the segment's actions.
  private static final long LONG = 1 << 10;

  private final Hierarchy hierarchy;
  private final Splitter splitter;
  private final Map<Segment, Node> remembered = new HashMap<>();

  public Divisions(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    splitter = new Splitter(hierarchy);
  }

  /// A segment, settled in the tier that its next entry goes to.
  public static final class Node {
    public final Segment segment;
    public final Segment settled;

    /// Whether nothing but tier 0 is left to it.
    public final boolean base;

    /// Whether nothing but one slot is left to it.
    public final boolean chain;

    /// Whether restart data of its first step lie where its next entry would go.
    public final boolean stored;

    /// Where restart data of its first step lie already; null if nowhere.
    public final StorageLocation source;

    /// Where its next entry goes; null if that is up to tier 0.
    public final StorageLocation target;

    private final FewSlots tail;
    private final boolean lasting;
    private Parts parts;

    private Node(Hierarchy hierarchy, Segment segment) {
      this.segment = segment;
      settled = segment.settled(hierarchy);
      tail = FewSlots.of(hierarchy, settled);
      base = settled.tier == 0;
      chain = tail == FewSlots.CHAIN;
      lasting = !base && !chain && (tail == FewSlots.NONE || segment.steps <= LONG);
      stored = settled.stored;
      source = segment.stored ? place(hierarchy, segment) : null;
      target = base ? null : place(hierarchy, settled);
    }

    private static StorageLocation place(Hierarchy hierarchy, Segment segment) {
      return hierarchy.location(segment.tier, segment.position(hierarchy));
    }

    public long steps() {
      return segment.steps;
    }
  }

  /// @param left the part that is reversed first
  /// @param right the part that the entry is loaded for, whose steps are the advance
  public record Parts(Node left, Node right) {}

  public Node of(Segment segment) {
    Node known = remembered.get(segment);
    if (known != null) {
      return known;
    }
    var node = new Node(hierarchy, segment);
    if (node.lasting) {
      if (remembered.size() == REMEMBERED) {
        forget();
      }
      remembered.put(segment, node);
    }
    return node;
  }

  /// Both parts of a node that is more than [Node#base].
  public Parts divide(Node node) {
    Parts parts = node.parts;
    if (parts == null) {
      Division division = splitter.split(node.settled);
      parts = new Parts(of(division.left()), of(division.right()));
      // Parts that are not remembered must not pile up behind each other.
      node.parts = node.lasting ? parts : null;
    }
    return parts;
  }

  /// What is left of a node that is no chain after its entry has been loaded as often as leaves
  /// more than so many steps; at least one load does.
  public Node reloaded(Node node, long steps) {
    return node.tail == FewSlots.COLUMN
        ? divide(node).right()
        : of(splitter.reloads(node.settled).leaving(steps));
  }

  /// Nodes still in use must not keep the others alive.
  private void forget() {
    for (Node node : remembered.values()) {
      node.parts = null;
    }
    remembered.clear();
  }
}
