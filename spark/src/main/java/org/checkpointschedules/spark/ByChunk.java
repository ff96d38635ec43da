package org.checkpointschedules.spark;

import org.apache.spark.Partitioner;

/// Partition 0 has the members' outcomes, the others the chunks, in order, so that they come to the
/// driver front to back.
final class ByChunk extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int chunks;
  private final int partitionsOfChunks;

  ByChunk(int chunks, int partitionsOfChunks) {
    this.chunks = chunks;
    this.partitionsOfChunks = partitionsOfChunks;
  }

  @Override
  public int numPartitions() {
    return 1 + partitionsOfChunks;
  }

  @Override
  public int getPartition(Object key) {
    int chunk = ((PartKey) key).chunk();
    return chunk == PartKey.OUTCOMES ? 0 : 1 + (int) ((long) chunk * partitionsOfChunks / chunks);
  }
}
