/// Schedules of steps that differ in cost or size, by tables over all segments (Walther 2004; the
/// persistent schedules of Beaumont, Eyraud-Dubois, Herrmann, Joly and Shilova 2020).
///
/// A *chain tree* is a segment with its first split and the trees of both parts; *splits* are a
/// table that answers where to split any segment.
///
/// *In:* costs and sizes of each step. *Out:* a tree, actions, figures. Time and memory grow with
/// the square of the steps and more; see [StepCostSplits] and [ChainSizeSplits].
package org.checkpointschedules.plan.internal.chain;
