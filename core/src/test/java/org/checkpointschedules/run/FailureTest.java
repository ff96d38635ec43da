package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that break off: the cause reaches the caller as it is, and nothing is left on disk.
class FailureTest {
  private static final ListSchedule SCHEDULE = RandomSchedule.of(20, 8, RAM, DISK);

  @TempDir Path directory;

  @Test
  void whateverTheModelThrowsReachesTheCallerAndNothingIsLeft() throws IOException {
    for (int call = 1; call <= 60; call++) {
      int fatal = call;
      var thrown = new Error("call " + call);
      var model =
          new RingInPlace(true) {
            private int calls;

            private void count() {
              if (++calls == fatal) {
                throw thrown;
              }
            }

            @Override
            public void advance(long n0, long n1) {
              count();
              super.advance(n0, n1);
            }

            @Override
            public void reverse(long step, MemorySegment data) {
              count();
              super.reverse(step, data);
            }

            @Override
            public void capture(MemorySegment to) {
              count();
              super.capture(to);
            }

            @Override
            public void restore(long step, MemorySegment from) {
              count();
              super.restore(step, from);
            }
          };
      var failures = new ArrayList<Throwable>();
      var run =
          Adjoint.of(model)
              .schedule(SCHEDULE)
              .directory(directory.resolve("made/by/the/run"))
              .observer(
                  new RunObserver() {
                    @Override
                    public void failure(Throwable failure) {
                      failures.add(failure);
                    }
                  });
      assertSame(thrown, assertThrows(Error.class, run::run));
      assertEquals(List.of(thrown), failures);
      assertEquals(List.of(), AdjointTest.contents(directory), "call " + call);
    }
  }

  @Test
  void aDirectoryThatWasThereStaysAndSoDoesWhatIsInIt() throws IOException {
    Path foreign = Files.writeString(directory.resolve("slot-000000"), "not ours");
    Adjoint.of(new RingInPlace(false)).schedule(SCHEDULE).directory(directory).run();
    assertEquals(List.of(foreign), AdjointTest.contents(directory));
    assertEquals("not ours", Files.readString(foreign));
    Path own = directory.resolve("own");
    Adjoint.of(new RingInPlace(false)).schedule(SCHEDULE).directory(own).run();
    assertFalse(Files.exists(own));
  }

  @Test
  void aCheckpointThatIsDamagedDuringTheRunIsNoGradient() throws IOException {
    var model =
        new RingInPlace(false) {
          @Override
          public void initializeAdjoint() {
            super.initializeAdjoint();
            damageEverySlot();
          }
        };
    var run = Adjoint.of(model).schedule(SCHEDULE).directory(directory);
    assertThrows(CheckpointDamagedException.class, run::run);
    assertEquals(List.of(), AdjointTest.contents(directory));
  }

  private void damageEverySlot() {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 4;
        Files.write(file, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStoreThatIsTooSmallEndsTheRunAndIsLeftEmpty() {
    try (var store = Stores.ram(1)) {
      var run =
          Adjoint.of(new RingInPlace(false))
              .schedule(RandomSchedule.of(20, 8, RAM))
              .store(RAM, store);
      assertThrows(CheckpointMisuseException.class, run::run);
      var key = CheckpointKey.restart(0);
      store.put(key, 8, _ -> {});
    }
  }
}
