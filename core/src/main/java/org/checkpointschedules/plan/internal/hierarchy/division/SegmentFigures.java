package org.checkpointschedules.plan.internal.hierarchy.division;

import java.math.BigInteger;
import org.checkpointschedules.plan.internal.blocks.RereadBlock;
import org.checkpointschedules.plan.internal.hierarchy.search.Coefficients;
import org.checkpointschedules.plan.internal.hierarchy.search.ExactCost;
import org.checkpointschedules.plan.internal.hierarchy.search.Part;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

/// What a [Segment] will do, in closed form: the leaves of its tiers by depth give its forward
/// steps and what its stretches of tier 0 write (docs/planning.md section 7). Not thread safe.
public final class SegmentFigures {
  private final Hierarchy hierarchy;
  private final Coefficients coefficients;
  private int length = 32;

  // The segment that was spread last, and its leaves.
  private Segment spread;
  private long[] profile;
  private long[] reach;

  public SegmentFigures(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    coefficients = new Coefficients(hierarchy, length, false);
  }

  /// Forward steps, recording ones included.
  public BigInteger forwardSteps(Segment segment) {
    long steps = segment.steps;
    if (steps == 1) {
      return BigInteger.ONE;
    }
    if (segment.tier == 0) {
      return Binomial.forwardSteps(steps, segment.slots);
    }
    FewSlots tail = FewSlots.of(hierarchy, segment);
    if (tail != FewSlots.NONE) {
      return tail.forwardSteps(hierarchy, segment);
    }
    spread(segment);
    return ExactCost.repeats(reach, steps).add(BigInteger.valueOf(steps));
  }

  /// Entries that tier 0 will store.
  public long baseWrites(Segment segment) {
    if (hierarchy.slots(0) == 0) {
      return 0;
    }
    Segment settled = segment.settled(hierarchy);
    if (settled.tier == 0) {
      return Binomial.writes(settled.steps, settled.slots);
    }
    if (FewSlots.of(hierarchy, settled) == FewSlots.COLUMN) {
      return RereadBlock.of(settled.steps, hierarchy.slots(0), settled.reads[settled.tier])
          .writes();
    }
    spread(settled);
    int sweeps = 1;
    while (reach[sweeps] < segment.steps) {
      sweeps++;
    }
    long rest = segment.steps - reach[sweeps - 1];
    long writes = 0;
    for (int depth = 0; depth < sweeps; depth++) {
      // A leaf of C(c_0 + t, t) steps writes C(c_0 + t - 1, t) times, but not at all for t = 0.
      int t = sweeps - 1 - depth;
      long more = coefficients.lastSweep(t + 1);
      long full = Math.min(profile[depth], more == 0 ? 0 : rest / more);
      writes += full * more;
      rest -= full * more;
      if (full < profile[depth]) {
        long fewer = t == 0 ? 0 : coefficients.lastSweep(t);
        writes += (profile[depth] - full - 1) * fewer;
        writes += Binomial.writes(coefficients.steps[t] + rest, hierarchy.slots(0));
        rest = 0;
      }
    }
    return writes;
  }

  /// Fills in the leaves by depth and the steps within reach of each number of sweeps.
  private void spread(Segment segment) {
    if (segment != spread) {
      while (!trySpread(segment)) {
        length *= 2;
        coefficients.ensure(length);
      }
      spread = segment;
    }
  }

  private boolean trySpread(Segment segment) {
    profile = new long[length];
    profile[0] = 1;
    for (int tier = segment.tier; tier >= 1; tier--) {
      if (segment.reads[tier] > 0) {
        long[] places =
            tier == segment.tier
                ? SaturatingLong.multisets(segment.slots, length)
                : coefficients.places(tier, profile, length);
        places[0] = 0;
        var part = new Part(tier, profile, segment.writes[tier], places, null);
        if (part.room() < segment.reads[tier]) {
          return false;
        }
        profile = part.with(segment.reads[tier]);
      }
    }
    reach = coefficients.reach(profile, length);
    return reach[length - 1] >= segment.steps;
  }
}
