package org.checkpointschedules.plan.internal.resume;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.resume.BaseTable.Row;
import org.checkpointschedules.plan.internal.resume.BaseTable.Stretch;

// Rows of stretches (BaseTable) for many survivors, each kept till the adjoint has passed it.
// Let x(y) be the highest of them at or below y, r its read, m(y) the slots by tier that those at
// or below y leave free, and L_m the cost of steps from nothing with m free slots, taken to be
// convex (LeastCosts). The least cost of the steps below `a` is then
//
//   B(a) = min over 0 <= y < a of  r + f (y - x(y)) + B(y) + L_m(y)(a - y),     B(0) = 0
//
// Let y < y' with the same m. L is convex, so L(a - y) - L(a - y') grows with a: once a later cut
// is as good as an earlier one, it stays so. The cuts that can still be the best form a queue, each
// best from some position on, which is found by doubling and bisection when a cut joins. m(y) only
// falls as y grows; counts above 8 are rounded down to three leading bits, so that there are few
// queues, one after the other in y: O(N (queues + log N)) in all.

/// Rows of stretches over many survivors, all of which are kept. Not thread safe.
final class BaseRow {
  /// Steps of a row, at most: some tenths of a second, and 20 bytes a step.
  static final long MOST_STEPS = 4_000_000;

  /// Counts of free slots above this are rounded.
  private static final int FEW = 8;

  private final Hierarchy hierarchy;
  private final List<Base> survivors;
  private final int[] tiers;
  private final int top;
  private final Map<List<Long>, LeastCosts> known;

  private final double[] value;
  private final int[] cut;
  private final int[] cuts;
  private final int[] since;

  /// Cuts with the same free slots: those at `head .. tail - 1` of `cuts`.
  private final class Queue {
    private final LeastCosts costs;
    private int head;
    private int tail;

    private Queue(LeastCosts costs, int first) {
      this.costs = costs;
      head = first;
      tail = first;
    }

    private double through(int y, int a) {
      return value[y] + costs.of(a - y);
    }

    private int best(int a) {
      while (head + 1 < tail && since[head + 1] <= a) {
        head++;
      }
      return cuts[head];
    }

    private void join(int y) {
      int from = y + 1;
      while (tail > head) {
        int last = cuts[tail - 1];
        int begin = Math.max(since[tail - 1], y + 1);
        if (through(y, begin) > through(last, begin)) {
          from = takeover(y, last, begin);
          break;
        }
        tail--;
        from = begin;
      }
      if (from <= top) {
        cuts[tail] = y;
        since[tail++] = from;
      }
    }

    /// The first position above `low` from which the cut `y` is as good as `last`; beyond the top
    /// if there is none.
    private int takeover(int y, int last, int low) {
      int stride = 1;
      int high = low;
      while (high <= top && through(y, high) > through(last, high)) {
        low = high;
        high = high > top - stride ? top + 1 : high + stride;
        stride *= 2;
      }
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (through(y, middle) <= through(last, middle)) {
          high = middle;
        } else {
          low = middle;
        }
      }
      return high;
    }
  }

  /// Whether tables stay small enough, and steps cost something.
  static boolean suits(Hierarchy hierarchy) {
    return hierarchy.steps <= MOST_STEPS && !hierarchy.forwardIsFree();
  }

  /// @param hierarchy that this suits
  /// @param survivors by step, the first of step 0, each the cheapest for some step
  /// @param taking whether they take their slots; else all slots are free throughout
  /// @param known costs by free slots, to be shared among rows of the same hierarchy
  BaseRow(
      Hierarchy hierarchy,
      List<Base> survivors,
      boolean taking,
      Map<List<Long>, LeastCosts> known) {
    this.hierarchy = hierarchy;
    this.survivors = survivors;
    this.known = known;
    top = (int) hierarchy.steps;
    tiers = survivors.stream().mapToInt(this::tier).toArray();
    value = new double[top + 1];
    cut = new int[top + 1];
    cuts = new int[top];
    since = new int[top];
    fill(taking);
  }

  private int tier(Base base) {
    int tier = 0;
    while (!hierarchy.holds(tier, base.entry().location())) {
      tier++;
    }
    return tier;
  }

  private void fill(boolean taking) {
    var queues = new ArrayList<Queue>();
    var free = new long[hierarchy.top + 1];
    Arrays.setAll(free, hierarchy::slots);
    List<Long> now = null;
    int next = 0;
    for (int y = 0; y <= top; y++) {
      value[y] = y == 0 ? 0 : Double.POSITIVE_INFINITY;
      for (Queue queue : queues) {
        int best = queue.best(y);
        double cost = queue.through(best, y);
        if (cost < value[y]) {
          value[y] = cost;
          cut[y] = best;
        }
      }
      if (y == top) {
        return;
      }
      boolean first = y == 0;
      while (next < survivors.size() && survivors.get(next).step() <= y) {
        free[tiers[next]] -= taking ? survivors.get(next).slots() : 0;
        next++;
        first = true;
      }
      List<Long> rounded = first ? rounded(free) : now;
      if (!rounded.equals(now)) {
        now = rounded;
        queues.add(new Queue(known.computeIfAbsent(now, this::costs), y));
      }
      // From here on value[y] holds what a stretch that begins at y costs without its own steps.
      long run = y - survivors.get(next - 1).step();
      value[y] += hierarchy.read(tiers[next - 1]) + (double) hierarchy.forward * run;
      queues.getLast().join(y);
    }
  }

  private LeastCosts costs(List<Long> free) {
    return new LeastCosts(hierarchy, free.stream().mapToLong(c -> c).toArray());
  }

  private List<Long> rounded(long[] free) {
    return IntStream.range(0, free.length)
        .mapToObj(tier -> rounded(free[tier], hierarchy.slots(tier)))
        .toList();
  }

  /// A count above 8, if not all of them, rounded down to three leading bits.
  static long rounded(long count, long all) {
    long bit = Long.highestOneBit(count) / 4;
    return count <= FEW || count == all ? count : count / bit * bit;
  }

  /// What the best row costs by this reckoning, without recording and reversing each step once.
  double cost() {
    return value[top];
  }

  /// The best row.
  Row best() {
    var starts = new ArrayDeque<Integer>();
    for (int a = top; a > 0; a = cut[a]) {
      starts.add(cut[a]);
    }
    var stretches = new ArrayList<Stretch>();
    int at = survivors.size() - 1;
    int end = top;
    while (!starts.isEmpty()) {
      int start = starts.remove();
      while (survivors.get(at).step() > start) {
        at--;
      }
      Base from = survivors.get(at);
      boolean kept = !starts.isEmpty() && starts.peek() >= from.step();
      stretches.add(new Stretch(from, kept, start, end));
      end = start;
    }
    boolean stores = !survivors.getFirst().survived();
    return new Row(stores ? survivors.subList(0, 1) : List.of(), stores ? 1 : 0, stretches);
  }
}
