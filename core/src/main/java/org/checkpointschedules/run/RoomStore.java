package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;

/// A store that has room looked for again where an entry is larger than all that there was room
/// found for: states may grow after the first step.
final class RoomStore implements CheckpointStore {
  private final CheckpointStore store;
  private final Room room;
  private long held;
  private long largest;

  /// Looks whether entries of a size will find room.
  interface Room {
    /// @param held how many lie there already
    /// @param bytes of each
    void require(long held, long bytes);
  }

  /// @param held how many entries an earlier run left
  RoomStore(CheckpointStore store, long held, Room room) {
    this.store = store;
    this.held = held;
    this.room = room;
  }

  /// Takes it that there is room for entries of this size.
  void found(long bytes) {
    largest = bytes;
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    if (bytes > largest) {
      room.require(held, bytes);
      largest = bytes;
    }
    store.put(key, bytes, writer);
    held++;
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    store.get(key, reader);
  }

  @Override
  public void delete(CheckpointKey key) {
    store.delete(key);
    held--;
  }

  @Override
  public void noMorePuts() {
    store.noMorePuts();
  }

  @Override
  public void close() {
    store.close();
  }
}
