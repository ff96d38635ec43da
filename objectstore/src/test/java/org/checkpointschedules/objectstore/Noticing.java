package org.checkpointschedules.objectstore;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// A store that tells of every put, after it.
record Noticing(CheckpointStore store, Runnable put) implements CheckpointStore {
  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    store.put(key, bytes, writer);
    put.run();
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    store.get(key, reader);
  }

  @Override
  public void delete(CheckpointKey key) {
    store.delete(key);
  }

  @Override
  public void close() {
    store.close();
  }
}
