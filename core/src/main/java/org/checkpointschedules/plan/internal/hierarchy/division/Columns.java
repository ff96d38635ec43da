package org.checkpointschedules.plan.internal.hierarchy.division;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkpointschedules.plan.internal.blocks.Blocks;
import org.checkpointschedules.plan.internal.blocks.RereadBlock;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

// Where tier 1 is the top and has a slot for each of its W writes, no layer of leaves is bounded by
// the slots: R = D W + L reads, 0 <= L < W, put W leaves at each depth 1 .. D and L at depth D + 1.
// Dividing the segment (docs/planning.md section 6, W_L = W - 1 each time) then takes off one
// column
// after another: the first W - L in the order of the steps have D leaves, the others D + 1. Each is
// a RereadBlock, an entry that is read once for every leaf, and behind all of them one leaf at
// depth
// 0 is left to tier 0.
//
// With
//
//     Cum_t = beta(c, t) + W (beta(c, t-1) + ... + beta(c, t-D)) + L beta(c, t-D-1)
//
// and Cum_{T-1} < n <= Cum_T, a leaf at depth j has beta(c, T-1-j) steps and up to beta(c, T-j) -
// beta(c, T-1-j) more. What is left of n is handed out by depth, and at one depth from the last
// column to the first. So at depths 1 .. J all leaves are full, at J + 1 those of the last q
// columns,
// and the column before gets what is left: all columns are of five kinds at most, in runs.

/// The blocks of a plan whose tier 1 never runs out of slots: general Disk-Revolve, in closed form
/// whatever the number of its entries.
public final class Columns {
  private final long slots;
  private final long steps;
  private final long writes;
  private final long depth;
  private final long deeper;

  private Columns(Hierarchy hierarchy, Optimum optimum) {
    slots = hierarchy.slots(0);
    steps = hierarchy.steps;
    writes = optimum.writes()[1];
    depth = writes == 0 ? 0 : optimum.reads()[1] / writes;
    deeper = writes == 0 ? 0 : optimum.reads()[1] % writes;
  }

  /// Whether the plan is one of columns side by side, all of them on one level.
  public static boolean suits(Hierarchy hierarchy, Optimum optimum) {
    return hierarchy.top == 1
        && hierarchy.members(0).size() <= 1
        && hierarchy.members(1).getFirst().slots() >= optimum.writes()[1];
  }

  /// The columns and the last leaf, in the order of the steps.
  public static List<Blocks> blocks(Hierarchy hierarchy, Optimum optimum) {
    return new Columns(hierarchy, optimum).blocks();
  }

  private List<Blocks> blocks() {
    var blocks = new ArrayList<Blocks>();
    if (writes == 0) {
      blocks.add(new Blocks(0, 1, RereadBlock.readOnce(steps, slots), false));
      return blocks;
    }
    long sweeps = sweeps();
    long rest = steps - reach(sweeps - 1);
    long last = Math.min(rest, more(sweeps));
    rest -= last;
    last += Binomial.beta(slots, sweeps - 1);
    long full = fullDepths(sweeps, rest);
    rest -= writes * Binomial.betaBetween(slots, sweeps - 1, sweeps - 1 - full);
    long most = more(sweeps - full - 1);
    long filled = most == 0 ? 0 : rest / most;
    long extra = rest - filled * most;
    long start = 0;
    long done = 0;
    long[] ends = {writes - deeper, writes - filled - 1, writes - filled, writes};
    Arrays.sort(ends);
    for (long end : ends) {
      if (end > done) {
        long leaves = done >= writes - deeper ? depth + 1 : depth;
        long share = done >= writes - filled ? most : end == writes - filled ? extra : 0;
        long length =
            Binomial.betaBetween(slots + 1, sweeps - 2, sweeps - 2 - leaves)
                + Binomial.betaBetween(slots, sweeps - 1, sweeps - 1 - full)
                + share;
        var run = new Blocks(start, end - done, RereadBlock.of(length, slots, leaves - 1), true);
        blocks.add(run);
        start = run.end();
        done = end;
      }
    }
    blocks.add(new Blocks(start, 1, RereadBlock.readOnce(last, slots), false));
    return blocks;
  }

  /// The least number of sweeps that reaches all steps.
  private long sweeps() {
    long below = 0;
    long enough = 1;
    while (reach(enough) < steps) {
      below = enough;
      enough *= 2;
    }
    while (enough - below > 1) {
      long middle = (below + enough) >>> 1;
      if (reach(middle) < steps) {
        below = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  /// `Cum_t`, capped.
  private long reach(long t) {
    long columns = Binomial.betaBetween(slots + 1, t - 1, t - 1 - depth);
    long below = SaturatingLong.product(deeper, Binomial.beta(slots, t - depth - 1));
    return SaturatingLong.sum(
        Binomial.beta(slots, t),
        SaturatingLong.sum(SaturatingLong.product(writes, columns), below));
  }

  /// The steps that a leaf takes with `t` sweeps and not with `t - 1`.
  private long more(long t) {
    return Binomial.betaBetween(slots, t, t - 1);
  }

  /// The most depths from 1 on, up to [#depth], whose leaves can all be filled with so many steps.
  private long fullDepths(long sweeps, long rest) {
    long low = 0;
    long high = depth;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      long room = Binomial.betaBetween(slots, sweeps - 1, sweeps - 1 - middle);
      if (SaturatingLong.product(writes, room) <= rest) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
