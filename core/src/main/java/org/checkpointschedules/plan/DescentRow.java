package org.checkpointschedules.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.plan.DescentTable.Row;
import org.checkpointschedules.plan.DescentTable.Stretch;

// Rows of stretches (DescentTable) for many survivors that all cost the same read r, where nothing
// is said about slots: each survivor is kept till the adjoint has passed it, and each stretch has
// the free tier 0 to itself. Let x(y) be the highest survivor at or below y, and L(n) the least
// cost of
// n steps from nothing in tier 0. The least cost of the steps below `a` is then
//
//   B(a) = min over 0 <= y < a of  r + f (y - x(y)) + B(y) + L(a - y),     B(0) = 0
//
// L is convex, so L(a - y) - L(a - y') grows with a for y < y': once a later cut is as good as an
// earlier one, it stays so. The cuts that can still be the best form a queue, each best from some
// position on, which is found by doubling and bisection when a cut joins: O(N log N) in all.
//
// L is taken no further than other tiers would lower it: from the length n* on where an entry of
// theirs earns its write, it goes on with the slope that it has there. The n* follows from the
// prices of
// docs/planning.md section 4: at the price f t a column of tier k earns
// sum over i >= 1 of max(0, v_0(i) - r_k) - w_k.

/// Rows of stretches over many survivors, all of which are kept. Not thread safe.
final class DescentRow {
  /// Steps of a row, at most: some tenths of a second, and 32 bytes a step.
  static final long MOST_STEPS = 4_000_000;

  private final Hierarchy hierarchy;
  private final List<Footing> survivors;
  private final int top;
  private final long[] alone;
  private int longest;

  /// Whether such rows can be reckoned with: tier 0 has slots, and numbers and tables stay small.
  static boolean suits(Hierarchy hierarchy) {
    if (hierarchy.steps > MOST_STEPS || hierarchy.slots(0) == 0 || hierarchy.forwardIsFree()) {
      return false;
    }
    double sweeps = Binomial.repetition(hierarchy.steps, hierarchy.slots(0)) + 2.0;
    double dearest = hierarchy.forward * sweeps + hierarchy.read(hierarchy.top);
    return dearest * hierarchy.steps < 0x1p60;
  }

  /// @param hierarchy that this suits
  /// @param survivors by step, the first of step 0, all in the same tier, which is not tier 0
  /// @param writes whether stretches may store in tiers above tier 0
  DescentRow(Hierarchy hierarchy, List<Footing> survivors, boolean writes) {
    this.hierarchy = hierarchy;
    this.survivors = survivors;
    top = (int) hierarchy.steps;
    alone = alone(writes);
  }

  /// The longest stretch of which tier 0 alone is known to be the best.
  long longest() {
    return longest;
  }

  private long[] alone(boolean writes) {
    long slots = hierarchy.slots(0);
    long forward = hierarchy.forward;
    var cost = new long[top + 1];
    long sweeps = 0;
    int n = 1;
    longest = 1;
    while (n < top) {
      sweeps++;
      boolean pays = writes && columnPays(sweeps);
      long end = pays ? top : Math.min(top, Binomial.beta(slots, sweeps));
      for (; n < end; n++) {
        cost[n + 1] = cost[n] + sweeps * forward;
      }
      longest = pays ? longest : n;
    }
    return cost;
  }

  /// Whether at the price `f sweeps` some entry of a tier above tier 0 earns its write.
  private boolean columnPays(long sweeps) {
    long forward = hierarchy.forward;
    long slots = hierarchy.slots(0);
    for (int tier = 1; tier <= hierarchy.top; tier++) {
      double earned = 0;
      for (long depth = 1; depth < sweeps; depth++) {
        // v_0 at the price f t is f beta(c_0 + 1, t - 1), the sum of f (t - s) C(c_0 + s - 1, s).
        double value = (double) forward * Binomial.beta(slots + 1, sweeps - depth - 1);
        earned += Math.max(0, value - hierarchy.read(tier));
      }
      if (earned > hierarchy.write(tier)) {
        return true;
      }
    }
    return false;
  }

  /// The best row.
  Row best() {
    long forward = hierarchy.forward;
    long read = hierarchy.read(tier());
    var value = new long[top + 1];
    var cut = new int[top + 1];
    var cuts = new int[top + 1];
    var since = new int[top + 1];
    int head = 0;
    int tail = 0;
    int next = 0;
    long base = 0;
    for (int y = 0; y < top; y++) {
      if (y > 0) {
        while (head + 1 < tail && since[head + 1] <= y) {
          head++;
        }
        cut[y] = cuts[head];
        value[y] = through(value, cuts[head], y);
      }
      while (next < survivors.size() && survivors.get(next).step() <= y) {
        base = survivors.get(next++).step();
      }
      // From here on value[y] holds what a stretch that begins at y costs without its own steps.
      value[y] += read + forward * (y - base);
      int from = y + 1;
      while (tail > head) {
        int last = cuts[tail - 1];
        int begin = Math.max(since[tail - 1], y + 1);
        if (through(value, y, begin) <= through(value, last, begin)) {
          tail--;
          from = begin;
          continue;
        }
        from = takeover(value, last, y, begin);
        break;
      }
      if (tail <= head) {
        tail = head;
        from = y + 1;
      }
      if (from <= top) {
        cuts[tail] = y;
        since[tail] = from;
        tail++;
      }
    }
    while (head + 1 < tail && since[head + 1] <= top) {
      head++;
    }
    cut[top] = cuts[head];
    return row(cut);
  }

  private long through(long[] value, int y, int a) {
    return value[y] + alone[a - y];
  }

  /// The first position above `low` from which the cut `y` is as good as `last`; beyond the top if
  /// there is none.
  private int takeover(long[] value, int last, int y, int low) {
    int stride = 1;
    int high = low;
    while (high <= top && through(value, y, high) > through(value, last, high)) {
      low = high;
      high = high > top - stride ? top + 1 : high + stride;
      stride *= 2;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (through(value, y, middle) <= through(value, last, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private int tier() {
    int tier = 0;
    while (!hierarchy.holds(tier, survivors.getFirst())) {
      tier++;
    }
    return tier;
  }

  private Row row(int[] cut) {
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
      Footing from = survivors.get(at);
      boolean kept = !starts.isEmpty() && starts.peek() >= from.step();
      stretches.add(new Stretch(from, kept, start, end));
      end = start;
    }
    boolean stores = !survivors.getFirst().survived();
    return new Row(stores ? survivors.subList(0, 1) : List.of(), stores ? 1 : 0, stretches);
  }
}
