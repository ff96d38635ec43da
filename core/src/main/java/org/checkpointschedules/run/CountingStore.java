package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// A store that counts the bytes that move through it, in whatever thread.
final class CountingStore implements CheckpointStore {
  private final CheckpointStore store;
  private final Map<CheckpointKey, Long> entries = new HashMap<>();
  private long written;
  private long read;
  private long held;
  private long peak;

  CountingStore(CheckpointStore store) {
    this.store = store;
  }

  /// Counts what lies there from an earlier run.
  synchronized void hold(CheckpointKey key, long bytes) {
    entries.put(key, bytes);
    held += bytes;
    peak = Math.max(peak, held);
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    store.put(key, bytes, writer);
    synchronized (this) {
      written += bytes;
      hold(key, bytes);
    }
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    store.get(
        key,
        data -> {
          synchronized (this) {
            read += data.byteSize();
          }
          reader.accept(data);
        });
  }

  @Override
  public void delete(CheckpointKey key) {
    store.delete(key);
    synchronized (this) {
      Long bytes = entries.remove(key);
      held -= bytes == null ? 0 : bytes;
    }
  }

  @Override
  public void noMorePuts() {
    store.noMorePuts();
  }

  @Override
  public void close() {
    store.close();
  }

  synchronized long written() {
    return written;
  }

  synchronized long read() {
    return read;
  }

  synchronized long peak() {
    return peak;
  }
}
