package org.checkpointschedules.run;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.StateCodec;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A level with an encoding: bytes are reported before and after it, and one that loses digits says
/// where the gradient depends on that.
class EncodingTest {
  private static final long STEPS = 40;
  private static final long STATE = 8L * Ring.CELLS;

  @TempDir Path directory;

  /// Doubles as floats, or as they are.
  private record Narrow(CheckpointStore store, boolean narrow) implements CheckpointStore {
    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      if (!narrow) {
        store.put(key, bytes, writer);
        return;
      }
      MemorySegment lent = Arena.ofAuto().allocate(bytes, Double.BYTES);
      writer.accept(lent);
      double[] values = lent.toArray(JAVA_DOUBLE);
      store.put(
          key,
          bytes / 2,
          to -> {
            for (int i = 0; i < values.length; i++) {
              to.setAtIndex(JAVA_FLOAT, i, (float) values[i]);
            }
          });
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      store.get(key, from -> reader.accept(narrow ? widened(from) : from));
    }

    private static MemorySegment widened(MemorySegment from) {
      float[] floats = from.toArray(JAVA_FLOAT);
      MemorySegment values = Arena.ofAuto().allocate(2 * from.byteSize(), Double.BYTES);
      for (int i = 0; i < floats.length; i++) {
        values.setAtIndex(JAVA_DOUBLE, i, floats[i]);
      }
      return values.asReadOnly();
    }

    @Override
    public void delete(CheckpointKey key) {
      store.delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private static CheckpointStore narrow(CheckpointStore store) {
    return new Narrow(store, true);
  }

  private static CheckpointSchedule schedule() {
    return RevolveCheckpointSchedule.of(STEPS, 1, 4, writeCost(1), readCost(1));
  }

  private InPlaceAdjoint run(RingInPlace model) {
    return Adjoint.of(model)
        .schedule(schedule())
        .directory(directory)
        .overlap(false)
        .replanner(ContinuedPlan.with(StepCosts.UNIT));
  }

  private Journal journal() {
    return Journal.in(directory, "ring", new byte[] {1}).share(1);
  }

  private static List<String> lossy(RunReport report) {
    return report.notes().stream().filter(note -> note.contains("loses digits")).toList();
  }

  @Test
  void bytesAreThoseBeforeAndAfter() {
    for (boolean overlap : new boolean[] {false, true}) {
      RunReport report =
          run(new RingInPlace(false))
              .lossyEncoding(DISK, "narrow", EncodingTest::narrow)
              .overlap(overlap)
              .run();
      RunReport.LevelTraffic disk = report.traffic().get(DISK);
      assertEquals(STATE * report.counted().writes().get(DISK), disk.bytesWritten());
      assertEquals(STATE * report.counted().peak().get(DISK), disk.bytesPeak());
      RunReport.EncodedTraffic encoded = disk.encoded().orElseThrow();
      assertEquals(0.5, encoded.saved());
      assertEquals(encoded.bytesPut(), 2 * encoded.bytesWritten());
      if (!overlap) {
        assertEquals(disk.bytesWritten(), encoded.bytesPut());
        assertEquals(disk.bytesRead(), 2 * encoded.bytesRead());
        assertEquals(disk.bytesPeak(), 2 * encoded.bytesPeak());
      }
      assertTrue(disk.place().endsWith(", encoded by narrow"), disk.place());
      assertTrue(report.table().contains("50.0% saved"), report::table);
      assertEquals(List.of(), report.notes(), "an unbroken run");
    }
    assertTrue(run(new RingInPlace(false)).run().traffic().get(DISK).encoded().isEmpty());
  }

  /// What an earlier run left is known by its encoded length alone.
  @Test
  void bytesOfAContinuedRunAreThoseBeforeAndAfterToo() {
    for (int life = 0; life < 100; life += 9) {
      var dying =
          run(new ResumableRing(false, life))
              .lossyEncoding(DISK, "narrow", EncodingTest::narrow)
              .journal(journal());
      assertThrows(ResumableRing.Died.class, dying::run);
      RunReport report =
          run(new ResumableRing(false, Long.MAX_VALUE))
              .lossyEncoding(DISK, "narrow", EncodingTest::narrow)
              .journal(journal())
              .run();
      RunReport.LevelTraffic disk = report.traffic().get(DISK);
      assertEquals(STATE * report.counted().reads().get(DISK), disk.bytesRead());
      assertEquals(STATE * report.counted().peak().get(DISK), disk.bytesPeak());
      assertEquals(disk.bytesRead(), 2 * disk.encoded().orElseThrow().bytesRead());
      assertEquals(disk.bytesPeak(), 2 * disk.encoded().orElseThrow().bytesPeak());
      assertEquals(1, lossy(report).size(), report.notes()::toString);
      assertTrue(lossy(report).getFirst().startsWith("DISK encoded by narrow"), report::table);
    }
  }

  @Test
  void valuesToo() {
    int[] life = {30};
    var model =
        new Model<double[], double[]>() {
          @Override
          public double[] forward(long step, double[] state) {
            return Ring.forward(step, state);
          }

          @Override
          public double[] adjoint(long step, double[] state, double[] adjoint) {
            if (step < life[0]) {
              throw new ResumableRing.Died();
            }
            return Ring.adjoint(Ring.slopes(step, state), adjoint);
          }
        };
    var run =
        Adjoint.of(model)
            .schedule(schedule())
            .overlap(false)
            .adjointCodec(StateCodec.doubles())
            .replanner(ContinuedPlan.with(StepCosts.UNIT))
            .lossyEncoding(DISK, "narrow", EncodingTest::narrow)
            .journal(journal());
    assertThrows(ResumableRing.Died.class, () -> run.run(Ring.initial(), Ring::seed));
    life[0] = 0;
    RunReport report = run.run(Ring.initial(), Ring::seed).report();
    RunReport.LevelTraffic disk = report.traffic().get(DISK);
    assertTrue(report.counted().reads().get(DISK) > 0);
    assertEquals(STATE * report.counted().reads().get(DISK), disk.bytesRead());
    assertEquals(STATE * report.counted().peak().get(DISK), disk.bytesPeak());
    assertEquals(1, lossy(report).size());
  }

  /// The gradient does depend on it, which is why the report says so.
  @Test
  void aHealedRunSaysThatDigitsWereLost() {
    var calm = new RingInPlace(false);
    assertEquals(List.of(), lossy(healed(calm, false, Integer.MAX_VALUE)));
    var hurt = new RingInPlace(false);
    assertEquals(1, lossy(healed(hurt, true, 3)).size());
    assertFalse(Arrays.equals(calm.bar, hurt.bar));
    var exact = new RingInPlace(false);
    RunReport report =
        run(exact)
            .store(DISK, new Once(3))
            .encoding(DISK, "same", store -> new Narrow(store, false))
            .run();
    assertEquals(1, report.recoveries().size());
    assertEquals(List.of(), lossy(report));
  }

  private RunReport healed(RingInPlace model, boolean hurt, int at) {
    RunReport report =
        run(model)
            .store(DISK, new Once(at))
            .lossyEncoding(DISK, "narrow", EncodingTest::narrow)
            .run();
    assertEquals(hurt ? 1 : 0, report.recoveries().size());
    return report;
  }

  /// Finds one entry damaged.
  private static final class Once implements CheckpointStore {
    private final CheckpointStore store = Stores.ram(100);
    private final int at;
    private int reads;

    Once(int at) {
      this.at = at;
    }

    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      store.put(key, bytes, writer);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      if (++reads == at) {
        throw new CheckpointDamagedException(key, "so it was told");
      }
      store.get(key, reader);
    }

    @Override
    public void delete(CheckpointKey key) {
      store.delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /// What is recomputed from a rounded state is another one, and no fault of the model.
  @Test
  void recomputedStatesAreNotComparedThen() {
    var run = run(new RingInPlace(false)).lossyEncoding(DISK, "narrow", EncodingTest::narrow);
    for (InPlaceAdjoint comparing : List.of(run.digests(), run.checked())) {
      var refused = assertThrows(InvalidArgumentException.class, comparing::run);
      assertTrue(refused.getMessage().contains("DISK encoded by narrow"), refused::getMessage);
    }
    var lossless = run(new RingInPlace(false)).checked();
    lossless.encoding(DISK, "same", store -> new Narrow(store, false)).run();
  }
}
