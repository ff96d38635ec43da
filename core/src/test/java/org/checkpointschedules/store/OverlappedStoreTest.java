package org.checkpointschedules.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes on in the background, held up at will: nothing is lost, confused or done twice.
class OverlappedStoreTest {
  private static final int BYTES = 100;
  private static final long SLOTS = 6;

  private final SlowStore beneath = new SlowStore(SLOTS);
  private final CountDownLatch gate = new CountDownLatch(1);
  private OverlappedStore store;

  @BeforeEach
  void open() {
    store = OverlappedStore.over(beneath, SLOTS, 2);
  }

  @AfterEach
  void letThrough() {
    gate.countDown();
    store.close();
  }

  private static CheckpointKey key(long step) {
    return CheckpointKey.restart(step);
  }

  private void put(long step) {
    put(step, step);
  }

  private void put(long step, long value) {
    store.put(key(step), BYTES + step, segment -> segment.fill((byte) value));
  }

  private void assertHolds(long step) {
    assertHolds(step, step);
  }

  private void assertHolds(long step, long value) {
    var calls = new ArrayList<Integer>();
    store.get(
        key(step),
        segment -> {
          calls.add(1);
          assertEquals(BYTES + step, segment.byteSize());
          for (byte b : segment.toArray(JAVA_BYTE)) {
            assertEquals((byte) value, b);
          }
        });
    assertEquals(1, calls.size());
  }

  private void fail(long step) {
    beneath.failing = key(step);
    beneath.failure = new CheckpointStoreException("no space for " + step);
  }

  private void assertFails(Runnable call) {
    assertSame(beneath.failure, assertThrows(CheckpointStoreException.class, call::run));
  }

  @Test
  void putsReturnBeforeTheyAreWrittenAsLongAsThereAreBuffers() throws InterruptedException {
    beneath.gate = gate;
    put(1);
    put(2);
    var third = new Thread(() -> put(3));
    third.start();
    third.join(50);
    assertTrue(third.isAlive(), "a third buffer appeared");
    gate.countDown();
    third.join();
    for (long step = 1; step <= 3; step++) {
      assertHolds(step);
    }
    assertEquals(List.of("put 1", "put 2", "put 3"), beneath.calls.subList(0, 3));
  }

  @Test
  void whatIsBeingWrittenIsReadFromItsBuffer() {
    beneath.gate = gate;
    put(1);
    put(2);
    assertHolds(1);
    assertHolds(2);
    assertHolds(1);
    gate.countDown();
    store.settle();
    assertEquals(List.of("put 1", "put 2"), beneath.calls);
  }

  @Test
  void aWriteThatHasNotBegunIsTakenBackWithItsEntry() {
    beneath.gate = gate;
    put(1);
    put(2);
    store.delete(key(2));
    put(2, 77);
    assertHolds(2, 77);
    gate.countDown();
    store.settle();
    assertEquals(List.of("put 1", "put 2"), beneath.calls);
    put(3);
    put(4);
    assertHolds(2, 77);
  }

  @Test
  void aWriteThatHasBegunIsDeletedAfterwardsAndItsBufferStaysUntouched() throws Exception {
    beneath.gate = gate;
    put(1);
    while (beneath.calls.isEmpty()) {
      Thread.onSpinWait();
    }
    store.delete(key(1));
    put(2);
    var again = new Thread(() -> put(1, 9));
    again.start();
    again.join(50);
    assertTrue(again.isAlive(), "a buffer was reused before its write was confirmed");
    gate.countDown();
    again.join();
    assertHolds(1, 9);
    store.settle();
    assertEquals(List.of("put 1", "delete 1", "put 2", "put 1"), beneath.calls);
  }

  @Test
  void aFullStoreRefusesAtOnceAndDeletedSlotsAreFreeAtOnce() {
    for (long step = 0; step < SLOTS; step++) {
      put(step);
    }
    assertThrows(CheckpointMisuseException.class, () -> put(SLOTS));
    for (long step = SLOTS; step < 100; step++) {
      store.delete(key(step - SLOTS));
      put(step);
    }
    for (long step = 100 - SLOTS; step < 100; step++) {
      assertHolds(step);
    }
  }

  @Test
  void aPrefetchedEntryIsReadOnceAndAheadOfItsGet() {
    putAndPassBuffers();
    assertTrue(store.prefetch(key(1)));
    assertTrue(store.prefetch(key(1)));
    store.settle();
    assertEquals(List.of("get 1"), reads());
    assertHolds(1);
    assertEquals(List.of("get 1"), reads());
  }

  @Test
  void aGetWaitsForItsPrefetch() {
    putAndPassBuffers();
    beneath.gate = gate;
    assertTrue(store.prefetch(key(1)));
    Thread.ofPlatform()
        .start(() -> {
          while (reads().isEmpty()) {
            Thread.onSpinWait();
          }
          gate.countDown();
        });
    assertHolds(1);
    assertEquals(List.of("get 1"), reads());
  }

  @Test
  void oneBufferStaysForAllElse() {
    putAndPassBuffers();
    assertTrue(store.prefetch(key(1)));
    assertFalse(store.prefetch(key(2)));
    put(5);
    assertHolds(2);
    assertHolds(1);
    assertEquals(List.of("get 1", "get 2"), reads());
    assertFalse(store.prefetch(key(99)));
  }

  @Test
  void aPrefetchedEntryThatIsDeletedAndPutAgainIsTheNewOne() {
    putAndPassBuffers();
    assertTrue(store.prefetch(key(1)));
    store.delete(key(1));
    put(1, 42);
    assertHolds(1, 42);
    put(5);
    assertHolds(1, 42);
  }

  @Test
  void aPrefetchThatFailsIsThrownByItsGetAndTheNextTriesAgain() {
    putAndPassBuffers();
    beneath.failing = key(1);
    beneath.failure = new CheckpointDamagedException(key(1), "a bit");
    assertTrue(store.prefetch(key(1)));
    store.settle();
    assertHolds(2);
    assertFails(() -> assertHolds(1));
    beneath.failing = null;
    assertHolds(1);
  }

  @Test
  void aWriteThatFailsIsThrownByTheNextCallWhichDoesNothingElse() {
    for (Runnable next :
        List.<Runnable>of(
            () -> put(2),
            () -> assertHolds(0),
            () -> assertHolds(1),
            () -> store.delete(key(0)),
            () -> store.delete(key(1)),
            () -> store.settle())) {
      put(0);
      store.settle();
      fail(1);
      putInVain();
      assertFails(next);
      assertFails(() -> assertHolds(1));
      assertHolds(0);
      assertThrows(CheckpointMisuseException.class, () -> assertHolds(2));
      beneath.failing = null;
      store.delete(key(1));
      put(1, 3);
      assertHolds(1, 3);
      store.delete(key(1));
      store.delete(key(0));
      store.settle();
    }
  }

  @Test
  void aWriteThatFailsWhenNothingElseComesIsThrownByClose() {
    fail(1);
    putInVain();
    assertFails(store::close);
    assertEquals("close", beneath.calls.getLast());
    store.close();
  }

  @Test
  void closeWaitsForTheWriteInWorkAndDropsTheRest() throws InterruptedException {
    beneath.gate = gate;
    put(1);
    put(2);
    while (beneath.calls.isEmpty()) {
      Thread.onSpinWait();
    }
    var closing = new Thread(store::close);
    closing.start();
    closing.join(50);
    assertTrue(closing.isAlive(), "closed under a write");
    gate.countDown();
    closing.join();
    assertEquals(List.of("put 1", "close"), beneath.calls);
    assertThrows(CheckpointMisuseException.class, () -> put(3));
    assertFalse(store.prefetch(key(1)));
  }

  @Test
  void anInterruptHarmsNothingAndStays() {
    Thread.currentThread().interrupt();
    for (long step = 0; step < SLOTS; step++) {
      put(step);
    }
    for (long step = 0; step < SLOTS; step++) {
      assertHolds(step);
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void timesAndMemoryAreTold() {
    put(1);
    put(2);
    store.settle();
    var figures = store.figures();
    assertEquals(2, figures.buffers());
    assertEquals(2 * 2 * SlotBuffer.BLOCK, figures.bufferBytes());
    assertTrue(figures.ioNanos() > 0);
    assertEquals(
        new OverlappedStore.Figures(3, 70, 12, 9),
        new OverlappedStore.Figures(2, 70, 5, 1).plus(new OverlappedStore.Figures(3, 60, 7, 8)));
    assertEquals(3, new OverlappedStore.Figures(2, 1, 5, 2).hiddenNanos());
    assertEquals(0, new OverlappedStore.Figures(2, 1, 5, 9).hiddenNanos());
  }

  @Test
  void fewerThanTwoBuffersAreRefused() {
    assertThrows(InvalidArgumentException.class, () -> OverlappedStore.over(Stores.ram(1), 1, 1));
  }

  /// Calls in any order, beside the plain store: the same answers, and the same left in the end.
  @Test
  void randomUseIsLikeThatOfAnyStore() {
    var random = new SplittableRandom(7);
    long[] held = new long[12];
    int count = 0;
    for (int round = 1; round < 20_000; round++) {
      int step = random.nextInt(held.length);
      if (held[step] == 0 && count < SLOTS) {
        put(step, held[step] = round);
        count++;
      } else if (held[step] != 0) {
        switch (random.nextInt(3)) {
          case 0 -> {
            store.delete(key(step));
            held[step] = 0;
            count--;
          }
          case 1 -> assertHolds(step, held[step]);
          default -> store.prefetch(key(step));
        }
      }
    }
  }

  private void putAndPassBuffers() {
    for (long step = 1; step <= 4; step++) {
      put(step);
    }
    store.settle();
  }

  private List<String> reads() {
    synchronized (beneath.calls) {
      return beneath.calls.stream().filter(call -> call.startsWith("get")).toList();
    }
  }

  /// Puts entry 1, and waits until the thread is through with it, which it counts last.
  private void putInVain() {
    store.settle();
    long before = store.figures().ioNanos();
    put(1);
    while (store.figures().ioNanos() == before) {
      Thread.onSpinWait();
    }
  }
}
