package org.checkpointschedules.choose;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.Timing;
import org.checkpointschedules.run.ActionEvent;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.RunObserver;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.store.OverlappedStore;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real runs of every candidate stay within the budgets that it was made for, and calibration
/// measures the sizes that they have.
class BudgetsHoldTest {
  private static final int BLOCK = 4096;

  @TempDir private Path folder;

  /// `u' = 3 u + step` modulo 2^64, and its adjoint, which is 3 each step. Checks how it is driven.
  static final class Counter implements InPlaceModel {
    private final long steps;
    private final long stateBytes;
    private final long dataBytes;
    private long at = -1;
    private long value;
    private long adjoint;
    private long adjointAt = -1;

    Counter(long steps, long stateBytes, long dataBytes) {
      this.steps = steps;
      this.stateBytes = stateBytes;
      this.dataBytes = dataBytes;
    }

    @Override
    public long stateBytes() {
      return stateBytes;
    }

    @Override
    public long adjointDataBytes() {
      return dataBytes;
    }

    @Override
    public void initialize() {
      at = 0;
      value = 1;
    }

    @Override
    public void advance(long n0, long n1) {
      assertEquals(at, n0);
      assertTrue(n1 > n0 && n1 <= steps, n0 + " to " + n1 + " of " + steps);
      for (; at < n1; at++) {
        value = 3 * value + at;
      }
    }

    @Override
    public void record(long step, MemorySegment data) {
      data.fill((byte) 1);
      data.set(ValueLayout.JAVA_LONG, 0, step);
      advance(step, step + 1);
    }

    @Override
    public void initializeAdjoint() {
      adjoint = 1;
    }

    @Override
    public void reverse(long step, MemorySegment data) {
      assertEquals(step, data.get(ValueLayout.JAVA_LONG, 0));
      assertTrue(step >= 0 && step < steps, "step " + step);
      adjoint *= 3;
      adjointAt = step;
    }

    @Override
    public void capture(MemorySegment to) {
      to.fill((byte) 0);
      to.set(ValueLayout.JAVA_LONG, 0, value);
      to.set(ValueLayout.JAVA_LONG, 8, at);
    }

    @Override
    public void restore(long step, MemorySegment from) {
      value = from.get(ValueLayout.JAVA_LONG, 0);
      at = from.get(ValueLayout.JAVA_LONG, 8);
    }
  }

  /// Bytes of the slot files that there are; one that goes meanwhile has none.
  private long filesNow() {
    long bytes = 0;
    for (File run : folder.toFile().listFiles()) {
      File[] slots = run.listFiles((_, name) -> name.startsWith("slot"));
      for (File slot : slots == null ? new File[0] : slots) {
        bytes += (slot.length() + BLOCK - 1) / BLOCK * BLOCK;
      }
    }
    return bytes;
  }

  @Test
  void noRunExceedsItsBudget() {
    var random = new SplittableRandom(11);
    int runs = 0;
    for (int i = 0; i < 40; i++) {
      long state = 8 * random.nextLong(2, 3_000);
      long data = 8 * random.nextLong(1, 3_000);
      long n = random.nextLong(2, 60);
      var model = new Counter(n, state, data);
      RunFigures figures = byHand(state, data);
      long largest = Math.max(state, data);
      long ram = data + 2 * (largest + 2 * BLOCK) + random.nextLong(1, 12) * largest;
      long disk = random.nextLong(1, 20) * (largest + 2 * BLOCK);
      Choice choice =
          Choice.of(n, figures, List.of(Budget.bytes(RAM, ram), Budget.bytes(DISK, disk)));
      for (Candidate candidate : choice.candidates()) {
        String where = "seed 11, case " + i + ", " + candidate.label();
        var files = new long[1];
        RunObserver watch =
            new RunObserver() {
              @Override
              public void action(ActionEvent event) {
                // At its fullest after the forward; now and then behind it.
                if (event.action() instanceof Action.EndForward || event.number() % 16 == 0) {
                  files[0] = Math.max(files[0], filesNow());
                }
              }
            };
        RunReport report =
            Adjoint.of(model)
                .schedule(candidate.schedule())
                .directory(folder)
                .observer(watch)
                .run();
        assertEquals(List.of(), report.differences(), where);
        assertEquals(List.of(), report.notes(), where);
        long memory = report.counted().peak().get(TAPE) * data;
        for (OverlappedStore.Figures overlap : report.overlap().values()) {
          memory += overlap.bufferBytes();
        }
        RunReport.LevelTraffic inMemory = report.traffic().get(RAM);
        memory += inMemory == null ? 0 : inMemory.bytesPeak();
        assertTrue(memory <= ram, where + ": " + memory + " of " + ram);
        assertTrue(files[0] <= disk, where + ": files of " + files[0] + " of " + disk);
        long moved =
            report.traffic().values().stream()
                .mapToLong(traffic -> traffic.bytesWritten() + traffic.bytesRead())
                .sum();
        assertEquals(moved, candidate.allBytesMoved().longValueExact(), where);
        runs++;
      }
    }
    assertTrue(runs > 200, runs + " runs");
  }

  /// The sizes of a run, as calibration finds them, and some times.
  private static RunFigures byHand(long state, long data) {
    long largest = Math.max(state, data);
    return RunFigures.given(
        state,
        data,
        1,
        1,
        List.of(
            new LevelFigures(
                RAM,
                state,
                data,
                0,
                Timing.NONE,
                Timing.NONE,
                Timing.NONE,
                Timing.NONE,
                Timing.NONE,
                Timing.NONE),
            new LevelFigures(
                DISK,
                Stores.slotBytes(state),
                Stores.slotBytes(data),
                2 * Stores.slotBytes(largest),
                Timing.of(0.01),
                Timing.of(0.01),
                Timing.of(0.1),
                Timing.of(0.1),
                Timing.NONE,
                Timing.NONE)));
  }

  @Test
  void calibrationFindsTheSizesAndLeavesNothing() throws IOException {
    for (long n : new long[] {2, 3, 100_000}) {
      var model = new Counter(n, 6_000, 80);
      RunFigures figures = Adjoint.of(model).directory(folder).calibrate(n);
      assertEquals(6_000, figures.stateBytes());
      assertEquals(80, figures.adjointBytes());
      assertEquals(
          List.of(RAM, DISK), figures.levels().stream().map(LevelFigures::location).toList());
      LevelFigures disk = figures.level(DISK).orElseThrow();
      assertEquals(3 * BLOCK, disk.stateBytes());
      assertEquals(2 * BLOCK, disk.adjointBytes());
      assertEquals(6 * BLOCK, disk.bufferBytes());
      assertTrue(figures.forward().samples() > 0 && figures.forward().seconds() > 0);
      assertTrue(figures.record().samples() > 0 && figures.adjoint().samples() > 0);
      LevelFigures ram = figures.level(RAM).orElseThrow();
      assertTrue(n == 2 || ram.putData().samples() > 0 && ram.getData().samples() > 0);
      assertTrue(n == 2 || disk.putData().samples() > 0 && disk.getData().samples() > 0);
      assertTrue(disk.write().samples() > 0 && disk.read().samples() > 0);
      assertTrue(figures.drag() >= 0 && figures.drag() <= 1);
      try (var left = Files.list(folder)) {
        assertEquals(List.of(), left.toList());
      }
      Choice choice = Choice.of(n, figures, List.of(Budget.slots(RAM, 3), Budget.slots(DISK, 2)));
      RunReport report =
          Adjoint.of(model).schedule(choice.best().schedule()).directory(folder).run();
      assertEquals(List.of(), report.differences());
      assertEquals(0, model.adjointAt);
    }
  }
}
