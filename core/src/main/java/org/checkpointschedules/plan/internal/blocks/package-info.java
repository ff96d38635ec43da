/// Schedules that lay the steps out in equal blocks, each with its restart data on disk: Periodic
/// Disk-Revolve and Disk-Revolve that reads each checkpoint once (Aupy, Herrmann, Hovland and
/// Robert 2016, SISC 38(3); Aupy and Herrmann 2017).
///
/// A *block* is a stretch of steps from one disk checkpoint to the next; a *reread block* loads its
/// own again, once for each of its rereads.
///
/// *In:* steps, slots in memory, costs. *Out:* runs of equal blocks, actions, figures.
package org.checkpointschedules.plan.internal.blocks;
