package org.checkpointschedules.plan.internal.blocks;

/// So many equal blocks, one after another.
///
/// @param start the first step of the first block
/// @param count how many, at least 1
/// @param onDisk whether their restart data are stored on disk
public record Blocks(long start, long count, RereadBlock block, boolean onDisk) {
  long startOf(long number) {
    return start + number * block.steps();
  }

  public long end() {
    return startOf(count);
  }

  long leaves() {
    return count * (block.rereads() + 1);
  }
}
