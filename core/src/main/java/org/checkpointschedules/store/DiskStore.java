package org.checkpointschedules.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Slot files in a folder of the store's own, made when first needed and overwritten in place.
final class DiskStore implements BufferStore {
  private final Index<Slot> index;
  private final Deque<Path> free = new ArrayDeque<>();
  private final OwnFolder folder;
  private final SlotFiles files;
  private final SlotBuffer buffer = new SlotBuffer();
  private long made;

  /// @param checksum of the data, so that an older file of the same key is noticed too
  private record Slot(Path file, long bytes, int checksum) {}

  /// @param direct the option that bypasses the page cache, or none
  DiskStore(Path directory, long slots, Optional<OpenOption> direct) {
    index = new Index<>("the disk store", slots);
    folder = OwnFolder.in(directory);
    files = new SlotFiles(folder, UUID.randomUUID(), direct, false);
  }

  @Override
  public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
    index.requirePutable(key, bytes);
    buffer.resize(bytes);
    writer.accept(buffer.data());
    put(key, buffer);
  }

  @Override
  public void put(CheckpointKey key, SlotBuffer from) {
    index.requirePutable(key, from.bytes());
    Path file = free.isEmpty() ? folder.file("slot-%06d".formatted(made++)) : free.pop();
    int checksum;
    try {
      checksum = folder.whileThere(() -> files.write(file, key, from));
    } catch (IOException e) {
      free.push(file);
      throw new CheckpointStoreException(
          "could not write the %s, %,d bytes, to %s: %s"
              .formatted(key, from.bytes(), file, reason(e)),
          e);
    }
    index.put(key, new Slot(file, from.bytes(), checksum));
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    buffer.resize(index.require(key).bytes());
    get(key, buffer);
    reader.accept(buffer.data().asReadOnly());
  }

  @Override
  public void get(CheckpointKey key, SlotBuffer to) {
    Slot slot = index.require(key);
    try {
      folder.whileThere(() -> {
        files.read(slot.file(), key, to, slot.checksum());
        return null;
      });
    } catch (IOException e) {
      throw new CheckpointDamagedException(key, slot.file() + " cannot be read: " + reason(e), e);
    }
  }

  @Override
  public void delete(CheckpointKey key) {
    free.push(index.remove(key).file());
  }

  @Override
  public void close() {
    index.close();
    buffer.close();
    folder.close();
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
