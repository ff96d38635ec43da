package org.checkpointschedules.plan;

/// The two parts of a segment.
///
/// @param left reached by the advance, reversed first
/// @param right the steps of the advance, for which the entry is loaded again
record Division(Segment left, Segment right) {}
