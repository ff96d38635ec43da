package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.checkpointschedules.store.StateCodec;

/// A model of the value style under suspicion: digests of what goes in and comes out of every step.
final class CheckedModel<S, D, A> implements RecordingModel<S, D, A>, Watching<S> {
  private final RecordingModel<S, D, A> model;
  private final Codec<S> stateCodec;
  private final Codec<D> dataCodec;
  private final Codec<A> adjointCodec;
  private final Digests states = new Digests();
  private final Digests data = new Digests();
  private MemorySegment scratch = MemorySegment.NULL;
  private long adjoints;

  CheckedModel(
      RecordingModel<S, D, A> model,
      Codec<S> stateCodec,
      Codec<D> dataCodec,
      Codec<A> adjointCodec) {
    this.model = model;
    this.stateCodec = stateCodec;
    this.dataCodec = dataCodec;
    this.adjointCodec = adjointCodec;
  }

  @Override
  public S forward(long step, S state) {
    requireUntouched(step, state);
    S next = model.forward(step, state);
    requireLeftAlone(step, state, "forward");
    requireSameResult(step, next, "forward");
    return next;
  }

  @Override
  public Recorded<S, D> record(long step, S state) {
    requireUntouched(step, state);
    Recorded<S, D> recorded = model.record(step, state);
    requireLeftAlone(step, state, "record");
    requireSameResult(step, recorded.state(), "record");
    if (!data.agree(step, digest(recorded.adjointData(), dataCodec))) {
      throw new InconsistentModelException(
          step, "record gave other adjoint data than the first time; " + Cause.RECOMPUTED);
    }
    return recorded;
  }

  @Override
  public A adjoint(long step, D adjointData, A adjoint) {
    if (!data.agree(step, digest(adjointData, dataCodec))) {
      throw new InconsistentModelException(
          step, "its adjoint data has been changed since it was recorded; " + Cause.CHANGED);
    }
    A next =
        Long.bitCount(++adjoints) == 1 || step == 0
            ? twice(step, adjointData, adjoint)
            : model.adjoint(step, adjointData, adjoint);
    if (!data.agree(step, digest(adjointData, dataCodec))) {
      throw new InconsistentModelException(step, "adjoint changed the data that it was given");
    }
    return next;
  }

  /// The adjoint step, and whether it comes out the same again, where adjoints can be compared.
  private A twice(long step, D adjointData, A adjoint) {
    if (!adjointCodec.knows(adjoint)) {
      return model.adjoint(step, adjointData, adjoint);
    }
    int given = digest(adjoint, adjointCodec);
    A next = model.adjoint(step, adjointData, adjoint);
    if (digest(adjoint, adjointCodec) != given) {
      throw new InconsistentModelException(step, "adjoint changed the adjoint that it was given");
    }
    int first = digest(next, adjointCodec);
    if (digest(model.adjoint(step, adjointData, adjoint), adjointCodec) != first) {
      throw new InconsistentModelException(
          step, "adjoint gave another adjoint when it was called again; " + Cause.RECOMPUTED);
    }
    return next;
  }

  @Override
  public void first(long step, S state) {
    requireUntouched(step, state);
  }

  /// The seed, checked not to change the state at the end.
  ///
  /// @param end the number of steps, once it is known
  Function<S, A> checking(Function<? super S, ? extends A> seed, LongSupplier end) {
    return state -> {
      long steps = end.getAsLong();
      requireUntouched(steps, state);
      A adjoint = seed.apply(state);
      requireLeftAlone(steps, state, "the seed");
      return adjoint;
    };
  }

  private void requireUntouched(long step, S state) {
    if (!states.agree(step, digest(state, stateCodec))) {
      throw new InconsistentModelException(
          step, "the state at its start has been changed since it was computed; " + Cause.CHANGED);
    }
  }

  private void requireLeftAlone(long step, S state, String by) {
    if (!states.agree(step, digest(state, stateCodec))) {
      throw new InconsistentModelException(step, by + " changed the state that it was given");
    }
  }

  private void requireSameResult(long step, S next, String by) {
    if (!states.agree(step + 1, digest(next, stateCodec))) {
      throw new InconsistentModelException(
          step, by + " gave another state than the first time; " + Cause.RECOMPUTED);
    }
  }

  private <T> int digest(T value, Codec<T> codec) {
    StateCodec<T> encoding = codec.of(value);
    long bytes = encoding.bytes(value);
    if (scratch.byteSize() < bytes) {
      scratch = Arena.ofAuto().allocate(bytes, 64);
    }
    MemorySegment encoded = scratch.asSlice(0, bytes);
    encoding.encode(value, encoded);
    return Digests.of(encoded);
  }

  /// Where to look.
  static final class Cause {
    static final String CHANGED =
        "the model, or whoever shares an array with it, wrote into something that was handed out";
    static final String RECOMPUTED =
        "the model is not deterministic, or depends on something besides its arguments";

    private Cause() {}
  }
}
