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

  /// {@return the number of bytes that the encoded state takes, more than 0}
  ///
  /// @param state never to be changed
  long bytes(T state);

  /// Writes the state.
  ///
  /// @param state never to be changed
  /// @param to off-heap, aligned to 64 bytes, of `bytes(state)` bytes, to be written in full
  void encode(T state, MemorySegment to);

  /// Reads a state.
  ///
  /// @param from the bytes written, off-heap, aligned to 64 bytes, read-only, valid until this
  ///   returns
  /// @return a new state, which does not depend on the segment
  T decode(MemorySegment from);

  /// {@return a codec for arrays of doubles, of any length but 0; every bit is kept}
  static StateCodec<double[]> doubles() {
    return ArrayCodecs.DOUBLES;
  }

  /// {@return a codec for arrays of floats, of any length but 0; every bit is kept}
  static StateCodec<float[]> floats() {
    return ArrayCodecs.FLOATS;
  }

  /// {@return a codec for any type, from a way to write it to a stream and one to read it back}
  ///
  /// The stream is written twice for each encoding, once to count; for large states write a codec
  /// of your own. An encoded state is smaller than 2^31 bytes.
  ///
  /// @param <T> the state
  /// @param writer writes all that [Reader#read] needs
  /// @param reader reads what the writer wrote, to the end
  static <T> StateCodec<T> of(Writer<T> writer, Reader<T> reader) {
    return new StreamCodec<>(writer, reader);
  }

  /// {@return the codec that comes with the library for states of this one's class, where there is
  /// one: `double[]` and `float[]`}
  ///
  /// @param <T> the state
  /// @param state one of those to be encoded; empty is returned for null
  @SuppressWarnings("unchecked")
  static <T> Optional<StateCodec<T>> builtIn(T state) {
    return switch (state) {
      case double[] _ -> Optional.of((StateCodec<T>) doubles());
      case float[] _ -> Optional.of((StateCodec<T>) floats());
      case null, default -> Optional.empty();
    };
  }

  /// {@return this codec for another type, that wraps this one's}
  ///
  /// ```java
  /// record Field(double[] values) {}
  /// StateCodec<Field> codec = StateCodec.doubles().as(Field::values, Field::new);
  /// ```
  ///
  /// @param <U> the other type
  /// @param unwrap gives what this codec encodes
  /// @param wrap makes a state of what this codec has decoded
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
  ///
  /// @param <T> the state
  interface Writer<T> {
    /// Writes all of a state.
    ///
    /// @param state never to be changed
    /// @param out counts or keeps the bytes
    /// @throws IOException if `out` does
    void write(T state, DataOutput out) throws IOException;
  }

  /// Reads a state from a stream.
  ///
  /// @param <T> the state
  interface Reader<T> {
    /// Reads what [Writer#write] wrote.
    ///
    /// @param in has the bytes of one state
    /// @return a new state
    /// @throws IOException if `in` ends too early
    T read(DataInput in) throws IOException;
  }
}
