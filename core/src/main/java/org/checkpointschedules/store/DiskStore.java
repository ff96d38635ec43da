package org.checkpointschedules.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// Slot files in a folder of the store's own, made when first needed and overwritten in place,
/// unless they have other names too.
final class DiskStore implements BufferStore {
  private final Index<Slot> index;
  private final Deque<Path> free = new ArrayDeque<>();
  private final OwnFolder folder;
  private final String prefix;
  private final SlotLog log;
  private final SlotFiles files;
  private final SlotBuffer buffer = new SlotBuffer();
  private long made;

  /// Whether files vanish as soon as their entries are deleted.
  private boolean shrinking;

  /// @param checksum of the data, so that an older file of the same key is noticed too
  private record Slot(Path file, long bytes, int checksum) {}

  /// In a folder of its own.
  ///
  /// @param direct the option that bypasses the page cache, or none
  DiskStore(Path directory, long slots, Optional<OpenOption> direct) {
    this(FileThread.call(() -> OwnFolder.in(directory)), "slot-", slots, direct, SlotLog.NONE);
  }

  /// @param prefix of the names of the store's files
  /// @param direct the option that bypasses the page cache, or none
  /// @param log whether to write durably, and whom to tell
  DiskStore(OwnFolder folder, String prefix, long slots, Optional<OpenOption> direct, SlotLog log) {
    index = new Index<>("the disk store", slots);
    this.folder = folder;
    this.prefix = prefix;
    this.log = log;
    files = new SlotFiles(folder, direct, log.durable());
  }

  /// Takes over an entry that an earlier run left, unread.
  void adopt(CheckpointKey key, String file, long bytes, int checksum) {
    index.requirePutable(key, bytes);
    index.put(key, new Slot(folder.file(file), bytes, checksum));
  }

  /// Takes over a file that an earlier run left, to be overwritten.
  void adoptFree(String file) {
    free.push(folder.file(file));
  }

  /// Names new files from this number on.
  void numberFrom(long number) {
    made = number;
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
    while (!put(key, from, free.isEmpty() ? fresh() : free.pop())) {
      // What something else has put in a slot's place is passed over.
    }
  }

  private Path fresh() {
    return folder.file("%s%06d".formatted(prefix, made++));
  }

  /// Whether the file is there for this store to write.
  private boolean put(CheckpointKey key, SlotBuffer from, Path file) {
    int checksum;
    try {
      checksum = FileThread.call(() -> write(file, key, from));
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      // A part of it may fill what room was left, which the journal and the adjoint state need.
      folder.discard(file);
      throw new CheckpointNotStoredException(
          key, ", %,d bytes, to %s: %s".formatted(from.bytes(), file, reason(e)), e);
    }
    index.put(key, new Slot(file, from.bytes(), checksum));
    return true;
  }

  private int write(Path file, CheckpointKey key, SlotBuffer from) throws IOException {
    log.reusing();
    int checksum = folder.whileThere(() -> files.write(file, key, from));
    log.stored(key, file, from.bytes(), checksum);
    return checksum;
  }

  @Override
  public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
    get(key, buffer);
    reader.accept(buffer.data().asReadOnly());
  }

  @Override
  public void get(CheckpointKey key, SlotBuffer to) {
    Slot slot = index.require(key);
    to.resize(slot.bytes());
    try {
      FileThread.call(() ->
          folder.whileThere(() -> {
            files.read(slot.file(), key, to, slot.checksum());
            return null;
          }));
    } catch (IOException e) {
      throw new CheckpointDamagedException(key, slot.file() + " cannot be read: " + reason(e), e);
    }
  }

  @Override
  public void delete(CheckpointKey key) {
    Path file = index.remove(key).file();
    try {
      FileThread.call(() -> {
        log.deleted(key);
        return null;
      });
    } catch (IOException e) {
      throw new CheckpointStoreException("could not journal that the " + key + " is gone", e);
    }
    if (shrinking) {
      vanish(file);
    } else {
      free.push(file);
    }
  }

  @Override
  public void noMorePuts() {
    shrinking = true;
    while (!free.isEmpty()) {
      vanish(free.pop());
    }
  }

  private void vanish(Path file) {
    try {
      FileThread.call(() -> {
        log.reusing();
        return null;
      });
      folder.discard(file);
    } catch (IOException _) {
      // Then it goes with the folder.
    }
  }

  @Override
  public void close() {
    index.close();
    buffer.close();
    if (!log.durable()) {
      folder.close();
    }
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
