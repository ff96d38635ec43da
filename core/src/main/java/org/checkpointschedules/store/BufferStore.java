package org.checkpointschedules.store;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// A store that takes entries from buffers of its caller's and brings them there, so that the
/// caller can go on with other buffers meanwhile.
interface BufferStore extends CheckpointStore {

  /// Stores what the buffer holds.
  void put(CheckpointKey key, SlotBuffer buffer);

  /// Brings what is stored to the buffer, and gives that its size.
  void get(CheckpointKey key, SlotBuffer buffer);

  /// Any store as one of these: it is one already, or its entries are copied.
  static BufferStore of(CheckpointStore store) {
    return store instanceof BufferStore same ? same : new Copying(store);
  }

  /// Copies between the caller's buffer and the memory that the store lends.
  record Copying(CheckpointStore store) implements BufferStore {
    @Override
    public void put(CheckpointKey key, SlotBuffer buffer) {
      store.put(key, buffer.bytes(), segment -> segment.copyFrom(buffer.data()));
    }

    @Override
    public void get(CheckpointKey key, SlotBuffer buffer) {
      store.get(
          key,
          segment -> {
            buffer.resize(segment.byteSize());
            buffer.data().copyFrom(segment);
          });
    }

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      store.put(key, bytes, writer);
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
    public void noMorePuts() {
      store.noMorePuts();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
