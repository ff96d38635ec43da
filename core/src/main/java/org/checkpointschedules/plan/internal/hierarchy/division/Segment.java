package org.checkpointschedules.plan.internal.hierarchy.division;

import java.util.Arrays;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;

/// A stretch of consecutive steps to be reversed, the forward standing at its first step, with the
/// writes and reads that an optimal plan spends on it, and how it divides (docs/planning.md section
/// 6).
///
/// Two kinds: *open*, nothing stored yet, `slots` free slots in `tier` and all those of the lower
/// tiers; and *stored*, restart data of the first step lies in `tier` and `slots` counts its slot
/// too. A segment without reads in its tier is an open segment of the tier below.
public final class Segment {
  final boolean stored;
  public final int tier;
  public final long slots;
  public final long steps;
  public final long[] writes;
  public final long[] reads;

  Segment(boolean stored, int tier, long slots, long steps, long[] writes, long[] reads) {
    this.stored = stored;
    this.tier = tier;
    this.slots = slots;
    this.steps = steps;
    this.writes = writes;
    this.reads = reads;
  }

  public static Segment whole(Hierarchy hierarchy, Optimum optimum) {
    int top = hierarchy.top;
    return new Segment(
        false, top, hierarchy.slots(top), hierarchy.steps, optimum.writes(), optimum.reads());
  }

  /// The same segment in the tier that its next entry goes to, or tier 0.
  public Segment settled(Hierarchy hierarchy) {
    if (tier == 0 || reads[tier] > 0) {
      return this;
    }
    int lower = tier - 1;
    while (lower > 0 && reads[lower] == 0) {
      lower--;
    }
    return new Segment(false, lower, hierarchy.slots(lower), steps, writes, reads);
  }

  /// The first steps of a [FewSlots#CHAIN], when the others are reversed.
  public Segment chainBelow(long count) {
    long[] less = reads.clone();
    less[tier] = count - 1;
    return new Segment(true, tier, slots, count, writes, less);
  }

  /// Which position of the tier the entry of the first step takes.
  public long position(Hierarchy hierarchy) {
    return hierarchy.slots(tier) - slots;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segment that
        && stored == that.stored
        && tier == that.tier
        && slots == that.slots
        && steps == that.steps
        && Arrays.equals(writes, that.writes)
        && Arrays.equals(reads, that.reads);
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(reads) * 31 + Arrays.hashCode(writes);
    return ((hash * 31 + Long.hashCode(steps)) * 31 + Long.hashCode(slots)) * 2 + (stored ? 1 : 0);
  }

  @Override
  public String toString() {
    return "%s tier %d slots %d steps %d writes %s reads %s"
        .formatted(
            stored ? "stored" : "open",
            tier,
            slots,
            steps,
            Arrays.toString(writes),
            Arrays.toString(reads));
  }
}
