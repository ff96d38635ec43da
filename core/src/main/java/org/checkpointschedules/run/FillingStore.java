package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointNotStoredException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.OverlappedStore;

/// A store that says of which level it is where it takes no more, and which entries are concerned.
record FillingStore(StorageLocation level, CheckpointStore store) implements CheckpointStore {

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    telling(() -> store.put(key, bytes, writer));
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    telling(() -> store.get(key, reader));
  }

  @Override
  public void delete(CheckpointKey key) {
    telling(() -> store.delete(key));
  }

  @Override
  public void noMorePuts() {
    store.noMorePuts();
  }

  @Override
  public void close() {
    store.close();
  }

  private void telling(Runnable call) {
    try {
      call.run();
    } catch (CheckpointNotStoredException e) {
      var full = new LevelFullException(level, e);
      while (store instanceof OverlappedStore overlapped && !settled(overlapped, full)) {
        // until nothing is on its way that could fail later
      }
      throw full;
    }
  }

  private static boolean settled(OverlappedStore store, LevelFullException full) {
    try {
      store.settle();
      return true;
    } catch (CheckpointNotStoredException e) {
      full.add(e);
      return false;
    }
  }
}
