package org.checkpointschedules.plan;

import java.math.BigInteger;

/// What a [Segment] will do, in closed form: the leaves of its tiers by depth give its forward
/// steps and, but for one irregular path of O(slots + repetitions) segments, what its stretches of
/// tier 0 write (docs/planning.md section 7). Not thread safe.
final class SegmentFigures {
  private final Hierarchy hierarchy;
  private final Splitter splitter;
  private final Coefficients coefficients;
  private int length = 32;
  private long[] profile;
  private long[] reach;

  SegmentFigures(Hierarchy hierarchy, Splitter splitter) {
    this.hierarchy = hierarchy;
    this.splitter = splitter;
    coefficients = new Coefficients(hierarchy, length);
  }

  /// Forward steps, recording ones included.
  BigInteger forwardSteps(Segment segment) {
    long steps = segment.steps;
    if (steps == 1) {
      return BigInteger.ONE;
    }
    if (segment.tier == 0) {
      return Binomial.forwardSteps(steps, segment.slots);
    }
    if (hierarchy.allSlots() == 1) {
      BigInteger n = BigInteger.valueOf(steps);
      return n.multiply(n.add(BigInteger.ONE)).shiftRight(1);
    }
    spread(segment);
    return Excess.repeats(reach, steps).add(BigInteger.valueOf(steps));
  }

  /// Entries that tier 0 will store.
  long baseWrites(Segment segment) {
    if (hierarchy.slots(0) == 0) {
      return 0;
    }
    long writes = 0;
    Segment rest = segment.settled(hierarchy);
    while (true) {
      if (rest.tier == 0) {
        return writes + Binomial.writes(rest.steps, rest.slots);
      }
      long regular = regularWrites(rest);
      if (regular >= 0) {
        return writes + regular;
      }
      splitter.split(rest);
      Segment left = splitter.left.settled(hierarchy);
      Segment right = splitter.right.settled(hierarchy);
      regular = left.tier == 0 ? Binomial.writes(left.steps, left.slots) : regularWrites(left);
      if (regular >= 0) {
        rest = right;
      } else {
        // The left part takes of the last sweep what it can, so the right one has none of it.
        regular =
            right.tier == 0 ? Binomial.writes(right.steps, right.slots) : regularWrites(right);
        rest = left;
      }
      writes += regular;
    }
  }

  /// Writes of tier 0 where every leaf is full to the same sweep; else -1.
  private long regularWrites(Segment segment) {
    spread(segment);
    int sweeps = 0;
    while (reach[sweeps] < segment.steps) {
      sweeps++;
    }
    if (reach[sweeps] != segment.steps) {
      return -1;
    }
    long writes = 0;
    for (int depth = 0; depth < sweeps; depth++) {
      if (profile[depth] > 0) {
        long size = coefficients.steps[sweeps - depth];
        writes += profile[depth] * Binomial.writes(size, hierarchy.slots(0));
      }
    }
    return writes;
  }

  /// Fills in the leaves by depth and the steps within reach of each number of sweeps.
  private void spread(Segment segment) {
    while (!trySpread(segment)) {
      length *= 2;
      coefficients.ensure(length);
    }
  }

  private boolean trySpread(Segment segment) {
    profile = new long[length];
    profile[0] = 1;
    for (int tier = segment.tier; tier >= 1; tier--) {
      if (segment.reads[tier] > 0) {
        long[] places =
            tier == segment.tier
                ? Capped.multisets(segment.slots, length)
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
