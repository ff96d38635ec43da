package org.checkpointschedules.plan.internal.hierarchy.division;

import org.checkpointschedules.plan.internal.hierarchy.search.Coefficients;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;

/// Divides a segment of a tier from 1 in two: the *left* part, reached by advancing `j` steps, is
/// reversed first; then the entry is loaded for the *right* part, the first `j` steps, which is one
/// sweep deeper. Nothing is searched: of each layer of leaves the left part takes what its own
/// columns and slots admit, the right part has room for the rest, and so on down the tiers; the
/// steps follow (docs/planning.md section 6).
///
/// In a tier, with `CL_j` and `CR_j` places for leaves at depth `j` on either side, the left part
/// gets the most writes `W_L` that leave every used layer full:
///
/// ```
/// CL_j + CR_j <= W:   CL_j <= W_L <= W - CR_j
/// CL_j + CR_j >  W:   W - CR_j <= W_L <= CL_j
/// ```
///
/// Time O(K d min(c, d)) for depths to `d`, O(log n) for a [FewSlots]; keeps nothing but table
/// sizes between calls. Not thread safe.
public final class Splitter {
  private final Coefficients coefficients;
  private final Hierarchy hierarchy;

  public Splitter(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    coefficients = new Coefficients(hierarchy, 32, false);
  }

  /// @param segment settled, with reads in its tier; where it is open, its first step is stored on
  ///   the way
  public Division split(Segment segment) {
    FewSlots tail = FewSlots.of(hierarchy, segment);
    return tail == FewSlots.NONE ? byTables(segment) : tail.split(hierarchy, segment);
  }

  /// The same for any segment but a [FewSlots#CHAIN].
  Division byTables(Segment segment) {
    Segment right = reloadsByTables(segment).after(1);
    var writes = new long[segment.tier + 1];
    var reads = new long[segment.tier + 1];
    for (int tier = 1; tier <= segment.tier; tier++) {
      boolean used = segment.reads[tier] > 0;
      writes[tier] = used ? segment.writes[tier] - right.writes[tier] : 0;
      reads[tier] = segment.reads[tier] - right.reads[tier];
    }
    reads[segment.tier]--;
    long steps = segment.steps - right.steps;
    return new Division(
        new Segment(false, segment.tier, segment.slots - 1, steps, writes, reads), right);
  }

  /// The right part of the right part, and so on, for any segment but a [FewSlots#CHAIN] and a
  /// [FewSlots#COLUMN].
  Reloads reloads(Segment segment) {
    FewSlots tail = FewSlots.of(hierarchy, segment);
    return tail == FewSlots.NONE ? reloadsByTables(segment) : tail.reloads(segment);
  }

  /// The same by tables.
  Reloads reloadsByTables(Segment segment) {
    return new TableReloads(coefficients, segment);
  }
}
