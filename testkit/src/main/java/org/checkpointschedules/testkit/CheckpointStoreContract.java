package org.checkpointschedules.testkit;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStore;

/// What every [CheckpointStore] must do, as a list of named checks for any test framework.
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> contract() {
///   return CheckpointStoreContract.checks(() -> new MyStore()).stream()
///       .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
/// }
/// ```
///
/// A check opens a store of its own, closes it, and throws an [AssertionError] that tells what the
/// store did wrong; whatever else the store throws comes through as it is.
public final class CheckpointStoreContract {
  private static final CheckpointKey RESTART = CheckpointKey.restart(40);
  private static final CheckpointKey ADJOINT = CheckpointKey.adjoint(40);

  private CheckpointStoreContract() {}

  /// One rule of the contract.
  ///
  /// @param name the rule, as a sentence
  /// @param body tries it; throws where it is broken
  public record Check(String name, Runnable body) {
    /// Tries the rule on a fresh store.
    ///
    /// @throws AssertionError if it is broken
    public void run() {
      body.run();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// {@return all checks}
  ///
  /// @param open opens an empty store with room for at least 8 entries of up to 3 MiB
  public static List<Check> checks(Supplier<? extends CheckpointStore> open) {
    var checks = new Checks(open);
    return List.of(
        checks.check("gives back the bytes that were put", CheckpointStoreContract::roundTrip),
        checks.check("keeps sizes from 1 byte to 3 MiB apart", CheckpointStoreContract::sizes),
        checks.check("keeps the two kinds of one step apart", CheckpointStoreContract::kinds),
        checks.check("takes step numbers up to 10^18", CheckpointStoreContract::largeSteps),
        checks.check("reads as often as asked", CheckpointStoreContract::readsAgain),
        checks.check("keeps its bytes whatever the caller does", CheckpointStoreContract::keeps),
        checks.check("calls a callback exactly once, at once", CheckpointStoreContract::callsOnce),
        checks.check("lends aligned off-heap memory", CheckpointStoreContract::alignment),
        checks.check("lends memory that any thread may access", CheckpointStoreContract::threads),
        checks.check("lends read-only memory to readers", CheckpointStoreContract::readOnly),
        checks.check("refuses a key that is present", CheckpointStoreContract::doublePut),
        checks.check("refuses to get what is absent", CheckpointStoreContract::missingGet),
        checks.check("refuses to delete what is absent", CheckpointStoreContract::missingDelete),
        checks.check("refuses 0 and fewer bytes", CheckpointStoreContract::noBytes),
        checks.check("takes a key again after its delete", CheckpointStoreContract::reuse),
        checks.check("goes on after the hint of the last put", CheckpointStoreContract::lastPut),
        checks.check("stores nothing if the writer throws", CheckpointStoreContract::writerThrows),
        checks.check("keeps all if the reader throws", CheckpointStoreContract::readerThrows),
        checks.check("refuses everything after close", CheckpointStoreContract::closed),
        checks.check("closes twice, and with entries inside", CheckpointStoreContract::closesTwice),
        checks.check("behaves like a map under random use", CheckpointStoreContract::randomUse));
  }

  /// Makes checks that open and close their store.
  private record Checks(Supplier<? extends CheckpointStore> open) {
    Check check(String name, Consumer<CheckpointStore> body) {
      return new Check(
          name,
          () -> {
            try (CheckpointStore store = open.get()) {
              body.accept(store);
            }
          });
    }
  }

  private static void roundTrip(CheckpointStore store) {
    put(store, RESTART, 1000, 7);
    expect(store, RESTART, 1000, 7);
  }

  private static void sizes(CheckpointStore store) {
    int[] sizes = {1, 63, 64, 65, 4096, 1 << 20, (1 << 20) + 1, 3 << 20};
    for (int i = 0; i < sizes.length; i++) {
      put(store, CheckpointKey.restart(i), sizes[i], i);
    }
    for (int i = sizes.length - 1; i >= 0; i--) {
      expect(store, CheckpointKey.restart(i), sizes[i], i);
    }
  }

  private static void lastPut(CheckpointStore store) {
    put(store, RESTART, 3000, 1);
    put(store, ADJOINT, 3000, 2);
    store.noMorePuts();
    expect(store, RESTART, 3000, 1);
    store.delete(RESTART);
    expect(store, ADJOINT, 3000, 2);
    put(store, RESTART, 2000, 3);
    expect(store, RESTART, 2000, 3);
    expect(store, ADJOINT, 3000, 2);
  }

  private static void kinds(CheckpointStore store) {
    put(store, RESTART, 100, 1);
    put(store, ADJOINT, 200, 2);
    expect(store, RESTART, 100, 1);
    expect(store, ADJOINT, 200, 2);
    store.delete(RESTART);
    expect(store, ADJOINT, 200, 2);
    refused("get of the deleted kind", () -> store.get(RESTART, _ -> {}));
  }

  private static void largeSteps(CheckpointStore store) {
    long[] steps = {0, 1L << 31, 1L << 32, 1_000_000_000_000_000_000L};
    for (int i = 0; i < steps.length; i++) {
      put(store, CheckpointKey.restart(steps[i]), 50, i);
    }
    for (int i = 0; i < steps.length; i++) {
      expect(store, CheckpointKey.restart(steps[i]), 50, i);
    }
  }

  private static void readsAgain(CheckpointStore store) {
    put(store, RESTART, 1000, 3);
    for (int i = 0; i < 3; i++) {
      expect(store, RESTART, 1000, 3);
    }
  }

  private static void keeps(CheckpointStore store) {
    put(store, RESTART, 1000, 3);
    put(store, ADJOINT, 1000, 4);
    expect(store, RESTART, 1000, 3);
    store.delete(ADJOINT);
    put(store, CheckpointKey.adjoint(41), 1000, 5);
    expect(store, RESTART, 1000, 3);
  }

  private static void callsOnce(CheckpointStore store) {
    int[] calls = new int[2];
    store.put(RESTART, 10, segment -> calls[0] += fill(segment, 1));
    require(calls[0] == 1, "put called its writer %d times before it returned", calls[0]);
    store.get(RESTART, _ -> calls[1]++);
    require(calls[1] == 1, "get called its reader %d times before it returned", calls[1]);
  }

  private static void alignment(CheckpointStore store) {
    for (int bytes : new int[] {1, 100, 4096, 100_000}) {
      var key = CheckpointKey.restart(bytes);
      store.put(
          key,
          bytes,
          segment -> {
            requireAligned(segment, "put");
            fill(segment, 1);
          });
      store.get(key, segment -> requireAligned(segment, "get"));
    }
  }

  private static void requireAligned(MemorySegment segment, String method) {
    require(segment.isNative(), "%s lent memory on the heap", method);
    require(
        segment.address() % 64 == 0,
        "%s lent memory at %x, not aligned to 64 bytes",
        method,
        segment.address());
  }

  private static void threads(CheckpointStore store) {
    store.put(RESTART, 100, segment -> CompletableFuture.runAsync(() -> fill(segment, 9)).join());
    store.get(
        RESTART, segment -> CompletableFuture.runAsync(() -> compare(RESTART, segment, 9)).join());
  }

  private static void readOnly(CheckpointStore store) {
    put(store, RESTART, 100, 2);
    store.get(RESTART, segment -> require(segment.isReadOnly(), "get lent memory to write to"));
  }

  private static void doublePut(CheckpointStore store) {
    put(store, RESTART, 100, 1);
    refused("a second put", () -> put(store, RESTART, 100, 2));
    refused("a second put of another length", () -> put(store, RESTART, 50, 2));
    expect(store, RESTART, 100, 1);
  }

  private static void missingGet(CheckpointStore store) {
    put(store, ADJOINT, 100, 1);
    refused("get", () -> store.get(RESTART, _ -> {}));
    refused("get", () -> store.get(CheckpointKey.adjoint(41), _ -> {}));
    expect(store, ADJOINT, 100, 1);
  }

  private static void missingDelete(CheckpointStore store) {
    refused("delete", () -> store.delete(RESTART));
    put(store, RESTART, 100, 1);
    store.delete(RESTART);
    refused("a second delete", () -> store.delete(RESTART));
    refused("get after delete", () -> store.get(RESTART, _ -> {}));
  }

  private static void noBytes(CheckpointStore store) {
    refused("put of 0 bytes", () -> store.put(RESTART, 0, _ -> {}));
    refused("put of -1 bytes", () -> store.put(RESTART, -1, _ -> {}));
    refused("get after a refused put", () -> store.get(RESTART, _ -> {}));
  }

  private static void reuse(CheckpointStore store) {
    // Shorter and longer than before, so that remains of an older entry would show.
    for (int bytes : new int[] {1000, 500, 2000, 1, 2000}) {
      put(store, RESTART, bytes, bytes);
      expect(store, RESTART, bytes, bytes);
      store.delete(RESTART);
    }
  }

  private static void writerThrows(CheckpointStore store) {
    var thrown = new Error("the writer's own");
    requireThrown(
        thrown,
        () ->
            store.put(
                RESTART,
                100,
                _ -> {
                  throw thrown;
                }));
    refused("get after a put whose writer threw", () -> store.get(RESTART, _ -> {}));
    put(store, RESTART, 100, 1);
    expect(store, RESTART, 100, 1);
  }

  private static void readerThrows(CheckpointStore store) {
    put(store, RESTART, 100, 1);
    var thrown = new Error("the reader's own");
    requireThrown(
        thrown,
        () ->
            store.get(
                RESTART,
                _ -> {
                  throw thrown;
                }));
    expect(store, RESTART, 100, 1);
  }

  private static void closed(CheckpointStore store) {
    put(store, RESTART, 100, 1);
    store.close();
    refused("put after close", () -> put(store, ADJOINT, 100, 1));
    refused("get after close", () -> store.get(RESTART, _ -> {}));
    refused("delete after close", () -> store.delete(RESTART));
  }

  private static void closesTwice(CheckpointStore store) {
    put(store, RESTART, 100, 1);
    store.close();
    store.close();
  }

  /// A thousand puts, gets and deletes against an array of what must be there.
  private static void randomUse(CheckpointStore store) {
    var random = new SplittableRandom(2026);
    int[] bytes = new int[8];
    int[] patterns = new int[8];
    for (int round = 0; round < 1000; round++) {
      int at = random.nextInt(8);
      var key = at % 2 == 0 ? CheckpointKey.restart(at / 2) : CheckpointKey.adjoint(at / 2);
      if (bytes[at] == 0) {
        bytes[at] = random.nextInt(1, 3000);
        patterns[at] = round;
        put(store, key, bytes[at], round);
      } else if (random.nextBoolean()) {
        expect(store, key, bytes[at], patterns[at]);
      } else {
        store.delete(key);
        bytes[at] = 0;
      }
    }
  }

  private static void put(CheckpointStore store, CheckpointKey key, long bytes, int pattern) {
    store.put(
        key,
        bytes,
        segment -> {
          require(
              segment.byteSize() == bytes,
              "put of %d bytes lent %d bytes",
              bytes,
              segment.byteSize());
          fill(segment, pattern);
        });
  }

  private static void expect(CheckpointStore store, CheckpointKey key, long bytes, int pattern) {
    store.get(
        key,
        segment -> {
          require(
              segment.byteSize() == bytes,
              "get of the %s lent %d bytes, not the %d put",
              key,
              segment.byteSize(),
              bytes);
          compare(key, segment, pattern);
        });
  }

  /// Fills with bytes that only this pattern has; 1.
  private static int fill(MemorySegment segment, int pattern) {
    MemorySegment.copy(
        bytes(segment.byteSize(), pattern), 0, segment, JAVA_BYTE, 0, (int) segment.byteSize());
    return 1;
  }

  private static void compare(CheckpointKey key, MemorySegment segment, int pattern) {
    require(
        Arrays.equals(segment.toArray(JAVA_BYTE), bytes(segment.byteSize(), pattern)),
        "the %s did not come back as it was put",
        key);
  }

  private static byte[] bytes(long length, int pattern) {
    byte[] bytes = new byte[Math.toIntExact(length)];
    new SplittableRandom(pattern).nextBytes(bytes);
    return bytes;
  }

  private static void refused(String what, Runnable call) {
    try {
      call.run();
    } catch (CheckpointMisuseException _) {
      return;
    } catch (RuntimeException e) {
      throw new AssertionError(
          what + " must be refused with a CheckpointMisuseException, but threw " + e, e);
    }
    throw new AssertionError(what + " must be refused, but was not");
  }

  private static void requireThrown(Error expected, Runnable call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      require(thrown == expected, "what the callback threw must come through, not %s", thrown);
      return;
    }
    throw new AssertionError("what the callback threw did not come through");
  }

  private static void require(boolean holds, String fault, Object... arguments) {
    if (!holds) {
      throw new AssertionError(fault.formatted(arguments));
    }
  }
}
