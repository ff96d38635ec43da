package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is special to memory: slots are reused, and running out of it says what to do. The contract
/// suite has the rest.
class RamStoreTest {
  @Test
  void slotsAreAllocatedOnceAndReused() {
    Set<Long> addresses = new HashSet<>();
    try (var store = Stores.ram(3)) {
      for (int round = 0; round < 50; round++) {
        for (int slot = 0; slot < 3; slot++) {
          store.put(
              CheckpointKey.restart(slot), 100_000, segment -> addresses.add(segment.address()));
        }
        for (int slot = 0; slot < 3; slot++) {
          store.delete(CheckpointKey.restart(slot));
        }
      }
    }
    assertEquals(3, addresses.size());
  }

  @Test
  void noMemoryIsAnErrorThatTellsTheWayOut() {
    try (var store = Stores.ram(3)) {
      var e =
          assertThrows(
              CheckpointStoreException.class,
              () -> store.put(CheckpointKey.restart(0), 1L << 45, _ -> {}));
      assertTrue(e.getMessage().contains("MaxDirectMemorySize"), e.getMessage());
      store.put(CheckpointKey.restart(0), 8, _ -> {});
    }
  }
}
