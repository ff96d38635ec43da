package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.checkpointschedules.store.StateCodec;

/// A model of the value style whose states are digested when they are computed, and compared when
/// they are recomputed.
final class DigestedModel<S, D, A> implements RecordingModel<S, D, A>, Watching<S> {
  private final RecordingModel<S, D, A> model;
  private final Codec<S> codec;
  private final Digests states = new Digests();
  private MemorySegment scratch = MemorySegment.NULL;

  DigestedModel(RecordingModel<S, D, A> model, Codec<S> codec) {
    this.model = model;
    this.codec = codec;
  }

  @Override
  public S forward(long step, S state) {
    S next = model.forward(step, state);
    compare(step, next);
    return next;
  }

  @Override
  public Recorded<S, D> record(long step, S state) {
    Recorded<S, D> recorded = model.record(step, state);
    compare(step, recorded.state());
    return recorded;
  }

  @Override
  public A adjoint(long step, D adjointData, A adjoint) {
    return model.adjoint(step, adjointData, adjoint);
  }

  @Override
  public void first(long step, S state) {
    compare(step - 1, state);
  }

  private void compare(long step, S next) {
    StateCodec<S> encoding = codec.of(next);
    long bytes = encoding.bytes(next);
    if (scratch.byteSize() < bytes) {
      scratch = Arena.ofAuto().allocate(bytes, 64);
    }
    MemorySegment encoded = scratch.asSlice(0, bytes);
    encoding.encode(next, encoded);
    if (!states.agree(step, Digests.of(encoded))) {
      throw new InconsistentModelException(
          step, "it gave another state than the first time; " + CheckedModel.Cause.RECOMPUTED);
    }
  }
}
