package org.checkpointschedules.plan.internal.hierarchy.division;

/// The two parts of a segment.
///
/// @param left reached by the advance, reversed first
/// @param right the steps of the advance, for which the entry is loaded again
public record Division(Segment left, Segment right) {}
