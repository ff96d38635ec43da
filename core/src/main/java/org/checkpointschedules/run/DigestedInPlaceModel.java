package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An in-place model whose state is digested after every forward step, and compared when the step
/// is recomputed.
final class DigestedInPlaceModel implements InPlaceModel {
  private final InPlaceModel model;
  private final MemorySegment scratch;
  private final Digests states = new Digests();

  DigestedInPlaceModel(InPlaceModel model) {
    this.model = model;
    scratch = Arena.ofAuto().allocate(model.stateBytes(), 64);
  }

  @Override
  public long stateBytes() {
    return model.stateBytes();
  }

  @Override
  public long adjointDataBytes() {
    return model.adjointDataBytes();
  }

  @Override
  public void initialize() {
    model.initialize();
    compare(0);
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      model.advance(step, step + 1);
      compare(step + 1);
    }
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    model.record(step, adjointData);
    compare(step + 1);
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
  }

  @Override
  public void restore(long step, MemorySegment from) {
    model.restore(step, from);
  }

  private void compare(long position) {
    model.capture(scratch);
    if (!states.agree(position, Digests.of(scratch))) {
      throw new InconsistentModelException(
          Math.max(0, position - 1),
          "it led to another state than the first time; the model is not deterministic, keeps"
              + " forward state that capture and restore leave out, or was changed since");
    }
  }
}
