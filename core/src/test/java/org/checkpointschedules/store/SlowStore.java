package org.checkpointschedules.store;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A store in memory that does nothing before it is let, tells what it was asked, and fails where
/// it is told to.
final class SlowStore implements CheckpointStore {
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /// Where calls wait; null for those that do not.
  volatile CountDownLatch gate;

  /// What puts, and gets, of this key throw.
  volatile CheckpointKey failing;

  volatile RuntimeException failure;

  private final CheckpointStore store;

  SlowStore(long slots) {
    store = Stores.ram(slots);
  }

  private void call(String call, CheckpointKey key) {
    CountDownLatch waiting = gate;
    calls.add(call + " " + key.step());
    try {
      if (waiting != null && !waiting.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never let through");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the I/O thread was interrupted", e);
    }
    if (key.equals(failing)) {
      throw failure;
    }
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    call("put", key);
    store.put(key, bytes, writer);
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    call("get", key);
    store.get(key, reader);
  }

  @Override
  public void delete(CheckpointKey key) {
    call("delete", key);
    store.delete(key);
  }

  @Override
  public void close() {
    calls.add("close");
    store.close();
  }
}
