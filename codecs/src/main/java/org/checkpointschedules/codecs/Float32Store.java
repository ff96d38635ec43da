package org.checkpointschedules.codecs;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;

/// Doubles stored as the nearest floats.
final class Float32Store implements CheckpointStore {
  private final CheckpointStore store;
  private final Memory plain = new Memory();

  Float32Store(CheckpointStore store) {
    this.store = store;
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    if (bytes <= 0 || bytes % Double.BYTES != 0) {
      throw new CheckpointMisuseException(
          "a store of doubles was given %d bytes for the %s; allowed: a multiple of 8"
              .formatted(bytes, key));
    }
    MemorySegment doubles = plain.of(bytes);
    writer.accept(doubles);
    store.put(key, bytes / 2, floats -> narrow(key, doubles, floats));
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    store.get(
        key,
        floats -> {
          MemorySegment doubles = plain.of(2 * floats.byteSize());
          long count = floats.byteSize() / Float.BYTES;
          for (long i = 0; i < count; i++) {
            doubles.setAtIndex(JAVA_DOUBLE, i, floats.getAtIndex(JAVA_FLOAT, i));
          }
          reader.accept(doubles.asReadOnly());
        });
  }

  @Override
  public void delete(CheckpointKey key) {
    store.delete(key);
  }

  @Override
  public void noMorePuts() {
    store.noMorePuts();
  }

  @Override
  public void close() {
    try (plain) {
      store.close();
    }
  }

  private static void narrow(CheckpointKey key, MemorySegment doubles, MemorySegment floats) {
    long count = floats.byteSize() / Float.BYTES;
    for (long i = 0; i < count; i++) {
      double value = doubles.getAtIndex(JAVA_DOUBLE, i);
      float narrowed = (float) value;
      if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
        throw new CheckpointStoreException(
            "number %,d of the %s, %s, is beyond the range of float32".formatted(i, key, value));
      }
      floats.setAtIndex(JAVA_FLOAT, i, narrowed);
    }
  }
}
