package org.checkpointschedules.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/// Turns a state of the value style into bytes and back, for levels that store bytes.
///
/// Decoding what was encoded gives an equal state, **bit for bit**: a codec that rounds changes the
/// gradient. [#doubles()] and [#floats()] are there, [#as] makes them fit a type that wraps an
/// array, and [#of] serves everything else:
///
/// ```java
/// record Wave(double[] now, double[] before) {}
///
/// StateCodec<Wave> codec = StateCodec.of(
///     (wave, out) -> { writeDoubles(wave.now(), out); writeDoubles(wave.before(), out); },
///     in -> new Wave(readDoubles(in), readDoubles(in)));
/// ```
///
/// Codecs are used by one thread at a time.
///
/// @param <T> the state
public interface StateCodec<T> {

  /// The number of bytes that the encoded state takes, more than 0.
  long bytes(T state);

  /// Writes the state.
  ///
  /// @param to off-heap, aligned to 64 bytes, of `bytes(state)` bytes, to be written in full
  void encode(T state, MemorySegment to);

  /// Reads a state.
  ///
  /// @param from the bytes written, off-heap, aligned to 64 bytes, read-only, valid until this
  ///   returns
  T decode(MemorySegment from);

  /// Arrays of doubles, of any length but 0; every bit is kept.
  static StateCodec<double[]> doubles() {
    return ArrayCodecs.DOUBLES;
  }

  /// Arrays of floats, of any length but 0; every bit is kept.
  static StateCodec<float[]> floats() {
    return ArrayCodecs.FLOATS;
  }

  /// A codec for any type, from a way to write it to a stream and one to read it back.
  ///
  /// The stream is written twice for each encoding, once to count; for large states write a codec
  /// of your own. An encoded state is smaller than 2^31 bytes.
  static <T> StateCodec<T> of(Writer<T> writer, Reader<T> reader) {
    return new StreamCodec<>(writer, reader);
  }

  /// The codec that comes with the library for states of this one's class, where there is one:
  /// `double[]` and `float[]`.
  @SuppressWarnings("unchecked")
  static <T> Optional<StateCodec<T>> builtIn(T state) {
    return switch (state) {
      case double[] _ -> Optional.of((StateCodec<T>) doubles());
      case float[] _ -> Optional.of((StateCodec<T>) floats());
      case null, default -> Optional.empty();
    };
  }

  /// This codec for another type, that wraps this one's.
  ///
  /// ```java
  /// record Field(double[] values) {}
  /// StateCodec<Field> codec = StateCodec.doubles().as(Field::values, Field::new);
  /// ```
  default <U> StateCodec<U> as(Function<U, T> unwrap, Function<T, U> wrap) {
    StateCodec<T> inner = this;
    return new StateCodec<>() {
      @Override
      public long bytes(U state) {
        return inner.bytes(unwrap.apply(state));
      }

      @Override
      public void encode(U state, MemorySegment to) {
        inner.encode(unwrap.apply(state), to);
      }

      @Override
      public U decode(MemorySegment from) {
        return wrap.apply(inner.decode(from));
      }
    };
  }

  /// Writes a state to a stream.
  interface Writer<T> {
    void write(T state, DataOutput out) throws IOException;
  }

  /// Reads a state from a stream.
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }
}
