/// From budgets and figures to a schedule: how many slots the bytes hold, what each schedule would
/// take, and which takes the least time.
///
/// [Choice] is the front door. The figures come from `calibrate` of an adjoint calculation, or by
/// hand. `docs/choosing.md` has the model of time and what memory is counted.
package org.checkpointschedules.choose;
