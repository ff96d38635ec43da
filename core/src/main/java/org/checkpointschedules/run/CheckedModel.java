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
  private final Scrutiny scrutiny;
  private final long steps;
  private Firsts states;
  private Firsts data;
  private MemorySegment scratch = MemorySegment.NULL;

  CheckedModel(
      RecordingModel<S, D, A> model,
      Codec<S> stateCodec,
      Codec<D> dataCodec,
      Scrutiny scrutiny,
      long steps) {
    this.model = model;
    this.scrutiny = scrutiny;
    this.steps = steps;
    this.stateCodec = stateCodec;
    this.dataCodec = dataCodec;
  }

  @Override
  public S forward(long step, S state) {
    int before = requireUntouched(step, state);
    S next = model.forward(step, state);
    requireLeftAlone(step, state, before, "forward");
    requireSameResult(step, next, "forward");
    return next;
  }

  @Override
  public Recorded<S, D> record(long step, S state) {
    int before = requireUntouched(step, state);
    Recorded<S, D> recorded = model.record(step, state);
    requireLeftAlone(step, state, before, "record");
    requireSameResult(step, recorded.state(), "record");
    if (!sameData(step, recorded.adjointData())) {
      throw new InconsistentModelException(
          step, "record gave other adjoint data than the first time; " + Cause.RECOMPUTED);
    }
    return recorded;
  }

  @Override
  public A adjoint(long step, D adjointData, A adjoint) {
    int before = Digests.of(encoded(adjointData, dataCodec));
    if (!sameData(step, adjointData)) {
      throw new InconsistentModelException(
          step, "its adjoint data has been changed since it was recorded; " + Cause.CHANGED);
    }
    A next = model.adjoint(step, adjointData, adjoint);
    if (Digests.of(encoded(adjointData, dataCodec)) != before) {
      throw new InconsistentModelException(step, "adjoint changed the data that it was given");
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
      int before = requireUntouched(steps, state);
      A adjoint = seed.apply(state);
      requireLeftAlone(steps, state, before, "the seed");
      return adjoint;
    };
  }

  /// The digest of the state.
  private int requireUntouched(long step, S state) {
    if (!sameState(step, state)) {
      throw new InconsistentModelException(
          step, "the state at its start has been changed since it was computed; " + Cause.CHANGED);
    }
    return Digests.of(encoded(state, stateCodec));
  }

  private void requireLeftAlone(long step, S state, int before, String by) {
    if (Digests.of(encoded(state, stateCodec)) != before) {
      throw new InconsistentModelException(step, by + " changed the state that it was given");
    }
  }

  private void requireSameResult(long step, S next, String by) {
    if (!sameState(step + 1, next)) {
      throw new InconsistentModelException(
          step, by + " gave another state than the first time; " + Cause.RECOMPUTED);
    }
  }

  private boolean sameState(long step, S state) {
    MemorySegment encoded = encoded(state, stateCodec);
    if (states == null) {
      states = firsts(state, encoded);
    }
    return states.agree(step, encoded);
  }

  private boolean sameData(long step, D adjointData) {
    MemorySegment encoded = encoded(adjointData, dataCodec);
    if (data == null) {
      data = firsts(adjointData, encoded);
    }
    return data.agree(step, encoded);
  }

  private Firsts firsts(Object value, MemorySegment encoded) {
    ElementType known = ElementType.of(value);
    ElementType elements = known == null ? scrutiny.elements() : known;
    return new Firsts(scrutiny.tolerance(), elements, steps, encoded.byteSize());
  }

  private <T> MemorySegment encoded(T value, Codec<T> codec) {
    StateCodec<T> encoding = codec.of(value);
    long bytes = encoding.bytes(value);
    if (scratch.byteSize() < bytes) {
      scratch = Arena.ofAuto().allocate(bytes, 64);
    }
    MemorySegment encoded = scratch.asSlice(0, bytes);
    encoding.encode(value, encoded);
    return encoded;
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
