package org.checkpointschedules.plan;

import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.StorageLocation;

/// The segments that a walk meets, each with its two parts. Equal segments divide equally, and a
/// schedule of many steps meets few different ones, so they are remembered; beyond a limit all are
/// forgotten and divided again.
///
/// Not thread safe.
final class Divisions {
  /// Some megabytes.
  private static final int REMEMBERED = 1 << 13;

  private final Hierarchy hierarchy;
  private final Splitter splitter;
  private final Map<Segment, Node> remembered = new HashMap<>();

  Divisions(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    splitter = new Splitter(hierarchy);
  }

  /// A segment, settled in the tier that its next entry goes to.
  static final class Node {
    final Segment segment;
    private final Segment settled;

    /// Whether nothing but tier 0 is left to it.
    final boolean base;

    /// Whether restart data of its first step lie where its next entry would go.
    final boolean stored;

    /// Where restart data of its first step lie already; null if nowhere.
    final StorageLocation source;

    /// Where its next entry goes; null if that is up to tier 0.
    final StorageLocation target;

    /// After [#divide]: the part that is reversed first.
    Node left;

    /// After [#divide]: the part that the entry is loaded for, whose steps are the advance.
    Node right;

    private Node(Hierarchy hierarchy, Segment segment) {
      this.segment = segment;
      settled = segment.settled(hierarchy);
      base = settled.tier == 0;
      stored = settled.stored;
      source = segment.stored ? place(hierarchy, segment) : null;
      target = base ? null : place(hierarchy, settled);
    }

    private static StorageLocation place(Hierarchy hierarchy, Segment segment) {
      return hierarchy.location(segment.tier, segment.position(hierarchy));
    }

    long steps() {
      return segment.steps;
    }
  }

  Node of(Segment segment) {
    Node known = remembered.get(segment);
    if (known == null) {
      if (remembered.size() == REMEMBERED) {
        forget();
      }
      known = new Node(hierarchy, segment);
      remembered.put(segment, known);
    }
    return known;
  }

  /// Sets both parts of a node that is more than [Node#base].
  void divide(Node node) {
    if (node.left == null) {
      splitter.split(node.settled);
      Node left = of(splitter.left);
      node.right = of(splitter.right);
      node.left = left;
    }
  }

  /// Nodes still in use must not keep the others alive.
  private void forget() {
    for (Node node : remembered.values()) {
      node.left = null;
      node.right = null;
    }
    remembered.clear();
  }
}
