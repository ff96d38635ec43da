/// The normal form of levels and what a plan of them comes to (`docs/planning.md` sections 2 and
/// 3).
///
/// A *tier* is one level, or several of equal costs; tier 0 is free, and may have no slots. An
/// *optimum* is how often each tier is written and read, which determines cost and schedule.
///
/// *In:* levels and costs. *Out:* whole numbers without a common divisor.
package org.checkpointschedules.plan.internal.hierarchy.tiers;
