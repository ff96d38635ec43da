/// The search for the optimum: branch and bound between a Lagrangian dual and the profiles of the
/// theorem (`docs/planning.md` sections 3 to 5).
///
/// A *leaf* is a stretch of steps left to the lower tiers; a *column* is one entry, written once
/// and read once for each further leaf; a *layer* is all leaves of one depth, the number of sweeps
/// before them; a *profile* counts leaves by depth; the *reach* of a profile is how many steps it
/// takes in so many sweeps; a *part* is a plan of the tiers from some tier on.
///
/// *In:* a hierarchy. *Out:* writes and reads of each tier, with a proved lower bound.
package org.checkpointschedules.plan.internal.hierarchy.search;
