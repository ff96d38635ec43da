/// Levels of which one is cheaper to write and dearer to read than another: the recurrence over
/// vectors of free slots, where its table is affordable (`docs/planning.md` section 8).
///
/// *In:* levels in no order. *Out:* a plan, labelled with what is proved of it.
package org.checkpointschedules.plan.internal.hierarchy.vector;
