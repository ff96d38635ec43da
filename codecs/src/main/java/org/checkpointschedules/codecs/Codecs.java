package org.checkpointschedules.codecs;

import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.CheckpointStore;

/// Stores around a store, which encode what goes in and decode what comes out. Closing one closes
/// the store within. As a level of a run:
///
/// ```java
/// Adjoint.of(model)
///     .schedule(schedule)
///     .encoding(DISK, "zstd/8", store -> Codecs.zstd(store, 8))
///     .run();
/// ```
///
/// **Does it pay?** Smooth fields of doubles without zeros shrink by a quarter at some 700 MB/s of
/// one core, less than a local disk takes them at; fields that are zero in most places shrink to a
/// third or less. Stores behind a network gain in either case. Measure it on your own states.
///
/// Memory: off-heap, one buffer of the largest entry and, but for [#float32], another; on the heap
/// 3 MiB.
public final class Codecs {
  private Codecs() {}

  /// Byte shuffle, then LZ4. Lossless: every bit comes back.
  ///
  /// @param store where the shorter entries go
  /// @param elementBytes bytes of one number of the state, whose first, second ... bytes are
  ///   brought together: 8 for doubles, 4 for floats, 1 for no shuffle
  /// @return the store to be used in its place, which closes it
  public static CheckpointStore lz4(CheckpointStore store, int elementBytes) {
    return new CompressingStore(store, new Lz4(), shuffle(elementBytes));
  }

  /// Byte shuffle, then Zstandard at level 1: smaller than [#lz4], slower. Lossless: every bit
  /// comes back.
  ///
  /// Its library unpacks itself into the folder that the system property `ZstdTempFolder` names, or
  /// else `java.io.tmpdir`, and is loaded from there. [#lz4] does without where that cannot be.
  ///
  /// @param store where the shorter entries go
  /// @param elementBytes as in [#lz4]
  /// @return the store to be used in its place, which closes it
  /// @throws InvalidArgumentException if the library cannot be unpacked and loaded
  public static CheckpointStore zstd(CheckpointStore store, int elementBytes) {
    return new CompressingStore(store, new Zstandard(), shuffle(elementBytes));
  }

  /// Doubles as floats: half the size, and **lossy**. What comes back differs from what was put by
  /// up to 6e-8 of each number, by more below 1.2e-38, so that the gradient is not the one that
  /// storing everything gives. By how much it differs is the model's affair: measure it. In a run
  /// it is a `lossyEncoding`.
  ///
  /// Entries must be doubles throughout, in the machine's byte order; a count or an index in
  /// between would be altered. An entry whose length is no multiple of 8, and a finite number
  /// beyond the range of floats, 3.4e38, are refused with a
  /// [org.checkpointschedules.store.CheckpointStoreException] by `put`.
  ///
  /// @param store where the shorter entries go
  /// @return the store to be used in its place, which closes it
  public static CheckpointStore float32(CheckpointStore store) {
    return new Float32Store(store);
  }

  /// {@return the most bytes that [#lz4] and [#zstd] make of an entry: data that cannot be
  /// compressed are kept as they are, with 16 bytes for the entry and 4 for each chunk of 1 MiB}
  ///
  /// @param bytes of the entry, from 1
  public static long mostBytes(long bytes) {
    return CompressingStore.mostBytes(bytes);
  }

  private static ByteShuffle shuffle(int elementBytes) {
    if (elementBytes < 1 || elementBytes > 16) {
      throw new InvalidArgumentException("element bytes", elementBytes, "1 to 16");
    }
    return new ByteShuffle(elementBytes);
  }
}
