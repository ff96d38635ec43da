package org.checkpointschedules.ensemble;

/// The result of an ensemble.
///
/// @param objective the sum of the members' objectives
/// @param value the sum of their gradients
/// @param report what they did
public record EnsembleGradient(double objective, double[] value, EnsembleReport report) {}
