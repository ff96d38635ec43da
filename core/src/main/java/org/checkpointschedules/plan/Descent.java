package org.checkpointschedules.plan;

import java.math.BigDecimal;
import java.util.List;
import org.checkpointschedules.plan.SegmentPrices.Price;

/// How a continuation goes down: its segments' bases, and the first run of the forward.
///
/// @param bases the entries kept or stored first, the lowest first; none where all starts from the
///   forward at step 0
/// @param stands whether the forward runs up to the highest base, instead of loading it
/// @param boost what is loaded instead of the highest base, and dropped; null if that is loaded
/// @param cost what it costs
/// @param plans the plan of each base's segment, or that of the only one
record Descent(
    List<Footing> bases, boolean stands, Footing boost, BigDecimal cost, List<Price> plans) {
  boolean isCheaper(Descent other) {
    return cost.compareTo(other.cost) < 0;
  }
}
