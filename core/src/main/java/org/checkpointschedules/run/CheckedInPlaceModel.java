package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An in-place model under suspicion: it is captured after every step, and the digests compared.
final class CheckedInPlaceModel implements InPlaceModel {
  private static final String RECOMPUTED =
      "the model is not deterministic, or keeps forward state that capture and restore leave out,"
          + " or leaves bytes of a segment unwritten";

  private final InPlaceModel model;
  private final MemorySegment scratch;
  private final Firsts states;
  private final Firsts data;
  private long position;
  private byte fill;

  /// @param steps of the run
  CheckedInPlaceModel(InPlaceModel model, Scrutiny scrutiny, long steps) {
    this.model = model;
    states = new Firsts(scrutiny.tolerance(), scrutiny.elements(), steps, model.stateBytes());
    data = new Firsts(scrutiny.tolerance(), scrutiny.elements(), steps, model.adjointDataBytes());
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
    position = 0;
    captureAgrees();
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      model.advance(step, step + 1);
      position = step + 1;
      require(
          captureAgrees(), step, "advance led to another state than the first time; " + RECOMPUTED);
    }
  }

  @Override
  public void record(long step, MemorySegment adjointData) {
    stain(adjointData);
    model.record(step, adjointData);
    position = step + 1;
    require(
        captureAgrees(), step, "record led to another state than the first time; " + RECOMPUTED);
    require(
        data.agree(step, adjointData),
        step,
        "record wrote other adjoint data than the first time; " + RECOMPUTED);
  }

  @Override
  public void initializeAdjoint() {
    model.initializeAdjoint();
    require(captureAgrees(), position, "initializeAdjoint changed the forward state");
  }

  @Override
  public void reverse(long step, MemorySegment adjointData) {
    require(
        data.agree(step, adjointData),
        step,
        "its adjoint data has been changed since it was recorded");
    model.reverse(step, adjointData);
    require(captureAgrees(), step, "reverse changed the forward state");
  }

  @Override
  public void capture(MemorySegment to) {
    stain(to);
    model.capture(to);
    require(
        states.agree(position, to),
        position,
        "capture wrote other bytes than before at the same step; " + RECOMPUTED);
  }

  @Override
  public void restore(long step, MemorySegment from) {
    require(
        states.agree(step, from), step, "its restart data has been changed since it was captured");
    model.restore(step, from);
    position = step;
    require(captureAgrees(), step, "capture after restore gives other bytes than before it");
  }

  private boolean captureAgrees() {
    stain(scratch);
    model.capture(scratch);
    return states.agree(position, scratch);
  }

  /// Fills with a byte that is another one each time, so that bytes left unwritten show.
  private void stain(MemorySegment segment) {
    segment.fill(++fill);
  }

  private static void require(boolean holds, long step, String fault) {
    if (!holds) {
      throw new InconsistentModelException(step, fault);
    }
  }
}
