package org.checkpointschedules.plan.internal.binomial;

import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.internal.numbers.Binomial;

// Binomial checkpointing splits n steps, of which the first can be restarted, into k steps that
// stay with that restart point and n - k that go to the next free slot:
//
//     (n, s)  ->  first k steps (k, s),  remaining steps (n-k, s-1)
//
// A segment is carried as (n, s, r, reach) with r its repetition number and reach = beta(s, r-1)
// < n <= beta(s, r), so that no binomial is ever computed from scratch. With
//
//     a = beta(s-1, r-1) = reach s/(s+r-1)         b = beta(s, r-2)   = reach - a
//     c = beta(s-2, r-1) = a (s-1)/(s+r-2)         d = beta(s-1, r-2) = a - c,  b - d = beta(s,
// r-3)
//
// and excess e = n - reach, the number of steps that need all r repetitions, any split
// k = b + eL, n-k = a + eR with eL + eR = e, 0 <= eL <= a, 0 <= eR <= beta(s-2, r) is optimal in
// forward steps. The writes are least as well where neither part gets past its own a (d for the
// first part, c for the remaining) before the other has reached it, except when both must. The two
// trajectories fill the parts in this order:
//
//     REVOLVE:  remaining to c,  first to a,                    remaining to its end
//     MAXIMUM:  first to d,      remaining to c,  first to a,   remaining to its end
//
// Short segments: n <= s+1 stores every step (k = 1), one slot is the quadratic case (k = n-1).

/// Where a segment is split, and the repetition number and reach of its parts.
final class BinomialSplit {
  private final boolean maximum;

  /// The steps of the first part, the advance.
  long advance;

  long firstRepetition;
  long firstReach;
  long restRepetition;
  long restReach;

  BinomialSplit(Trajectory trajectory) {
    maximum = trajectory == Trajectory.MAXIMUM;
  }

  /// Splits `n >= 2` steps with `s >= 1` slots.
  void split(long n, long s, long repetition, long reach) {
    if (n <= s + 1) {
      advance = 1;
      firstRepetition = 0;
      firstReach = 0;
      restRepetition = 1;
      restReach = 1;
      return;
    }
    if (s == 1) {
      advance = n - 1;
      firstRepetition = n - 2;
      firstReach = n - 2;
      restRepetition = 0;
      restReach = 0;
      return;
    }
    long a;
    long c;
    if (repetition == 2) {
      // Most splits: reach is s + 1.
      a = s;
      c = s - 1;
    } else if ((reach >>> 40 | (s | repetition) >>> 11) == 0 && reach * s * s >>> 53 == 0) {
      // The quotients are whole, so that dividing doubles is exact; and neither waits for the
      // other.
      long top = s + repetition - 1;
      double product = reach * s;
      a = (long) (product / top);
      c = (long) (product * (s - 1) / (top * (top - 1)));
    } else {
      a = Binomial.times(reach, s, s + repetition - 1);
      c = Binomial.times(a, s - 1, s + repetition - 2);
    }
    long b = reach - a;
    long d = a - c;
    long excess = n - reach;
    long early = maximum ? Math.min(excess, d) : 0;
    long rest = Math.min(excess - early, c);
    long first = Math.min(excess - rest, a);
    rest = excess - first;
    advance = b + first;
    if (first > 0) {
      firstRepetition = repetition - 1;
      firstReach = b;
    } else {
      firstRepetition = repetition - 2;
      firstReach = b - d;
    }
    if (rest > 0) {
      restRepetition = repetition;
      restReach = a;
    } else {
      restRepetition = repetition - 1;
      restReach = d;
    }
  }
}
