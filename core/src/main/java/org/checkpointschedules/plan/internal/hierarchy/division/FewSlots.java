package org.checkpointschedules.plan.internal.hierarchy.division;

import java.math.BigInteger;
import java.util.Arrays;
import org.checkpointschedules.plan.internal.blocks.RereadBlock;
import org.checkpointschedules.plan.internal.hierarchy.search.Pyramids;
import org.checkpointschedules.plan.internal.hierarchy.search.SlotAboveSlot;
import org.checkpointschedules.plan.internal.hierarchy.search.TwoSlots;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

// With few slots sweeps are many, sqrt(2 n) for two slots, and segments hardly ever come twice. But
// what is left then has a closed form. The rule of Splitter, with w and r the writes and reads of
// the tier that is divided and all leaves of one step where tier 0 has no slots:
//
// CHAIN          one slot: every load goes as far as it can.
// COLUMN         one slot above tier 0: its leaves are those of a RereadBlock, the left part the
//                first of them.
// TWO            two slots of one tier. CL_j = 1, CR_j = j, so layer j has min(w, j+1) leaves.
// ONE_ABOVE_ONE  a slot of a tier, read a times, above one of a lower tier. The upper has no place
//                on the left, a on the right. In the lower CL_j = 1, CR_j = min(j-1, a), so layer
//                j has min(w, j, a+1) leaves.
//
// In the last two let J be the number of layers that hold r leaves. Where w >= 2 of one tier, or in
// the lower tier, the left part has one leaf in each of them, J in all; that leaves W_L between 1
// and w - CR_J, or 1 where the layer J has no room for w. The layers are a ramp 1, 2, .. cut off,
// less its first member in TWO, so J takes a square root.

/// Segments whose few free slots let them be divided and counted without a table.
enum FewSlots {
  /// Divided by tables.
  NONE,
  /// One slot, nothing below.
  CHAIN,
  /// One slot above tier 0.
  COLUMN,
  /// Two slots of one tier, nothing below.
  TWO,
  /// One slot of a tier above one of a lower tier, nothing below.
  ONE_ABOVE_ONE;

  /// What kind a settled segment is.
  static FewSlots of(Hierarchy hierarchy, Segment segment) {
    int tier = segment.tier;
    if (tier == 0 || segment.slots > 2) {
      return NONE;
    }
    long reads = segment.reads[tier];
    int lower = lower(segment);
    if (lower > 0) {
      boolean pair =
          segment.slots == 1
              && hierarchy.slots(0) == 0
              && hierarchy.slots(lower) == 1
              && lower(segment, lower) == 0
              && segment.writes[tier] == 1
              && segment.writes[lower] <= reads + 1
              && segment.steps - 1 - reads == segment.reads[lower];
      return pair ? ONE_ABOVE_ONE : NONE;
    }
    if (hierarchy.slots(0) > 0) {
      return segment.slots == 1 && segment.writes[tier] == 1 ? COLUMN : NONE;
    }
    if (segment.slots == 1) {
      return CHAIN;
    }
    return segment.steps - 1 == reads ? TWO : NONE;
  }

  /// Divides a settled segment of this kind, as [Splitter#byTables] does.
  Division split(Hierarchy hierarchy, Segment segment) {
    int tier = segment.tier;
    long writes = segment.writes[tier];
    long reads = segment.reads[tier];
    return switch (this) {
      case NONE -> throw new IllegalStateException("divided by tables");
      case CHAIN -> parts(segment, 1, tier, 0, 0);
      case COLUMN -> {
        var block = RereadBlock.of(segment.steps, hierarchy.slots(0), reads);
        yield parts(segment, block.stepsBefore(1), tier, 0, 0);
      }
      case TWO -> {
        long layers = layers(reads + 1, writes) - 1;
        long most = layers < writes ? writes - layers : 1;
        yield writes == 1 || reads == 1
            ? parts(segment, 1, tier, Math.min(most, writes - 1), 0)
            : parts(segment, layers + 1, tier, Math.min(most, writes - 1), layers);
      }
      case ONE_ABOVE_ONE -> {
        int lower = lower(segment);
        long below = segment.writes[lower];
        long layers = layers(segment.reads[lower], Math.min(below, reads + 1));
        boolean room = Math.min(layers, reads + 1) <= below;
        long most = room ? below - Math.min(layers - 1, reads) : 1;
        yield parts(segment, layers + 1, lower, most, layers);
      }
    };
  }

  /// The right parts of a settled segment of two slots.
  Reloads reloads(Segment segment) {
    long reads = segment.reads[segment.tier];
    return switch (this) {
      case TWO ->
          new PairReloads(
              segment, segment.tier, layers(reads + 1, segment.writes[segment.tier]) - 1);
      case ONE_ABOVE_ONE -> {
        int lower = lower(segment);
        long most = Math.min(segment.writes[lower], reads + 1);
        yield new PairReloads(segment, lower, layers(segment.reads[lower], most));
      }
      case NONE, CHAIN, COLUMN -> throw new IllegalStateException("not two slots: " + this);
    };
  }

  /// The forward steps of a settled segment of this kind, recording ones included.
  BigInteger forwardSteps(Hierarchy hierarchy, Segment segment) {
    BigInteger steps = BigInteger.valueOf(segment.steps);
    long reads = segment.reads[segment.tier];
    return switch (this) {
      case NONE -> throw new IllegalStateException("counted by tables");
      case CHAIN -> Pyramids.triangle(steps);
      case COLUMN -> RereadBlock.of(segment.steps, hierarchy.slots(0), reads).forwardSteps();
      case TWO -> steps.add(TwoSlots.repeats(steps, segment.writes[segment.tier]));
      case ONE_ABOVE_ONE -> {
        var writes = BigInteger.valueOf(segment.writes[lower(segment)]);
        yield steps.add(SlotAboveSlot.repeats(steps, writes, BigInteger.valueOf(reads)));
      }
    };
  }

  /// Gives the left part so many writes and reads of a tier; the load of the entry itself is spent.
  private static Division parts(
      Segment segment, long leftSteps, int tier, long leftWrites, long leftReads) {
    int own = segment.tier;
    var writesLeft = new long[own + 1];
    var readsLeft = new long[own + 1];
    writesLeft[tier] = leftWrites;
    readsLeft[tier] = leftReads;
    long[] writesRight = Arrays.copyOf(segment.writes, own + 1);
    long[] readsRight = Arrays.copyOf(segment.reads, own + 1);
    writesRight[tier] -= leftWrites;
    readsRight[tier] -= leftReads;
    readsRight[own]--;
    for (int lower = 1; lower < own; lower++) {
      writesRight[lower] = segment.reads[lower] == 0 ? 0 : writesRight[lower];
    }
    long advance = segment.steps - leftSteps;
    return new Division(
        new Segment(false, own, segment.slots - 1, leftSteps, writesLeft, readsLeft),
        new Segment(true, own, segment.slots, advance, writesRight, readsRight));
  }

  /// The tier below that is read next, 0 if none.
  private static int lower(Segment segment) {
    return lower(segment, segment.tier);
  }

  private static int lower(Segment segment, int tier) {
    int lower = tier - 1;
    while (lower > 0 && segment.reads[lower] == 0) {
      lower--;
    }
    return Math.max(lower, 0);
  }

  /// The least `J` with `min(1, most) + ... + min(J, most) >= leaves`.
  private static long layers(long leaves, long most) {
    if (most < 1L << 31 && most * (most + 1) / 2 < leaves) {
      return most + Math.ceilDiv(leaves - most * (most + 1) / 2, most);
    }
    long layers = (long) Math.sqrt(2.0 * leaves);
    while (layers * (layers + 1) / 2 >= leaves) {
      layers--;
    }
    return layers + 1;
  }
}
