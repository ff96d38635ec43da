package org.checkpointschedules.ensemble;

/// How far an ensemble has come.
///
/// @param members how many there are
/// @param begun members that have begun, the completed ones included
/// @param completed members whose run has ended, in whatever way
/// @param fraction of the work done, 0 to 1: of each member, its forward and adjoint steps done by
///   those that its schedule forecasts; members count alike. It does not fall when a machine is
///   lost and its members begin anew.
public record EnsembleProgress(int members, int begun, int completed, double fraction) {}
