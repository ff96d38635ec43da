package org.checkpointschedules.store;

import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;

/// The stores that come with the library.
public final class Stores {
  private Stores() {}

  /// {@return a store in off-heap memory} Slots are allocated when first needed and reused, so that
  /// the memory is that of the largest number of entries held at once.
  ///
  /// The JVM bounds off-heap memory by `-XX:MaxDirectMemorySize`, by default the size of the heap;
  /// where that is exceeded `put` throws a [CheckpointStoreException] that says so.
  ///
  /// @param slots the largest number of entries, from 0; [Level#UNBOUNDED] for no limit
  public static CheckpointStore ram(long slots) {
    return new RamStore(slots);
  }

  /// {@return a store in files, one per slot, in a new folder of its own inside `directory`}
  ///
  /// The folder and its files are for the user's eyes only. Slot files are made when first needed
  /// and overwritten in place when reused. Each carries a header with a run id, step, kind and
  /// length, and a CRC-32C of everything: an altered byte, a truncated or exchanged file is a
  /// [CheckpointDamagedException] at `get`. Files are not forced to the device: they serve this run
  /// and do not outlive it.
  ///
  /// The folder goes at [CheckpointStore#close], and by a shutdown hook if the JVM ends before, by
  /// Ctrl-C for instance. `directory` is created where it is missing, with its parents, and what
  /// was created is removed again if it is empty then. Nothing else is ever deleted. A killed JVM
  /// (SIGKILL) leaves its folder behind, until the next store is opened in `directory`.
  ///
  /// Entries of 1 MiB and more bypass the page cache where the file system allows it; the others,
  /// and all where it does not, go through it.
  ///
  /// Memory: one off-heap buffer of the largest entry so far, and 8 KiB.
  ///
  /// @param directory where the folder is made
  /// @param slots the largest number of entries, from 0; [Level#UNBOUNDED] for no limit
  /// @throws InvalidArgumentException if `directory` is no directory or cannot be created or
  ///   written
  public static CheckpointStore disk(Path directory, long slots) {
    return new DiskStore(directory, slots, DirectIo.OPTION);
  }

  /// {@return bytes of a file system, and of a staging buffer, that an entry takes: a block for the
  /// header, and the data rounded up to whole blocks of 4 KiB}
  ///
  /// @param entryBytes bytes of the entry, from 1
  public static long slotBytes(long entryBytes) {
    return SlotBuffer.wholeBlocks(entryBytes);
  }
}
