package org.checkpointschedules.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.checkpointschedules.Level;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;
import org.checkpointschedules.testkit.CheckpointStoreContract.Check;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the library's own stores, which must pass every check, and on a broken one,
/// which must fail those that its faults break, and no others.
class CheckpointStoreContractTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> memory() {
    return CheckpointStoreContract.checks(() -> Stores.ram(8)).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  @TestFactory
  Stream<DynamicTest> disk() {
    return CheckpointStoreContract.checks(() -> Stores.disk(directory, Level.UNBOUNDED)).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  @Test
  void theDiskStoreLeavesNothingBehind() throws IOException {
    CheckpointStoreContract.checks(() -> Stores.disk(directory, 8)).forEach(Check::run);
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aBrokenStoreFails() {
    var failed = new ArrayList<String>();
    for (Check check : CheckpointStoreContract.checks(Overwriting::new)) {
      try {
        check.run();
      } catch (AssertionError _) {
        failed.add(check.name());
      }
    }
    assertEquals(
        List.of(
            "lends read-only memory to readers",
            "refuses a key that is present",
            "stores nothing if the writer throws"),
        failed);
  }

  @Test
  void limitsAreKept() {
    try (var store = Stores.ram(1);
        var files = Stores.disk(directory, 1)) {
      for (CheckpointStore full : List.of(store, files)) {
        full.put(CheckpointKey.restart(0), 8, _ -> {});
        assertThrows(
            CheckpointMisuseException.class, () -> full.put(CheckpointKey.restart(1), 8, _ -> {}));
        full.delete(CheckpointKey.restart(0));
        full.put(CheckpointKey.restart(1), 8, _ -> {});
      }
    }
  }

  /// Three faults: it overwrites, it enters a key before its bytes are there, and it hands its own
  /// memory out to be written to.
  private static final class Overwriting implements CheckpointStore {
    private final Map<CheckpointKey, MemorySegment> held = new HashMap<>();
    private boolean closed;

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      require(!closed && bytes > 0);
      MemorySegment segment = Arena.ofAuto().allocate(bytes, 64);
      held.put(key, segment);
      writer.accept(segment);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      require(!closed && held.containsKey(key));
      reader.accept(held.get(key));
    }

    @Override
    public void delete(CheckpointKey key) {
      require(!closed && held.remove(key) != null);
    }

    @Override
    public void close() {
      closed = true;
    }

    private static void require(boolean legal) {
      if (!legal) {
        throw new CheckpointMisuseException("refused");
      }
    }
  }
}
