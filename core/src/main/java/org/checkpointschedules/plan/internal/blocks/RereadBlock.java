package org.checkpointschedules.plan.internal.blocks;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.checkpointschedules.plan.internal.numbers.Binomial;

// A block of m steps whose restart data lie on disk is reversed with c memory slots in leaves: the
// forward goes to the start of leaf 0, the last steps of the block, and reverses it from memory;
// then the disk is read once more for leaf 1 before it, and so on to leaf R, which starts where the
// block does. Steps of leaf i have been swept i times before their leaf's turn, so at most T sweeps
// over any step leave beta(c, T-i) steps to leaf i, and together
//
//     Cum(T) = beta(c, T) + ... + beta(c, T-R) = beta(c+1, T) - beta(c+1, T-R-1).
//
// Least forward steps, recording ones included: m + sum over t of max(0, m - Cum(t)), which with
// Cum(T-1) < m <= Cum(T) is
//
//     m + T m - beta(c+2, T-1) + beta(c+2, T-R-2).
//
// It is attained by beta(c, T-1-i) steps for leaf i and the excess e = m - Cum(T-1) spread in any
// way that keeps each within beta(c, T-i); leaf 0 is filled first, then leaf 1, ... As a sum of
// positive parts of linear functions of ever flatter continuation the forward steps are convex in
// R, so
// that the best R for a given cost of reading is found by bisection.

/// How a block with its restart data on disk is reversed, reading these `rereads` times more than
/// once.
public final class RereadBlock {
  private final long steps;
  private final long slots;
  private final long rereads;
  private final long sweeps;
  private final long excess;

  private RereadBlock(long steps, long slots, long rereads) {
    this.steps = steps;
    this.slots = slots;
    this.rereads = rereads;
    sweeps = sweeps();
    excess = steps - cumulative(sweeps - 1);
  }

  /// Reversed from memory after one reading of the disk.
  public static RereadBlock readOnce(long steps, long slots) {
    return of(steps, slots, 0);
  }

  /// Read so many times more than once, fewer than there are steps.
  public static RereadBlock of(long steps, long slots, long rereads) {
    return new RereadBlock(steps, slots, rereads);
  }

  /// With the number of readings that costs least, the smallest of equals.
  ///
  /// @param steps at least 1
  /// @param slots memory slots, at least 0
  public static RereadBlock cheapest(long steps, long slots, BigDecimal forward, BigDecimal read) {
    // Without memory every step is a leaf.
    long low = slots == 0 ? steps - 1 : 0;
    long high = steps - 1;
    var best = new RereadBlock(steps, slots, low);
    while (low < high) {
      long middle = low + (high - low) / 2;
      var here = new RereadBlock(steps, slots, middle);
      var next = new RereadBlock(steps, slots, middle + 1);
      var saved = new BigDecimal(here.forwardSteps().subtract(next.forwardSteps()));
      if (forward.multiply(saved).compareTo(read) > 0) {
        low = middle + 1;
        best = next;
      } else {
        high = middle;
        best = here;
      }
    }
    return best;
  }

  long steps() {
    return steps;
  }

  public long rereads() {
    return rereads;
  }

  /// Forward steps of the reversal, recording ones included.
  public BigInteger forwardSteps() {
    return forwardStepsFrom(0);
  }

  /// Forward steps of the reversal of the leaves from that one on: a block of its own, of which the
  /// sweeps and rereadings before are done.
  BigInteger forwardStepsFrom(long leaf) {
    long left = sweeps - leaf;
    return BigInteger.valueOf(steps - stepsBefore(leaf))
        .multiply(BigInteger.valueOf(left + 1))
        .subtract(Binomial.exactBeta(slots + 2, left - 1))
        .add(Binomial.exactBeta(slots + 2, sweeps - rereads - 2));
  }

  /// Steps of leaves 0 to `leaf - 1`: the last of the block.
  public long stepsBefore(long leaf) {
    long least = Binomial.betaBetween(slots + 1, sweeps - 1, sweeps - 1 - leaf);
    return least + Math.min(excess, room(leaf));
  }

  /// The leaf that the block's step number `step`, counted from its start, belongs to.
  long leafOf(long step) {
    long low = 0;
    long high = rereads;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (steps - stepsBefore(middle + 1) <= step) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// Checkpoints written to memory.
  public long writes() {
    return writesFrom(0);
  }

  /// Checkpoints written to memory by the leaves from that one on.
  long writesFrom(long leaf) {
    if (slots == 0) {
      return 0;
    }
    long full = fullLeaves();
    long writes = 0;
    long next = leaf;
    if (next < full) {
      writes += Binomial.betaBetween(slots, sweeps - next, sweeps - full);
      writes -= full > sweeps ? 1 : 0;
      next = full;
    }
    if (next == full && next <= rereads) {
      writes += Binomial.writes(stepsBefore(next + 1) - stepsBefore(next), slots);
      next++;
    }
    if (next <= rereads) {
      writes += Binomial.betaBetween(slots, sweeps - 1 - next, sweeps - 2 - rereads);
      writes -= rereads >= sweeps - 1 ? 1 : 0;
    }
    return writes;
  }

  /// The most memory slots in use at once from that leaf on.
  long peakFrom(long leaf) {
    return Math.min(slots, stepsBefore(leaf + 1) - stepsBefore(leaf) - 1);
  }

  // Leaves that hold all that they can, before the one that takes the end of the excess.
  private long fullLeaves() {
    long low = 0;
    long high = rereads + 1;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (room(middle) <= excess) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  // What the first leaves can take beyond their least.
  private long room(long leaves) {
    return Binomial.betaBetween(slots, sweeps, sweeps - leaves);
  }

  private long cumulative(long t) {
    return Binomial.betaBetween(slots + 1, t, t - rereads - 1);
  }

  private long sweeps() {
    if (steps == 1) {
      return 0;
    }
    long below = 0;
    long enough = 1;
    while (cumulative(enough) < steps) {
      below = enough;
      enough *= 2;
    }
    while (enough - below > 1) {
      long middle = (below + enough) >>> 1;
      if (cumulative(middle) < steps) {
        below = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }
}
