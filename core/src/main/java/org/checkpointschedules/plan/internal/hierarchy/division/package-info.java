/// The way back from an optimum to its schedule (`docs/planning.md` sections 6 and 7).
///
/// A *segment* is a stretch of steps with its own optimum; a *division* splits it at the step that
/// is stored next; *reloads* say how many reads go to each of both parts.
///
/// *In:* a hierarchy and its optimum. *Out:* splits, in time that does not depend on the number of
/// steps, and figures.
package org.checkpointschedules.plan.internal.hierarchy.division;
