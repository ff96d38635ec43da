package org.checkpointschedules.store;

import java.lang.foreign.MemorySegment;

/// Off-heap memory for one entry on its way between a model and a slot file: a block for the
/// header, then the data, then as much as fills the last block.
///
/// It starts at a block's boundary and ends at one, so that it can be transferred past the page
/// cache as it is. It grows to the largest entry and stays there.
final class SlotBuffer implements AutoCloseable {
  /// Memory pages and disk sectors are of this size, or divide it.
  static final int BLOCK = 4096;

  private OffHeapBlock block;
  private long bytes;
  private long capacity;

  /// Makes room for an entry.
  ///
  /// @throws CheckpointStoreException if there is no memory
  void resize(long bytes) {
    this.bytes = bytes;
    long needed = wholeBlocks();
    if (capacity < needed) {
      close();
      capacity = 0;
      block = OffHeapBlock.allocate(needed, BLOCK);
      capacity = needed;
    }
  }

  /// Bytes of the entry.
  long bytes() {
    return bytes;
  }

  /// The entry's data, neither more nor less.
  MemorySegment data() {
    return block.segment().asSlice(BLOCK, bytes);
  }

  /// The block for the header.
  MemorySegment header() {
    return block.segment().asSlice(0, BLOCK);
  }

  /// Part of header, data and rest, cut off at the last whole block.
  ///
  /// @param at a multiple of the block
  /// @param length a multiple of the block
  MemorySegment blocks(long at, long length) {
    return block.segment().asSlice(at, Math.min(length, wholeBlocks() - at));
  }

  /// Bytes of memory taken, until it was closed.
  long capacity() {
    return capacity;
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }

  private long wholeBlocks() {
    return wholeBlocks(bytes);
  }

  /// Bytes of header, data and rest for an entry of so many bytes.
  static long wholeBlocks(long bytes) {
    return Math.addExact(bytes, 2L * BLOCK - 1) / BLOCK * BLOCK;
  }
}
