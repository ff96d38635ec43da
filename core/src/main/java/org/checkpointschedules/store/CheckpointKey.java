package org.checkpointschedules.store;

import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;

/// What a [CheckpointStore] files data under: a step number, and which of the step's two kinds of
/// data it is. Immutable.
///
/// @param step from 0
/// @param kind restart data or adjoint data
public record CheckpointKey(long step, Kind kind) {

  /// The two kinds of data that a step can have in a store.
  public enum Kind {
    /// What restarts the forward at the start of the step.
    RESTART,
    /// What the adjoint of the step needs.
    ADJOINT
  }

  /// Checks the step.
  ///
  /// @throws InvalidArgumentException if it is negative
  public CheckpointKey {
    Objects.requireNonNull(kind, "kind");
    if (step < 0) {
      throw new InvalidArgumentException("checkpoint step", step, "0 or more");
    }
  }

  /// {@return the key of the data that restarts the forward at `step`}
  ///
  /// @param step from 0
  /// @throws InvalidArgumentException if it is negative
  public static CheckpointKey restart(long step) {
    return new CheckpointKey(step, Kind.RESTART);
  }

  /// {@return the key of the data that the adjoint of `step` needs}
  ///
  /// @param step from 0
  /// @throws InvalidArgumentException if it is negative
  public static CheckpointKey adjoint(long step) {
    return new CheckpointKey(step, Kind.ADJOINT);
  }

  @Override
  public String toString() {
    return (kind == Kind.RESTART ? "restart" : "adjoint") + " data of step " + step;
  }
}
