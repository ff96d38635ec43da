package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// An in-place model whose state is looked at after every k-th step.
final class SampledInPlaceModel implements InPlaceModel {
  static final String CAUSE =
      "the model is not deterministic, keeps forward state that capture and restore leave out, or"
          + " was changed since";

  private final InPlaceModel model;
  private final Replay replay;
  private final long stateBytes;
  private final Consumer<MemorySegment> capture;

  SampledInPlaceModel(InPlaceModel model, Replay replay) {
    this.model = model;
    this.replay = replay;
    stateBytes = model.stateBytes();
    capture = model::capture;
  }

  @Override
  public long stateBytes() {
    return stateBytes;
  }

  @Override
  public long adjointDataBytes() {
    return model.adjointDataBytes();
  }

  @Override
  public void initialize() {
    model.initialize();
    replay.standsAt(0);
  }

  @Override
  public void advance(long n0, long n1) {
    for (long at = n0; at < n1; ) {
      long end = Math.min(n1, replay.next());
      model.advance(at, end);
      at = end;
      reached(at);
    }
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    model.record(step, adjointData);
    reached(step + 1);
  }

  private void reached(long step) {
    if (replay.advancedTo(step)) {
      replay.look(stateBytes, capture);
    }
  }

  @Override
  public void initializeAdjoint() {
    model.initializeAdjoint();
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    model.reverse(step, adjointData);
  }

  @Override
  public void capture(MemorySegment to) {
    model.capture(to);
    if (replay.doubtful()) {
      replay.stored(to);
    }
  }

  @Override
  public void restore(long step, MemorySegment from) {
    model.restore(step, from);
    replay.standsAt(step);
    if (replay.doubtful()) {
      replay.loaded(from);
    }
  }
}
