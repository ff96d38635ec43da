package org.checkpointschedules.plan.internal.binomial;

import java.util.Arrays;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.internal.numbers.Binomial;

// How often each slot of the stack is written and read, without walking the actions.
//
// A segment (n, s) with excess e (BinomialSplit has the notation) is split into segments of which
// at most one is irregular. The regular ones are
//
//     full:  e = 0 or e = beta(s-1, r), so n = beta(s, t) with t = r-1 or r
//     half:  e = a = beta(s-1, r-1); both its parts are half again: eL = d, eR = c
//     flat:  n <= s+1, every advance is one step
//     one slot
//
// since eL and eR are 0, c, d, a or the ends, all but one of them. In a regular segment that starts
// on slot d0, slot d0+j is accessed
//
//     full (s, t):       written beta(j, t-1),  read beta(j+1, t-1)                times
//     half (s, r >= 2):  written beta(j, r-2),  read beta(j+1, r-2) + beta(j, r-2) times
//     flat, n steps:     written once and read once, for j < n-1
//
// which follows from counting, in the binary tree of splits, the paths with j turns to the rest and
// any number of turns to the first part: reads of slot j are the edges that turn to the rest for
// the (j+1)-th time, writes are the nodes of two steps or more that such an edge of slot j-1 leads
// to. One slot less deep, the irregular segment is split on: O(s + r) segments in all.
//
// beta(j, t) as a function of j is the (t+1)-fold running sum of the unit impulse at 0. So each
// segment only notes impulses, and Horner's scheme over t adds all of them up in O(s r). Two slots,
// where r grows like sqrt(n), have a closed form.

/// Counts of writes and reads of each slot, summed over binomial segments.
public final class SlotTraffic {
  private final long slots;
  private final Trajectory trajectory;
  private final BinomialSplit split;
  private final Sums writes;
  private final Sums reads;

  /// @param slots slots of the stack, no more than a Java array can hold
  public SlotTraffic(long slots, Trajectory trajectory) {
    this.slots = slots;
    this.trajectory = trajectory;
    split = new BinomialSplit(trajectory);
    writes = new Sums((int) slots);
    reads = new Sums((int) slots);
  }

  /// How often the lowest of `s` slots is read while `n` steps are reversed from it, its first
  /// loading included, in O(r) time.
  public static long lowestSlotReads(long n, long s, Trajectory trajectory) {
    if (s == 1 || n <= 2) {
      return n;
    }
    if (s == 2) {
      var traffic = new SlotTraffic(2, trajectory);
      traffic.add(n, 0, true);
      return traffic.reads()[0];
    }
    var split = new BinomialSplit(trajectory);
    long repetition = Binomial.repetition(n, s);
    long reach = Binomial.beta(s, repetition - 1);
    long reads = 1;
    for (long steps = n; steps > 1; steps = split.advance) {
      split.split(steps, s, repetition, reach);
      repetition = split.firstRepetition;
      reach = split.firstReach;
      reads++;
    }
    return reads;
  }

  /// Counts a segment of `n` steps whose restart data go to slot `depth`; where they lie there
  /// already, their loading is counted instead of their writing.
  public void add(long n, int depth, boolean loaded) {
    if (loaded) {
      reads.add(depth, 1);
    }
    long repetition = n > 1 ? Binomial.repetition(n, slots - depth) : 0;
    long reach = n > 1 ? Binomial.beta(slots - depth, repetition - 1) : 0;
    add(n, repetition, reach, depth, loaded);
  }

  /// Writes of every slot.
  public long[] writes() {
    return writes.total();
  }

  /// Reads of every slot.
  public long[] reads() {
    return reads.total();
  }

  private void add(long n, long repetition, long reach, int depth, boolean stored) {
    while (!addRegular(n, repetition, reach, depth, stored)) {
      long s = slots - depth;
      split.split(n, s, repetition, reach);
      long first = split.advance;
      long rest = n - first;
      long firstRepetition = split.firstRepetition;
      long firstReach = split.firstReach;
      reads.add(depth, 1);
      writes.add(depth, stored ? 0 : 1);
      if (addRegular(first, firstRepetition, firstReach, depth, true)) {
        n = rest;
        repetition = split.restRepetition;
        reach = split.restReach;
        depth++;
        stored = false;
      } else {
        add(rest, split.restRepetition, split.restReach, depth + 1, false);
        n = first;
        repetition = firstRepetition;
        reach = firstReach;
        stored = true;
      }
    }
  }

  private boolean addRegular(long n, long repetition, long reach, int depth, boolean stored) {
    if (n == 1) {
      return true;
    }
    long s = slots - depth;
    if (s == 1) {
      writes.add(depth, 1);
      reads.add(depth, n - 1);
    } else if (n <= s + 1) {
      writes.addRange(depth, (int) (depth + n - 1));
      reads.addRange(depth, (int) (depth + n - 1));
    } else {
      long a = Binomial.times(reach, s, s + repetition - 1);
      long excess = n - reach;
      if (excess == Binomial.beta(s - 1, repetition)) {
        writes.addRunning(depth, repetition - 1);
        reads.addShifted(depth, repetition - 1);
      } else if (excess == a) {
        writes.addRunning(depth, repetition - 2);
        reads.addShifted(depth, repetition - 2);
        reads.addRunning(depth, repetition - 2);
      } else if (s == 2) {
        addTwoSlots(excess, repetition, depth);
      } else {
        return false;
      }
    }
    if (stored) {
      writes.add(depth, -1);
    }
    return true;
  }

  // Two slots, excess < r. REVOLVE: the excess shrinks by one with r down a chain of first parts
  // until it is 1, then the first part is full: r-1 advances in all, whose rests all have more than
  // one step. MAXIMUM: the first part takes the excess until it is half: r advances, the last of
  // which leaves a rest of one step. The upper slot's reads are what is missing to n-1.
  private void addTwoSlots(long excess, long repetition, int depth) {
    long n = Binomial.beta(2, repetition - 1) + excess;
    boolean maximum = trajectory == Trajectory.MAXIMUM;
    long chain = maximum ? repetition : repetition - 1;
    writes.add(depth, 1);
    reads.add(depth, chain);
    writes.add(depth + 1, repetition - 1);
    reads.add(depth + 1, n - 1 - chain);
  }

  /// Totals by slot, of point values and of running sums of impulses.
  private static final class Sums {
    private final long[] points;
    private long[] impulses = new long[3 * 16];
    private int count;

    Sums(int slots) {
      points = new long[slots];
    }

    void add(int slot, long amount) {
      points[slot] += amount;
    }

    /// Adds 1 to slots `from` to `to - 1`.
    void addRange(int from, int to) {
      note(from, 0, 1);
      note(to, 0, -1);
    }

    /// Adds `beta(j, t)` to slot `start + j`, `j >= 0`.
    void addRunning(int start, long t) {
      note(start, t, 1);
    }

    /// Adds `beta(j+1, t)` to slot `start + j`, `j >= 0`.
    void addShifted(int start, long t) {
      note(start - 1, t, 1);
      if (start > 0) {
        points[start - 1]--;
      }
    }

    private void note(int start, long t, long amount) {
      if (3 * count == impulses.length) {
        impulses = Arrays.copyOf(impulses, 2 * impulses.length);
      }
      impulses[3 * count] = t;
      impulses[3 * count + 1] = start;
      impulses[3 * count + 2] = amount;
      count++;
    }

    long[] total() {
      long most = -1;
      for (int i = 0; i < count; i++) {
        most = Math.max(most, impulses[3 * i]);
      }
      long[][] byTime = sorted();
      int next = 0;
      long[] sums = new long[points.length + 2];
      for (long t = most; t >= 0; t--) {
        for (; next < count && byTime[next][0] == t; next++) {
          sums[(int) byTime[next][1] + 1] += byTime[next][2];
        }
        for (int i = 1; i < sums.length; i++) {
          sums[i] += sums[i - 1];
        }
      }
      long[] total = points.clone();
      for (int slot = 0; slot < total.length; slot++) {
        total[slot] += sums[slot + 1];
      }
      return total;
    }

    private long[][] sorted() {
      long[][] sorted = new long[count][];
      for (int i = 0; i < count; i++) {
        sorted[i] = Arrays.copyOfRange(impulses, 3 * i, 3 * i + 3);
      }
      Arrays.sort(sorted, (x, y) -> Long.compare(y[0], x[0]));
      return sorted;
    }
  }
}
