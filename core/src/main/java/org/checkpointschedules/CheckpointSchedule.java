package org.checkpointschedules;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Which steps to run, what to store where, when to bring it back and when to drop it, so that the
/// adjoint of `steps()` forward steps completes within the storage given.
///
/// A schedule is an immutable value: it describes, it does not run. Every [#iterator()] starts
/// afresh, computes its actions on the fly, and holds memory that does not grow with the number of
/// steps (beyond a table that the schedule's own documentation names). Iterating twice gives equal
/// actions twice. Schedules are thread safe; iterators are not.
///
/// A schedule plays one forward and one adjoint calculation, ending with `EndReverse` (only `none`,
/// which stores nothing, ends with `EndForward`).
public interface CheckpointSchedule extends Iterable<Action> {

  /// The largest number of steps that any schedule takes: 10^18.
  long MAX_STEPS = 1_000_000_000_000_000_000L;

  /// {@return the schedule's name, as the command line spells it: `h-revolve`}
  String name();

  /// {@return the number of forward steps, 1 to [#MAX_STEPS]}
  long steps();

  /// {@return the levels that the schedule uses, fastest first, with their limits and costs}
  List<Level> levels();

  /// {@return what iterating will do, exactly} Computed once; cheap to ask again.
  Forecast forecast();

  /// {@return whether entries are kept at `EndReverse`, so that another adjoint of the same forward
  /// can follow} Every other schedule ends with its levels empty.
  default boolean keepsCheckpoints() {
    return false;
  }

  /// {@return the sizes of entries that its slots were counted with, where they come of a budget in
  /// bytes} A run ends at an entry that is larger, rather than hold more than the budget. Empty
  /// where slots were asked for as such: they hold entries of any size.
  default Optional<EntryBytes> entryBytes() {
    return Optional.empty();
  }

  /// A fresh pass over the actions.
  @Override
  Iterator<Action> iterator();

  /// The actions that follow the `Reverse` which brings the adjoint to the start of step
  /// `adjointPosition`; at [#steps()], those that follow `EndForward`.
  ///
  /// Takes time O(slots + repetitions), not a replay.
  ///
  /// @param adjointPosition 0 to [#steps()]; a schedule that reverses several steps in one action
  ///   can be opened only where one of its `Reverse` actions ends
  /// @return a fresh stream of those actions, up to the last one
  /// @throws InvalidArgumentException if the adjoint never stands there
  ActionStream open(long adjointPosition);
}
