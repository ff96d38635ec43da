/// Schedules on one level: Revolve's, which reach beta(s, t) = C(s + t, t) steps with `s` slots and
/// no step run more than `t` times (Griewank and Walther 2000, TOMS 26(1)).
///
/// A *split* is the step at which the rest of a segment is stored; a *pass* is one sweep of the
/// forward over a segment; a *place* is the slot that an entry takes, counted from the bottom;
/// *traffic* is how often each slot is written and read.
///
/// *In:* steps, slots, a trajectory. *Out:* actions, and their counts in closed form.
package org.checkpointschedules.plan.internal.binomial;
