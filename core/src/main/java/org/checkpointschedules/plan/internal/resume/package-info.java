/// Continuations of runs that were broken off, or lost checkpoints (`docs/planning.md` section 9).
///
/// *Survivors* are the entries that are left; a *base* is restart data that a segment can start
/// from, a survivor or stored on the way; a *leg* is a part of the steps reversed in one go from
/// its bases; a *continuation* is what is stored first and the legs from the top down.
///
/// *In:* survivors, levels, costs. *Out:* the actions that are left, and a bound on what the best
/// costs where one is known.
package org.checkpointschedules.plan.internal.resume;
