/// Pieces that schedules of every kind are made of: arguments checked ([Requirements]), forecasts
/// built ([ForecastBuilder]), a stream opened at a position of the adjoint ([OpenedStream]),
/// entries at even distances ([SpacedEntries]), and [Plan], what a schedule of the recurrence
/// carries out.
///
/// *In:* a request. *Out:* typed errors, forecasts, streams.
package org.checkpointschedules.plan.internal.common;
