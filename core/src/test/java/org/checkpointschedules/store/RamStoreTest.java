package org.checkpointschedules.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
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

  /// Off the heap nothing, by the addresses; on it the few objects of an entry, whatever its size.
  @Test
  void aPutToAWarmSlotAllocatesNoMemoryForItsData() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    var key = CheckpointKey.restart(1);
    try (var store = Stores.ram(1)) {
      Consumer<MemorySegment> writer = segment -> segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
      var address = new long[1];
      store.put(key, 1 << 20, segment -> address[0] = segment.address());
      store.delete(key);
      int puts = 20_000;
      for (int warm = 0; warm < puts; warm++) {
        store.put(key, 1 << 20, writer);
        store.delete(key);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int put = 0; put < puts; put++) {
        store.put(key, 1 << 20, writer);
        store.delete(key);
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / puts;
      assertTrue(each <= 128, each + " bytes of the heap for each put");
      store.put(key, 1 << 20, segment -> assertEquals(address[0], segment.address()));
    }
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
