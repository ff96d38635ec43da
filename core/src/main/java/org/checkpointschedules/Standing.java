package org.checkpointschedules;

import java.util.List;
import java.util.Map;
import org.checkpointschedules.ActionStream.Entry;

/// How far a broken-off adjoint calculation has come, and what is left of its checkpoints. The
/// forward stands at step 0 again, which needs no checkpoint; working storage is empty.
///
/// @param adjointPosition where the adjoint stands; the number of steps before the first `Reverse`
/// @param forwardEnded whether `EndForward` has been carried out
/// @param held what the levels still hold
/// @param fewer slots, of levels that have fewer left than the schedule says: a full disk's
public record Standing(
    long adjointPosition,
    boolean forwardEnded,
    List<Entry> held,
    Map<StorageLocation, Long> fewer) {
  /// Checks the position and keeps copies.
  ///
  /// @throws InvalidArgumentException if `adjointPosition` is negative
  public Standing {
    held = List.copyOf(held);
    fewer = Map.copyOf(fewer);
    if (adjointPosition < 0) {
      throw new InvalidArgumentException("adjoint position", adjointPosition, "0 or more");
    }
  }

  /// With all the slots that the schedule says.
  ///
  /// @param adjointPosition where the adjoint stands; the number of steps before the first
  ///   `Reverse`
  /// @param forwardEnded whether `EndForward` has been carried out
  /// @param held what the levels still hold
  /// @throws InvalidArgumentException if `adjointPosition` is negative
  public Standing(long adjointPosition, boolean forwardEnded, List<Entry> held) {
    this(adjointPosition, forwardEnded, held, Map.of());
  }

  /// {@return these levels of a schedule, with the slots that are left of them}
  ///
  /// @param planned the levels of the schedule, which come back in this order
  public List<Level> levels(List<Level> planned) {
    return planned.stream()
        .map(level ->
            fewer.containsKey(level.location())
                ? new Level(
                    level.location(),
                    Math.min(level.slots(), fewer.get(level.location())),
                    level.writeCost(),
                    level.readCost())
                : level)
        .toList();
  }
}
