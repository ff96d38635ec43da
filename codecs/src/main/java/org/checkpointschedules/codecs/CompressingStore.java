package org.checkpointschedules.codecs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStore;

/// Entries shuffled and compressed, chunk by chunk. An entry in the store within:
///
/// ```
/// byte 0   kind: the mark of the compression, plus 256 times the bytes of a number (long)
///      8   bytes of the entry (long)
///     16   for each chunk of 1 MiB, the last one shorter: how many bytes follow (int), these bytes;
///          minus how many where they are shuffled, but not compressed
/// ```
final class CompressingStore implements CheckpointStore {
  private static final int HEADER = 16;
  private static final int CHUNK = 1 << 20;

  private final CheckpointStore store;
  private final BlockCompression compression;
  private final ByteShuffle shuffle;
  private final Memory plain = new Memory();
  private final Memory encoded = new Memory();
  private final byte[] chunk = new byte[CHUNK];
  private final byte[] shuffled = new byte[CHUNK];
  private final byte[] compressed = new byte[CHUNK + CHUNK / 100];

  CompressingStore(CheckpointStore store, BlockCompression compression, ByteShuffle shuffle) {
    this.store = store;
    this.compression = compression;
    this.shuffle = shuffle;
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    if (bytes <= 0) {
      throw new CheckpointMisuseException(
          "a compressing store was given %d bytes for the %s".formatted(bytes, key));
    }
    MemorySegment data = plain.of(bytes);
    writer.accept(data);
    MemorySegment entry = encode(data);
    store.put(key, entry.byteSize(), to -> to.copyFrom(entry));
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    store.get(key, entry -> reader.accept(decode(key, entry).asReadOnly()));
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
    try (plain;
        encoded) {
      store.close();
    }
  }

  static long mostBytes(long bytes) {
    long chunks = (bytes - 1) / CHUNK + 1;
    return Math.addExact(bytes, HEADER + chunks * Integer.BYTES);
  }

  private MemorySegment encode(MemorySegment data) {
    long bytes = data.byteSize();
    MemorySegment to = encoded.of(mostBytes(bytes));
    to.set(JAVA_LONG, 0, kind());
    to.set(JAVA_LONG, 8, bytes);
    long at = HEADER;
    for (long start = 0; start < bytes; start += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - start);
      MemorySegment.copy(data, JAVA_BYTE, start, chunk, 0, length);
      shuffle.shuffle(chunk, shuffled, length);
      int written = compression.compress(shuffled, length, compressed);
      boolean shorter = written < length;
      int stored = shorter ? written : length;
      to.set(JAVA_INT_UNALIGNED, at, shorter ? stored : -stored);
      at += Integer.BYTES;
      MemorySegment.copy(shorter ? compressed : shuffled, 0, to, JAVA_BYTE, at, stored);
      at += stored;
    }
    return to.asSlice(0, at);
  }

  private MemorySegment decode(CheckpointKey key, MemorySegment entry) {
    require(key, entry.byteSize() >= HEADER && entry.get(JAVA_LONG, 0) == kind());
    long bytes = entry.get(JAVA_LONG, 8);
    // A chunk cannot take less than a byte, which bounds what a wrong length can make us allocate.
    require(key, bytes > 0 && (bytes - 1) / CHUNK < entry.byteSize());
    MemorySegment data = plain.of(bytes);
    long at = HEADER;
    for (long start = 0; start < bytes; start += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - start);
      require(key, entry.byteSize() - at >= Integer.BYTES);
      int stored = entry.get(JAVA_INT_UNALIGNED, at);
      at += Integer.BYTES;
      boolean isCompressed = stored > 0;
      stored = Math.abs(stored);
      require(key, stored > 0 && stored <= length && stored <= entry.byteSize() - at);
      require(key, isCompressed || stored == length);
      MemorySegment.copy(entry, JAVA_BYTE, at, isCompressed ? compressed : shuffled, 0, stored);
      require(key, !isCompressed || compression.decompress(compressed, stored, shuffled, length));
      at += stored;
      shuffle.unshuffle(shuffled, chunk, length);
      MemorySegment.copy(chunk, 0, data, JAVA_BYTE, start, length);
    }
    require(key, at == entry.byteSize());
    return data;
  }

  private long kind() {
    return compression.mark() + 256L * shuffle.width();
  }

  private static void require(CheckpointKey key, boolean holds) {
    if (!holds) {
      throw new CheckpointDamagedException(key, "it is not what the codec made");
    }
  }
}
