package org.checkpointschedules.plan.internal.hierarchy.division;

import org.checkpointschedules.plan.internal.hierarchy.search.Coefficients;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.checkpointschedules.plan.internal.numbers.SaturatingLong;

// A segment is divided, then its right part, then the right part of that: the same entry is loaded
// again and again, and with few slots that is most of a continuation. What is left on the right
// after i
// loads is found at once (docs/planning.md section 6). Depths are counted from the segment.
//
// In a tier with W writes let S_j be the places of the segment for leaves at depth j, V_j those of
// the right part, the left parts having the other U_j = S_j - V_j; all three grow with j, and
// layers to J are used. The rule is that the right part gets the least writes that leave every used
// layer full: with a the last used layer of S_a <= W,
//
//     W_i = max(V_a, W - U_{a+1})            the second only if a < J
//
// (W - U_j decreases in j, V_j increases; the tier of the entry keeps the entry's own column.) It
// is the same for one load and for many. For let W', V' belong to the part before the last load,
// and V < V' to the one after it: W' >= V'_a by construction, and V'_{a+1} > W' unless V' no longer
// grows from a to J. So a is as it was, and the rule gives the larger of V_a and
//
//     W' - V'_{a+1} + V_{a+1} = max(V'_a - V'_{a+1} + V_{a+1}, W - U_{a+1}),
//
// whose first term is at most V_a since V' - V grows. If V' no longer grows, nor does V, and both
// ways give V_a.
//
// The layers before J stay full, min(W_i, V_j) leaves. Of the layer J, that may be full in part,
// the left parts take what they can, min(W, S_J) - min(W_i, V_J), in turn; the rest is the right
// part's. Once there is no rest, J - 1 is the last layer used: a load later W_i can be less, though
// there are the same leaves. The tier of the entry has the entry's own leaf at depth i in any case.
//
// Steps: T - 1 full sweeps over all leaves; the last one, needed in part, goes to the shallowest
// leaves first and at the depth where it ends to the left parts first, in turn.

/// The right parts of a segment after one load of its entry, two, and so on, by tables of its
/// leaves and their places.
///
/// Time O(K d min(c, d)) for depths to `d`, to begin with and for each right part. Not thread safe.
final class TableReloads implements Reloads {
  private final Coefficients coefficients;
  private final Segment segment;
  private final int own;

  /// By tier: the leaves above it and the places below them, by depth; the layers used, and the
  /// leaves in the last of them.
  private final long[][] owners;

  private final long[][] places;

  private final int[] layers;
  private final long[] last;

  /// By tier, the last layer used that has no more places than columns.
  private final int[] fits;

  private long[] profile;

  /// The sweeps that reach all steps, the depth where the last of them ends, and its steps there.
  private int sweeps;

  private int cut;
  private long cutSteps;

  /// @param segment settled, with reads in its tier; where it is open, its first step is stored on
  ///   the way
  TableReloads(Coefficients coefficients, Segment segment) {
    this.coefficients = coefficients;
    this.segment = segment;
    own = segment.tier;
    owners = new long[own + 1][];
    places = new long[own + 1][];
    layers = new int[own + 1];
    last = new long[own + 1];
    fits = new int[own + 1];
    int length = (int) Math.min(Coefficients.DEEPEST, firstLength());
    coefficients.ensure(length);
    while (!tryToDepth(length)) {
      boolean deepest = length == Coefficients.DEEPEST;
      length = deepest ? 2 * length : Math.min(2 * length, Coefficients.DEEPEST);
      coefficients.ensure(length);
    }
  }

  /// Somewhat more than the sweeps of all slots without a price, as which there are never fewer.
  private long firstLength() {
    long slots = segment.slots;
    for (int tier = 0; tier < own; tier++) {
      slots = SaturatingLong.sum(slots, coefficients.hierarchy.slots(tier));
    }
    return 16 + Binomial.repetition(segment.steps, slots) * 5 / 4;
  }

  private boolean tryToDepth(int length) {
    profile = new long[length];
    profile[0] = 1;
    for (int tier = own; tier >= 1; tier--) {
      if (segment.reads[tier] > 0 && !hang(tier, length)) {
        return false;
      }
    }
    long[] reach = coefficients.reach(profile, length);
    sweeps = 1;
    while (reach[sweeps] < segment.steps) {
      sweeps++;
      if (sweeps == length) {
        return false;
      }
    }
    cutSteps = segment.steps - reach[sweeps - 1];
    cut = 0;
    long here = lastSweep(profile[0], 0);
    while (cutSteps > here) {
      cutSteps -= here;
      cut++;
      here = lastSweep(profile[cut], cut);
    }
    return true;
  }

  /// Hangs the leaves of a tier below the profile; false if the tables do not reach far enough.
  private boolean hang(int tier, int length) {
    long writes = segment.writes[tier];
    long[] room =
        tier == own
            ? SaturatingLong.multisets(segment.slots, length)
            : coefficients.places(tier, profile, length);
    owners[tier] = profile.clone();
    long rest = segment.reads[tier];
    int layer = 0;
    fits[tier] = 0;
    while (rest > 0) {
      layer++;
      if (layer == length) {
        return false;
      }
      if (room[layer] <= writes) {
        fits[tier] = layer;
      }
      long here = Math.min(rest, Math.min(writes, room[layer]));
      profile[layer] += here;
      last[tier] = here;
      rest -= here;
    }
    layers[tier] = layer;
    places[tier] = room;
    return true;
  }

  private long lastSweep(long leaves, int depth) {
    return SaturatingLong.product(leaves, coefficients.lastSweep(sweeps - depth));
  }

  @Override
  public long most() {
    int all = layers[own];
    return all == 1 || new Right(all - 1).last[own] > 0 ? all : all - 1;
  }

  @Override
  public long steps(long loads) {
    return steps(new Right((int) loads).leaves);
  }

  private long steps(long[] leaves) {
    long steps = Math.max(0, cutSteps - lastSweep(profile[cut] - leaves[cut], cut));
    for (int depth = 0; depth <= sweeps; depth++) {
      int full = depth < cut ? sweeps - depth : sweeps - 1 - depth;
      steps += full < 0 ? 0 : leaves[depth] * coefficients.steps[full];
    }
    return steps;
  }

  @Override
  public Segment after(long loads) {
    long[] before = loads == 1 ? last : new Right((int) loads - 1).last;
    var now = new Right((int) loads);
    for (int tier = 1; tier <= own; tier++) {
      if (before[tier] == 0) {
        now.writes[tier] = now.fewer[tier];
      }
    }
    return new Segment(true, own, segment.slots, steps(now.leaves), now.writes, now.reads);
  }

  /// What lies to the right after so many loads. The writes are those needed if there were leaves
  /// in the last layer before the last load, `fewer` those needed if there were not.
  private final class Right {
    final long[] leaves = new long[profile.length];
    final long[] writes = new long[own + 1];
    final long[] fewer = new long[own + 1];
    final long[] reads = new long[own + 1];
    final long[] last = new long[own + 1];

    Right(int loads) {
      for (int tier = own; tier >= 1; tier--) {
        if (segment.reads[tier] > 0) {
          hang(tier, loads);
        }
      }
    }

    private void hang(int tier, int loads) {
      int layer = layers[tier];
      long[] room;
      if (tier == own) {
        room = new long[leaves.length];
        System.arraycopy(places[own], 0, room, loads, layer + 1 - loads);
      } else {
        room = coefficients.places(tier, leaves, leaves.length);
      }
      writes[tier] = least(tier, room, layer);
      fewer[tier] = least(tier, room, layer - 1);
      for (int depth = tier == own ? loads : 1; depth < layer; depth++) {
        long here = Math.min(writes[tier], room[depth]);
        leaves[depth] += here;
        reads[tier] += here;
      }
      long taken =
          Math.min(segment.writes[tier], places[tier][layer]) - Math.min(writes[tier], room[layer]);
      last[tier] =
          tier == own && loads == layer ? 1 : Math.max(0, TableReloads.this.last[tier] - taken);
      leaves[layer] += last[tier];
      reads[tier] += last[tier] - (tier == own ? 1 : 0);
    }

    /// The least writes that leave all layers to `used` full.
    private long least(int tier, long[] room, int used) {
      int next = fits[tier] + 1;
      long least = room[Math.min(fits[tier], used)];
      if (next <= used) {
        least = Math.max(least, segment.writes[tier] - onLeft(tier, room, next));
      }
      return tier == own ? Math.max(1, least) : least;
    }

    /// The places to the left, as capped sums are not to be subtracted. In the own tier they may
    /// be: there are no more on the right than in the layer before, that fits.
    private long onLeft(int tier, long[] room, int depth) {
      if (tier == own) {
        return places[own][depth] - room[depth];
      }
      long sum = 0;
      for (int owner = 0; owner < depth; owner++) {
        long left = owners[tier][owner] - leaves[owner];
        sum =
            SaturatingLong.sum(
                sum, SaturatingLong.product(left, coefficients.columns[tier][depth - owner]));
      }
      return sum;
    }
  }
}
