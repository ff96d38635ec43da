package org.checkpointschedules.run;

import java.util.HashMap;
import java.util.Map;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// One level as a value-style run sees it: it keeps values, in one form or another.
interface Shelf {

  /// Keeps a value and tells how many bytes it took; 0 for a reference.
  <T> long put(CheckpointKey key, T value, Codec<T> codec);

  /// The value kept, and its bytes, 0 for a reference.
  <T> Found<T> get(CheckpointKey key, Codec<T> codec);

  void delete(CheckpointKey key);

  /// What was kept.
  record Found<T>(T value, long bytes) {}

  /// Values on the heap, by reference. Strictness is the referee's affair.
  final class Heap implements Shelf {
    private final Map<CheckpointKey, Object> values = new HashMap<>();

    @Override
    public <T> long put(CheckpointKey key, T value, Codec<T> codec) {
      values.put(key, value);
      return 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Found<T> get(CheckpointKey key, Codec<T> codec) {
      return new Found<>((T) values.get(key), 0);
    }

    @Override
    public void delete(CheckpointKey key) {
      values.remove(key);
    }
  }

  /// Values as bytes in a store.
  record Stored(CheckpointStore store) implements Shelf {
    @Override
    public <T> long put(CheckpointKey key, T value, Codec<T> codec) {
      var encoding = codec.of(value);
      long bytes = encoding.bytes(value);
      store.put(key, bytes, segment -> encoding.encode(value, segment));
      return bytes;
    }

    @Override
    public <T> Found<T> get(CheckpointKey key, Codec<T> codec) {
      var decoded =
          new Object() {
            Found<T> found;
          };
      store.get(
          key,
          segment ->
              decoded.found = new Found<>(codec.chosen().decode(segment), segment.byteSize()));
      return decoded.found;
    }

    @Override
    public void delete(CheckpointKey key) {
      store.delete(key);
    }
  }
}
