package org.checkpointschedules.store;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// One storage level of a run: keeps blocks of bytes under a key until they are deleted.
///
/// The store lends the memory, the caller fills and reads it:
///
/// ```java
/// store.put(CheckpointKey.restart(40), model.stateBytes(), model::capture);
/// store.get(CheckpointKey.restart(40), segment -> model.restore(40, segment));
/// store.delete(CheckpointKey.restart(40));
/// ```
///
/// ## Strict on purpose
///
/// A run that asks for the wrong thing must stop, not compute a wrong gradient. So:
///
/// - `put` of a key that is present is refused; nothing is ever overwritten.
/// - `get` and `delete` of a key that is absent are refused.
/// - `put` beyond the store's limit is refused, as are 0 or fewer bytes.
/// - Every call after `close` is refused, but another `close`, which does nothing.
/// - A refused call, and one whose callback throws, leaves the store as it was; what the callback
///   threw reaches the caller as it is.
/// - `get` gives exactly the bytes put, or throws. A store that keeps its bytes where something can
///   happen to them verifies them.
///
/// Refusals are [CheckpointMisuseException], damage is [CheckpointDamagedException], all else that
/// fails is their parent [CheckpointStoreException].
///
/// ## Segments
///
/// A segment passed to a callback is off-heap, aligned to 64 bytes at least, of exactly the length
/// put, and accessible by any thread. It is valid only until the callback returns. The one passed
/// to `get` is read-only; what the one passed to `put` holds at first is unspecified.
///
/// ## Comparison with a Map: why not?
///
/// - *A map hands out references.* States here are megabytes to gigabytes, and a store on disk has
///   none to hand out. A store that lends its own slot, or its own aligned buffer, spares a copy.
/// - *A map's `put` replaces.* Here that would hide an error of the schedule.
/// - *A map's `get` may return null, or something equal.* Here it gives the very bytes, or fails.
/// - *A map is not closed.* A store has memory and files to give back.
///
/// Also not there, on purpose: listing, sizes, iteration. The run knows what it stored.
///
/// ## Threads
///
/// Calls come from one thread at a time; a store need not be thread safe. A callback does not call
/// the store that calls it.
///
/// `CheckpointStoreContract` in the testkit checks all of this for any store.
public interface CheckpointStore extends AutoCloseable {

  /// Stores `bytes` bytes under a key that is not present.
  ///
  /// @param key one that is not present
  /// @param bytes how many, more than 0
  /// @param writer fills the segment that it is given; called exactly once, before this returns
  /// @throws CheckpointMisuseException if the key is present, the store is full or closed, or
  ///   `bytes` is 0 or less
  /// @throws CheckpointStoreException if the data cannot be stored
  void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer);

  /// Reads what is stored under a key.
  ///
  /// @param key one that is present
  /// @param reader reads the segment that it is given; called exactly once, before this returns
  /// @throws CheckpointMisuseException if the key is absent, or the store closed
  /// @throws CheckpointStoreException if the data are damaged or cannot be read
  void get(CheckpointKey key, Consumer<MemorySegment> reader);

  /// Frees what is stored under a key; the key may be put again.
  ///
  /// @param key one that is present
  /// @throws CheckpointMisuseException if the key is absent, or the store closed
  void delete(CheckpointKey key);

  /// Tells that nothing more will be put, as far as is known: space of entries that are deleted
  /// need not be kept for others any longer. A hint, which changes nothing in what any other call
  /// does; a later `put` is in order. Does nothing here.
  default void noMorePuts() {}

  /// Gives back everything, entries still present included.
  @Override
  void close();
}
