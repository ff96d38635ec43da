package org.checkpointschedules;

/// A schedule for a forward whose number of steps shows when it has ended: an adaptive integration,
/// an iteration to convergence.
///
/// What the forward stores must not depend on how many steps there will be. So this is a family of
/// schedules, one for each number of steps, whose actions before `EndForward` are the same, up to
/// the last, which the end cuts short; each is a [Action.Forward] that stores restart data in a
/// level. Schedules that place their checkpoints by the number of steps (Revolve and its kin) are
/// no such family, and a run refuses them.
///
/// ```java
/// OnlineCheckpointSchedule online = TwoLevelCheckpointSchedule.online(50, 5, DISK, RAM);
/// ```
@FunctionalInterface
public interface OnlineCheckpointSchedule {

  /// {@return the whole schedule of a forward that has ended after this many steps}
  ///
  /// @param steps 1 to [CheckpointSchedule#MAX_STEPS]; its largest value stands for an end that is
  ///   not in sight
  CheckpointSchedule ended(long steps);
}
