package org.checkpointschedules.plan.internal.chain;

import java.util.ArrayDeque;
import java.util.BitSet;

/// How a chain of steps is taken apart, without the table that it was found by: one split between
/// any two steps, so `n - 1` in all. A split is named by the step that the forward advances to. It
/// leaves the steps from there on, reversed first, and those before it, which wait. Immutable.
public final class ChainTree {
  /// Instead of a split: there is but one step.
  static final int NONE = 0;

  private final int[] after;
  private final int[] before;
  private final BitSet keeps;
  private final int root;

  private record Segment(int first, int last, int room, int[] parent, int index) {}

  /// Asks for each split that the plan leads to, once.
  ///
  /// @param room room besides the restart data of step 0
  public ChainTree(ChainSplits splits, int steps, int room) {
    after = new int[steps];
    before = new int[steps];
    keeps = new BitSet();
    var whole = new int[1];
    var open = new ArrayDeque<Segment>();
    open.push(new Segment(0, steps - 1, room, whole, 0));
    while (!open.isEmpty()) {
      Segment s = open.pop();
      if (s.first < s.last) {
        int split = splits.split(s.first, s.last, s.room);
        boolean keep = split == ChainSplits.KEEP;
        int next = keep ? s.first + 1 : split;
        int left = s.room - (keep ? splits.adjointSize(s.first) : splits.restartSize(next));
        s.parent[s.index] = next;
        keeps.set(next, keep);
        open.push(new Segment(next, s.last, left, after, next));
        open.push(new Segment(s.first, next - 1, s.room, before, next));
      }
    }
    root = whole[0];
  }

  int steps() {
    return after.length;
  }

  /// The split of the whole chain.
  int root() {
    return root;
  }

  /// The split of the steps after a split.
  int after(int split) {
    return after[split];
  }

  /// The split of the steps before a split.
  int before(int split) {
    return before[split];
  }

  /// Whether it leaves one step before it, whose adjoint data are stored instead of restart data.
  boolean keeps(int split) {
    return keeps.get(split);
  }
}
