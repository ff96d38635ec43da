package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.ADJOINT_BYTES;
import static org.checkpointschedules.cli.Parameter.STATE_BYTES;

import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.examples.Example;
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

  /// Of a run of an example.
  static EntrySizes of(Example example, DiskCodec codec, boolean overlap) {
    long state = example.stateBytes();
    long adjoint = example.adjointDataBytes();
    long largest = Math.max(state, adjoint);
    long staging = Stores.slotBytes(largest);
    long buffers =
        codec == DiskCodec.NONE
            ? (overlap ? BUFFERS : 1) * staging
            : (overlap ? BUFFERS * staging : 0)
                + codec.bufferBytes(largest)
                + Stores.slotBytes(codec.mostBytes(largest));
    return new EntrySizes(
        state,
        adjoint,
        Stores.slotBytes(codec.mostBytes(state)),
        Stores.slotBytes(codec.mostBytes(adjoint)),
        buffers);
  }

  /// Figures as they were measured, with the level on disk as large as it is said here.
  RunFigures sized(RunFigures measured) {
    return new RunFigures(
        measured.stateBytes(),
        measured.adjointBytes(),
        measured.forward(),
        measured.record(),
        measured.adjoint(),
        measured.action(),
        measured.afterCopy(),
        measured.start(),
        measured.drag(),
        measured.levels().stream().map(this::sized).toList());
  }

  private LevelFigures sized(LevelFigures level) {
    return level.location().equals(StorageLocation.RAM)
        ? level
        : new LevelFigures(
            level.location(),
            diskState,
            diskAdjoint,
            buffers,
            level.put(),
            level.get(),
            level.putData(),
            level.getData(),
            level.write(),
            level.read(),
            level.fresh(),
            level.handOver());
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
