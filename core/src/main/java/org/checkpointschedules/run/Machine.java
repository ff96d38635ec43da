package org.checkpointschedules.run;

import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.RunFolder;

/// A model with its levels and working storage, as the interpreter drives it: one implementation
/// for each style of model.
///
/// It trusts the interpreter, whose actions a referee has checked. Methods that store return how
/// many bytes, 0 for a reference kept on the heap.
interface Machine extends AutoCloseable {

  /// Puts the forward at the start of step 0: first, and again when a lost checkpoint is
  /// recomputed.
  void begin();

  /// Advances the forward, keeping nothing.
  void advance(long n0, long n1);

  /// Advances the forward over one step, its adjoint data to working storage.
  void record(long step);

  /// Advances the forward over one step, its adjoint data to a level.
  long recordTo(StorageLocation level, long step);

  /// Stores the restart data of the forward, which stands at `step`.
  long store(StorageLocation level, long step);

  /// Brings data of a level to working storage: restart data puts the forward there. How many
  /// bytes, 0 for a reference.
  long load(StorageLocation level, CheckpointKey key);

  /// Copies data from one level to another.
  long copy(StorageLocation from, StorageLocation to, CheckpointKey key);

  /// Frees data of a level.
  void delete(StorageLocation level, CheckpointKey key);

  /// Sets the adjoint from the forward, which stands at the end.
  void seed();

  /// Takes the adjoint over one step, reading working storage.
  void reverse(long step);

  /// Drops the adjoint data of a step from working storage.
  void clear(long step);

  /// Drops all adjoint data from working storage.
  void clear();

  /// Bytes of an entry, of the larger of its two kinds of data, as far as is known; 0 for none.
  long entryBytes();

  /// Bytes of an entry that an earlier run left, before any encoding, as far as is known.
  long survivorBytes(RunFolder.Survivor survivor);

  /// Bytes of the adjoint state, as far as is known; 0 if it is not, or cannot be saved.
  long adjointBytes();

  /// Writes the adjoint state, to a folder.
  void saveAdjoint(RunFolder folder, long position);

  /// Reads the adjoint state saved in a folder, instead of [#seed()].
  void loadAdjoint(RunFolder folder, long position);

  /// The largest number of steps whose adjoint data lay in working storage.
  long tapePeak();

  /// Frees working storage and the levels.
  @Override
  void close();
}
