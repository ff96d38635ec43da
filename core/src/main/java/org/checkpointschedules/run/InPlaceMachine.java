package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.RunFolder;

/// Drives an [InPlaceModel]: its data goes straight into the segments that the stores lend.
final class InPlaceMachine implements Machine {
  /// The model as it was given, and as it is driven, perhaps with checks around it.
  private final InPlaceModel given;

  private final InPlaceModel model;
  private final Levels levels;
  private final PhaseClock clock;
  private final long stateBytes;
  private final long adjointDataBytes;
  private final SegmentPool pool;
  private final Tape<SegmentPool.Piece> tape = new Tape<>();
  private final Consumer<MemorySegment> capture;

  InPlaceMachine(InPlaceModel given, InPlaceModel model, Levels levels, PhaseClock clock) {
    this.given = given;
    this.model = model;
    this.levels = levels;
    this.clock = clock;
    stateBytes = model.stateBytes();
    adjointDataBytes = model.adjointDataBytes();
    pool = new SegmentPool(adjointDataBytes);
    capture = model::capture;
  }

  @Override
  public void begin() {
    model.initialize();
  }

  @Override
  public void advance(long n0, long n1) {
    model.advance(n0, n1);
  }

  @Override
  public void record(long step) {
    model.record(step, onTape(step).writable());
  }

  @Override
  public long recordTo(StorageLocation level, long step) {
    levels
        .store(level)
        .put(
            CheckpointKey.adjoint(step),
            adjointDataBytes,
            data -> {
              clock.to(RunPhase.RECORD);
              model.record(step, data);
              clock.to(RunPhase.STORE);
            });
    return adjointDataBytes;
  }

  @Override
  public long store(StorageLocation level, long step) {
    levels.store(level).put(CheckpointKey.restart(step), stateBytes, capture);
    return stateBytes;
  }

  @Override
  public long load(StorageLocation level, CheckpointKey key) {
    CheckpointStore store = levels.store(level);
    long step = key.step();
    switch (key.kind()) {
      case RESTART -> store.get(key, data -> model.restore(step, data));
      case ADJOINT -> store.get(key, data -> onTape(step).writable().copyFrom(data));
    }
    return bytes(key);
  }

  private long bytes(CheckpointKey key) {
    return key.kind() == CheckpointKey.Kind.RESTART ? stateBytes : adjointDataBytes;
  }

  @Override
  public long copy(StorageLocation from, StorageLocation to, CheckpointKey key) {
    long bytes = bytes(key);
    levels
        .store(from)
        .get(key, data -> levels.store(to).put(key, bytes, target -> target.copyFrom(data)));
    return bytes;
  }

  @Override
  public void delete(StorageLocation level, CheckpointKey key) {
    levels.store(level).delete(key);
  }

  @Override
  public void seed() {
    model.initializeAdjoint();
  }

  @Override
  public void reverse(long step) {
    model.reverse(step, tape.get(step).readOnly());
  }

  @Override
  public void clear(long step) {
    pool.give(tape.remove(step));
  }

  @Override
  public void clear() {
    tape.removeAll(pool::give);
  }

  @Override
  public long entryBytes() {
    return Math.max(stateBytes, adjointDataBytes);
  }

  @Override
  public long survivorBytes(RunFolder.Survivor survivor) {
    return bytes(survivor.key());
  }

  @Override
  public long adjointBytes() {
    return given instanceof ResumableModel resumable ? resumable.adjointBytes() : 0;
  }

  @Override
  public void saveAdjoint(RunFolder folder, long position) {
    ResumableModel resumable = resumable();
    folder.saveAdjoint(position, resumable.adjointBytes(), resumable::captureAdjoint);
  }

  @Override
  public void loadAdjoint(RunFolder folder, long position) {
    folder.loadAdjoint(segment -> resumable().restoreAdjoint(position, segment));
  }

  private ResumableModel resumable() {
    return (ResumableModel) given;
  }

  @Override
  public long tapePeak() {
    return tape.peak();
  }

  @Override
  public void close() {
    pool.close();
  }

  private SegmentPool.Piece onTape(long step) {
    SegmentPool.Piece piece = tape.get(step);
    if (piece == null) {
      piece = pool.take();
      tape.put(step, piece);
    }
    return piece;
  }
}
