package org.checkpointschedules.store;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.StagingBuffers.Staged;

/// A slow store behind a thread of its own, so that the model computes while it writes and reads.
///
/// ```java
/// try (var store = OverlappedStore.over(Stores.disk(directory, 60), 60, 2)) {
///   store.put(key, bytes, model::capture);   // returns when the model has filled a buffer
///   model.advance(40, 50);                   // while the buffer is written
///   store.prefetch(key);                     // reads, while the model does something else
///   store.get(key, segment -> ...);          // waits for what is still missing
/// }
/// ```
///
/// `put` lends a staging buffer, and waits only while all of them are still being written. What is
/// still in a buffer is read from there. The thread does one thing after the other, in the order of
/// the calls: a slot of the store beneath is never read or reused before its write is confirmed.
/// The store beneath is called by that thread only, and must not be used by anyone else.
///
/// ## Failures
///
/// A write that fails in the background is thrown by the next `put`, `get`, `delete` or [#settle],
/// which does nothing else then; by `close`, if there is none. It is thrown once again by each
/// `get` of the key concerned, which can then only be deleted. A read that fails is thrown by the
/// `get` that wants it, as if it had been done then. Exceptions are those of the store beneath.
///
/// Beyond that, the contract is that of any [CheckpointStore]. Memory: the staging buffers, each of
/// the size of the largest entry that passed it and up to 8 KiB; they are beside the slots.
public final class OverlappedStore implements CheckpointStore {
  /// What overlapping took and gave.
  ///
  /// @param buffers the number of staging buffers
  /// @param bufferBytes bytes of memory that they take
  /// @param ioNanos nanoseconds that the store beneath was at work
  /// @param waitedNanos nanoseconds that callers waited for it
  public record Figures(int buffers, long bufferBytes, long ioNanos, long waitedNanos) {

    /// {@return nanoseconds of work that nobody waited for}
    public long hiddenNanos() {
      return Math.max(0, ioNanos - waitedNanos);
    }

    /// {@return the figures of two runs, one after the other: times added up, the larger memory}
    ///
    /// @param other the later ones
    public Figures plus(Figures other) {
      return new Figures(
          Math.max(buffers, other.buffers),
          Math.max(bufferBytes, other.bufferBytes),
          ioNanos + other.ioNanos,
          waitedNanos + other.waitedNanos);
    }
  }

  /// Bytes of an entry that is still to be read.
  private static final long UNKNOWN = -1;

  private final BufferStore store;
  private final IoEvents events;
  private final Index<IoJob> writes;
  private final StagingBuffers buffers;
  private final IoThread io = new IoThread();
  private long waitedNanos;
  private boolean closed;

  private OverlappedStore(BufferStore store, long slots, int buffers, IoEvents events) {
    this.store = store;
    this.events = events;
    writes = new Index<>("the overlapped store", slots);
    this.buffers = new StagingBuffers(buffers);
  }

  /// Puts a thread and staging buffers before a store.
  ///
  /// @param store the slow store, empty, which is closed with this one
  /// @param slots the largest number of entries, from 0, which the store has room for
  /// @param buffers how many entries can be on their way at once, 2 or more
  /// @return the store to be used in its place
  public static OverlappedStore over(CheckpointStore store, long slots, int buffers) {
    return over(store, slots, buffers, "", 0);
  }

  /// The same, with a name for the events of the JDK's Flight Recorder: `Stall` while a caller
  /// waits, `Prefetch` while an entry is read ahead.
  ///
  /// @param store the slow store, empty, which is closed with this one
  /// @param slots the largest number of entries, from 0, which the store has room for
  /// @param buffers how many entries can be on their way at once, 2 or more
  /// @param level the level's name, told in the events
  /// @param run the run's number, told in the events
  /// @return the store to be used in its place
  public static OverlappedStore over(
      CheckpointStore store, long slots, int buffers, String level, long run) {
    if (buffers < 2) {
      throw new InvalidArgumentException("staging buffers", buffers, "2 or more");
    }
    return new OverlappedStore(BufferStore.of(store), slots, buffers, new IoEvents(level, run));
  }

  /// Knows an entry that the store beneath holds already.
  ///
  /// @param key one that the store beneath has and this one does not know yet
  /// @throws CheckpointMisuseException as `put` does
  public void adopt(CheckpointKey key) {
    writes.requirePutable(key, 1);
    writes.put(key, IoJob.done());
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    writes.requirePutable(key, bytes);
    Staged staged = awaitBuffer(key, bytes);
    throwFailure();
    staged.buffer.resize(bytes);
    writer.accept(staged.buffer.data());
    IoJob write = io.start(() -> store.put(key, staged.buffer), true);
    buffers.hold(staged, key, write);
    writes.put(key, write);
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    IoJob write = writes.require(key);
    throwFailure();
    throwAny(write.failure());
    Staged staged = buffers.holding(key);
    if (staged == null) {
      staged = awaitBuffer(key, UNKNOWN);
      read(key, staged);
    }
    staged.kept = false;
    if (staged.job != write) {
      await(staged.job, key, staged);
      Throwable failure = staged.job.failure();
      if (failure != null) {
        staged.key = null;
        throwAny(failure);
      }
    }
    reader.accept(staged.buffer.data().asReadOnly());
  }

  /// Begins to read what the next [#get] will want, if a buffer is free, and keeps it until then. A
  /// hint: what it cannot do is done later, and what goes wrong is thrown by that `get`.
  ///
  /// @param key what the next [#get] will ask for
  /// @return whether there is nothing left to do for this key; if not, it may be tried again when
  ///   the key has been put, or something else has been read
  public boolean prefetch(CheckpointKey key) {
    IoJob write = writes.peek(key);
    if (write == null || write.failure() != null) {
      return false;
    }
    Staged staged = buffers.holding(key);
    if (staged != null && staged.kept) {
      return true;
    }
    if (!buffers.canKeep()) {
      return false;
    }
    if (staged == null) {
      staged = buffers.idle();
      if (staged == null) {
        return false;
      }
      readAhead(key, staged);
    }
    staged.kept = true;
    return true;
  }

  @Override
  public void delete(CheckpointKey key) {
    writes.require(key);
    throwFailure();
    IoJob write = writes.remove(key);
    Staged staged = buffers.holding(key);
    if (staged != null) {
      staged.key = null;
      staged.kept = false;
    }
    if (!write.cancel()) {
      io.start(
          () -> {
            if (write.failure() == null) {
              store.delete(key);
            }
          },
          true);
    }
  }

  /// Passed on to the store beneath, in turn.
  @Override
  public void noMorePuts() {
    if (!closed) {
      io.start(store::noMorePuts, false);
    }
  }

  /// Waits until everything put and deleted so far is done, and throws what failed.
  public void settle() {
    if (!closed) {
      await(io.start(() -> {}, false), null, null);
    }
    throwFailure();
  }

  /// {@return what overlapping took and gave until now}
  public Figures figures() {
    return new Figures(buffers.count(), buffers.bytes(), io.busyNanos(), waitedNanos);
  }

  /// Waits for the transfer in work, drops those that wait, and closes the store beneath.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    writes.close().forEach(IoJob::cancel);
    buffers.cancel();
    io.close();
    try (buffers) {
      store.close();
    } catch (Throwable t) {
      Throwable failure = io.failure();
      if (failure != null) {
        t.addSuppressed(failure);
      }
      throw t;
    }
    throwFailure();
  }

  private void read(CheckpointKey key, Staged staged) {
    buffers.hold(staged, key, io.start(() -> store.get(key, staged.buffer), false));
  }

  private void readAhead(CheckpointKey key, Staged staged) {
    Runnable read =
        () -> {
          PrefetchEvent event = events.prefetch();
          store.get(key, staged.buffer);
          events.end(event, key, staged.buffer.bytes());
        };
    buffers.hold(staged, key, io.start(read, false));
  }

  private Staged awaitBuffer(CheckpointKey key, long bytes) {
    StallEvent event = buffers.idle() == null ? events.stall() : null;
    long start = System.nanoTime();
    Staged staged = buffers.await();
    waitedNanos += System.nanoTime() - start;
    events.end(event, key, bytes);
    staged.key = null;
    return staged;
  }

  /// @param key what the caller wants; null if nothing in particular
  /// @param staged where it is coming; null if nothing is
  private void await(IoJob job, CheckpointKey key, Staged staged) {
    StallEvent event = job.isOver() ? null : events.stall();
    long start = System.nanoTime();
    job.await();
    waitedNanos += System.nanoTime() - start;
    events.end(event, key, staged == null ? UNKNOWN : staged.buffer.bytes());
  }

  private void throwFailure() {
    throwAny(io.failure());
  }

  private static void throwAny(Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new CheckpointStoreException("a transfer failed", failure);
    }
  }
}
