package org.checkpointschedules.plan.internal.hierarchy.division;

// In both kinds of two slots, with w writes of the tier whose places grow (the own one of TWO, the
// lower one of ONE_ABOVE_ONE), the rule of TableReloads has closed forms. A load takes one place
// off each layer, V_j = max(0, S_j - i); S_j itself is j + 1, or min(j, a + 1) with a reads of the
// upper slot. So after i loads there are min(w, S_J) - i writes left, J the last layer used, and
// min(w, S_j) - i leaves in the layer j, while that is more than what there is in any case: in TWO
// the entry's own column. The layers hold 1, 2, .. up to some h, then h each. The last one may be
// full in part; of it each load takes one leaf.

/// The right parts of a [FewSlots] of two slots, in closed form.
final class PairReloads implements Reloads {
  private final Segment segment;
  private final int tier;

  /// Whether the two slots are of one tier.
  private final boolean one;

  /// Leaves of all layers but the last: those in the greatest, and how many layers have so many.
  private final long height;

  private final long flat;
  private final long layers;
  private final long last;

  /// The least writes that fill the last layer, and the one before.
  private final long width;

  private final long narrower;

  /// @param tier whose places grow
  /// @param layers of that tier
  PairReloads(Segment segment, int tier, long layers) {
    this.segment = segment;
    this.tier = tier;
    this.layers = layers;
    one = tier == segment.tier;
    long writes = segment.writes[tier];
    long most = one ? writes : Math.min(writes, segment.reads[segment.tier] + 1);
    long before = one ? layers : layers - 1;
    height = Math.min(most, before);
    flat = before - height;
    width = Math.min(most, before + 1);
    narrower = height;
    long leaves = segment.reads[tier] + (one ? 1 : 0);
    last = leaves - height * (height + 1) / 2 - flat * height;
  }

  @Override
  public long most() {
    if (!one) {
      return segment.reads[segment.tier];
    }
    return layers == 1 || last(layers - 1) > 0 ? layers : layers - 1;
  }

  @Override
  public long steps(long loads) {
    return leaves(loads) + (one ? 0 : segment.reads[segment.tier] - loads + 1);
  }

  private long leaves(long loads) {
    long high = height - loads;
    if (high <= 0) {
      return (one ? layers - loads : 0) + last(loads);
    }
    return high * (high + 1) / 2 + flat * high + last(loads);
  }

  private long last(long loads) {
    if (one && loads == layers) {
      return 1;
    }
    return Math.max(0, last - Math.min(loads, one ? width - 1 : width));
  }

  @Override
  public Segment after(long loads) {
    int own = segment.tier;
    var writes = new long[own + 1];
    var reads = new long[own + 1];
    long least = last(loads - 1) > 0 ? width : narrower;
    writes[own] = 1;
    reads[own] = segment.reads[own] - loads;
    writes[tier] = Math.max(one ? 1 : 0, least - loads);
    reads[tier] = leaves(loads) - (one ? 1 : 0);
    return new Segment(true, own, segment.slots, steps(loads), writes, reads);
  }
}
