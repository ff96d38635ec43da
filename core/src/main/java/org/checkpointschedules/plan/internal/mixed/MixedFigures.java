package org.checkpointschedules.plan.internal.mixed;

import java.util.TreeMap;
import org.checkpointschedules.plan.internal.numbers.Binomial;

// Each step but the last of all needs one read, of its adjoint data or of the restart data it is
// reached from: n-1 reads. Of the positions in MixedSplit's sense, Q are converted, so that n-1-Q
// entries of adjoint data are written and Q advances made. Restart data are written for each
// converted position but those K that are the first of a converted one, whose restart data are
// still there: n-1-K writes.
//
// A segment that fills its level has all positions above its last depth converted:
//
//     Q = C(s+rho, s) - 1,   K = C(s+rho-1, s) - 1  (0 for rho = 0).
//
// Others are split until they do. As the first part is filled before the rest, about O(s + rho)
// distinct segments come up; they are gathered by units and steps, so that none is split twice.

/// Counts advances and writes of a mixed schedule without walking it.
public final class MixedFigures {
  private long advances;
  private long unwritten;

  /// @param n steps, at least 1
  /// @param s units
  public MixedFigures(long n, long s) {
    var now = new TreeMap<Long, Long>();
    now.put(n, 1L);
    for (long units = s; !now.isEmpty(); units--) {
      var next = new TreeMap<Long, Long>();
      while (!now.isEmpty()) {
        var largest = now.pollLastEntry();
        long steps = largest.getKey();
        long times = largest.getValue();
        if (!addRegular(steps, units, times)) {
          long first = MixedSplit.advance(steps, units);
          advances += times;
          unwritten += first - 1 > units ? times : 0;
          now.merge(first, times, Long::sum);
          next.merge(steps - first, times, Long::sum);
        }
      }
      now = next;
    }
  }

  /// `Q`: advances to where the steps' rest begins, each from restart data.
  public long advances() {
    return advances;
  }

  /// `K`: those among them that start from restart data already stored.
  public long unwritten() {
    return unwritten;
  }

  private boolean addRegular(long n, long s, long times) {
    if (n - 1 <= s) {
      return true;
    }
    if (s == 1) {
      advances += times * (n - 2);
      unwritten += times * (n - 3);
      return true;
    }
    long level = MixedSplit.level(n, s);
    long k = n - Binomial.beta(s, level + 1);
    if (k > 0 && s > 2) {
      return false;
    }
    long q = Binomial.beta(s, level) - 1;
    long stored = level == 0 ? 0 : Binomial.beta(s, level - 1) - 1;
    if (k > 0) {
      // Two units: capacity 2 once and capacity 1 level times, in closed form, since the level
      // grows like sqrt(2 n).
      q += k == 1 ? (level == 0 ? 1 : 0) : k - 1;
      stored += level == 0 ? 0 : level == 1 ? 1 : k < 3 ? k - 1 : k - 2;
    }
    advances += times * q;
    unwritten += times * stored;
    return true;
  }
}
