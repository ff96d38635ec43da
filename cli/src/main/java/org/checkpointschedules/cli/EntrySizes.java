package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.ADJOINT_BYTES;
import static org.checkpointschedules.cli.Parameter.STATE_BYTES;

import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.store.Stores;

/// What an entry takes in memory and on disk, and the disk of memory.
///
/// @param state bytes of restart data in memory
/// @param adjoint bytes of the adjoint data of one step there
/// @param diskState the same on disk, at most
/// @param diskAdjoint the same on disk, at most
/// @param buffers bytes of memory that a level on disk takes
record EntrySizes(long state, long adjoint, long diskState, long diskAdjoint, long buffers) {
  /// As many as a run has: one that is filled or read, and one on its way.
  private static final int BUFFERS = 2;

  /// Of a run that works on the disk in the background, as runs do by default, and encodes nothing.
  static EntrySizes of(long state, long adjoint) {
    return new EntrySizes(
        state,
        adjoint,
        Stores.slotBytes(state),
        Stores.slotBytes(adjoint),
        BUFFERS * Stores.slotBytes(Math.max(state, adjoint)));
  }

  /// As given; the adjoint data are as large as a state where nothing else is said.
  static Optional<EntrySizes> given(Map<Parameter, Object> given) {
    return given.get(STATE_BYTES) instanceof ByteBudget state
        ? Optional.of(
            of(
                state.bytes(),
                given.get(ADJOINT_BYTES) instanceof ByteBudget adjoint
                    ? adjoint.bytes()
                    : state.bytes()))
        : Optional.empty();
  }
}
