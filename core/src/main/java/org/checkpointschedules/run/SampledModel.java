package org.checkpointschedules.run;

import org.checkpointschedules.store.StateCodec;

/// A model of the value style whose state is looked at after every k-th step.
final class SampledModel<S, D, A> implements RecordingModel<S, D, A>, Watching<S> {
  static final String CAUSE =
      CheckedModel.Cause.RECOMPUTED
          + ", or a state was written into after it was handed out, or its codec does not keep"
          + " every bit";

  private final RecordingModel<S, D, A> model;
  private final StateCodec<S> codec;
  private final Replay replay;

  SampledModel(RecordingModel<S, D, A> model, StateCodec<S> codec, Replay replay) {
    this.model = model;
    this.codec = codec;
    this.replay = replay;
  }

  @Override
  public S forward(long step, S state) {
    S next = model.forward(step, state);
    reached(step + 1, next);
    return next;
  }

  @Override
  public Recorded<S, D> record(long step, S state) {
    Recorded<S, D> recorded = model.record(step, state);
    reached(step + 1, recorded.state());
    return recorded;
  }

  @Override
  public A adjoint(long step, D adjointData, A adjoint) {
    return model.adjoint(step, adjointData, adjoint);
  }

  @Override
  public void first(long step, S state) {
    Watching.of(model).first(step, state);
    reached(step, state);
  }

  @Override
  public void stored(S state) {
    if (replay.doubtful()) {
      replay.stored(codec.bytes(state), to -> codec.encode(state, to));
    }
  }

  @Override
  public void stands(long step, S state, boolean loaded) {
    replay.standsAt(step);
    if (loaded && replay.doubtful()) {
      replay.loaded(codec.bytes(state), to -> codec.encode(state, to));
    }
  }

  private void reached(long step, S state) {
    if (replay.advancedTo(step)) {
      replay.look(codec.bytes(state), to -> codec.encode(state, to));
    }
  }
}
