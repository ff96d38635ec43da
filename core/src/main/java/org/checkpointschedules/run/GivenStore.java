package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// A store that belongs to the user: closing it leaves it open, but empty of what the run put
/// there.
final class GivenStore implements CheckpointStore {
  private final CheckpointStore store;
  private final Set<CheckpointKey> put = new HashSet<>();

  GivenStore(CheckpointStore store) {
    this.store = store;
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    store.put(key, bytes, writer);
    put.add(key);
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    store.get(key, reader);
  }

  @Override
  public void delete(CheckpointKey key) {
    store.delete(key);
    put.remove(key);
  }

  @Override
  public void close() {
    for (CheckpointKey key : put) {
      store.delete(key);
    }
    put.clear();
  }
}
