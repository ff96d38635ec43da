package org.checkpointschedules.ensemble;

import org.checkpointschedules.run.RunReport;

/// What a member of an [Ensemble] came to.
///
/// @param objective its share of the objective
/// @param gradient its share of the gradient; taken over, not copied
/// @param report of its run
public record MemberGradient(double objective, double[] gradient, RunReport report) {}
