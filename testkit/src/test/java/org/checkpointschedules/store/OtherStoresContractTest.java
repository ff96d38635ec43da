package org.checkpointschedules.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.checkpointschedules.Level;
import org.checkpointschedules.testkit.CheckpointStoreContract;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the forms of the disk store that are not opened by name: through the page cache
/// only, as where a file system knows no direct I/O, and behind a thread of its own.
class OtherStoresContractTest {
  @TempDir Path directory;

  private static Stream<DynamicTest> contract(Supplier<CheckpointStore> open) {
    return CheckpointStoreContract.checks(open).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private CheckpointStore buffered() {
    return new DiskStore(directory, Level.UNBOUNDED, Optional.empty());
  }

  @TestFactory
  Stream<DynamicTest> diskThroughThePageCache() {
    return contract(this::buffered);
  }

  @TestFactory
  Stream<DynamicTest> overlappedDisk() {
    return contract(() -> OverlappedStore.over(Stores.disk(directory, 64), 64, 2));
  }

  @TestFactory
  Stream<DynamicTest> overlappedDiskThroughThePageCache() {
    return contract(() -> OverlappedStore.over(buffered(), 64, 2));
  }

  /// The store of a run with a journal, whose entries are durable.
  @TestFactory
  Stream<DynamicTest> overlappedDiskWithAJournal() {
    return contract(() -> {
      var folder = RunFolder.open(directory, "contract", "none", "none");
      var level = org.checkpointschedules.StorageLocation.DISK;
      return new Removing(OverlappedStore.over(folder.store(level, 64), 64, 2), folder);
    });
  }

  /// Removes the folder too when it is closed.
  private record Removing(CheckpointStore store, RunFolder folder) implements CheckpointStore {
    @Override
    public void put(
        CheckpointKey key,
        long bytes,
        java.util.function.Consumer<java.lang.foreign.MemorySegment> writer) {
      store.put(key, bytes, writer);
    }

    @Override
    public void get(
        CheckpointKey key, java.util.function.Consumer<java.lang.foreign.MemorySegment> reader) {
      store.get(key, reader);
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
      store.close();
      folder.remove();
    }
  }
}
