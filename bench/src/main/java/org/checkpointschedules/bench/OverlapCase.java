package org.checkpointschedules.bench;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.checkpointschedules.bench.Samples.Work;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.RunReport;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.Stores;

/// A model of one thread whose step takes about as long as the writing of a checkpoint, and one
/// whose step takes twice as long, every step of which goes to disk and comes back: the runs beside
/// their computing alone and their transfers alone.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.OverlapCase
/// -Dbench.args=DIRECTORY`
public final class OverlapCase {
  private static final int DOUBLES = 2 << 20;
  private static final int STEPS = 24;
  private static final int ROUNDS = 3;

  private OverlapCase() {}

  /// A field that is stepped so often that a step takes as long as asked.
  private static final class Busy implements InPlaceModel {
    private final double[] state = new double[DOUBLES];
    private final int sweeps;
    private double adjoint;

    Busy(int sweeps) {
      this.sweeps = sweeps;
    }

    private void sweep(int times) {
      for (int i = 0; i < times; i++) {
        double before = state[DOUBLES - 1];
        for (int j = 0; j < DOUBLES; j++) {
          double here = state[j];
          state[j] = here + 1e-3 * (before - here) * (1 + here * here);
          before = here;
        }
      }
    }

    @Override
    public long stateBytes() {
      return 8L * DOUBLES;
    }

    @Override
    public void initialize() {
      for (int j = 0; j < DOUBLES; j++) {
        state[j] = Math.sin(j * 1e-5);
      }
    }

    @Override
    public void advance(long n0, long n1) {
      for (long n = n0; n < n1; n++) {
        sweep(sweeps);
      }
    }

    @Override
    public void initializeAdjoint() {
      adjoint = 1;
    }

    @Override
    public void reverse(long step, MemorySegment data) {
      MemorySegment.copy(data, 0, MemorySegment.ofArray(state), 0, data.byteSize());
      sweep(sweeps);
      adjoint += state[(int) step];
    }

    @Override
    public void capture(MemorySegment to) {
      to.copyFrom(MemorySegment.ofArray(state));
    }

    @Override
    public void restore(long step, MemorySegment from) {
      MemorySegment.ofArray(state).copyFrom(from);
    }
  }

  /// @param args the directory to write in
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    var still = new Busy(0);
    var calibration = new Samples(9);
    var one = new Busy(1);
    one.initialize();
    var transfers = new LinkedHashMap<String, Work>();
    try (var disk = Stores.disk(directory, 1)) {
      transfers.put(
          "write",
          () -> {
            disk.put(CheckpointKey.restart(0), still.stateBytes(), still::capture);
            disk.delete(CheckpointKey.restart(0));
          });
      transfers.put("sweep", () -> one.advance(0, 1));
      calibration.measure(transfers);
    }
    int sweeps =
        (int) Math.max(1, Math.round(calibration.median("write") / calibration.median("sweep")));
    for (int times = 1; times <= 2; times++) {
      System.out.printf("A step takes as long as %d writes:%n%n", times);
      compare(new Busy(times * sweeps), directory);
    }
  }

  private static void compare(Busy busy, Path directory) throws Exception {
    var still = new Busy(0);
    var report = new RunReport[1];
    var works = new LinkedHashMap<String, Work>();
    works.put("compute alone", () -> compute(busy));
    works.put("transfers alone", () -> run(still, directory, false));
    works.put("run, one after the other", () -> run(busy, directory, false));
    works.put("run, overlapped", () -> report[0] = run(busy, directory, true));
    var samples = new Samples(ROUNDS);
    samples.measure(works);
    System.out.printf(
        Locale.ROOT,
        "%d steps, %d MiB each, %d sweeps a step, %d rounds in turns, seconds%n%n",
        STEPS,
        still.stateBytes() >> 20,
        busy.sweeps,
        ROUNDS);
    System.out.println("| what | median | least | most |\n|---|---|---|---|");
    works.keySet().forEach(name -> System.out.println(samples.times(name)));
    double bound = Math.max(samples.median("compute alone"), samples.median("transfers alone"));
    System.out.printf(
        Locale.ROOT,
        "%nrun over max(compute, transfers): %.3f overlapped, %.3f one after the other%n%n",
        samples.median("run, overlapped") / bound,
        samples.median("run, one after the other") / bound);
    System.out.println(report[0].table());
  }

  /// What the run computes: forward steps, each step's data captured and given back, adjoint steps.
  private static void compute(Busy model) {
    var ram = Stores.ram(1);
    try (ram) {
      model.initialize();
      var key = CheckpointKey.restart(0);
      for (long n = 0; n < STEPS; n++) {
        ram.put(key, model.stateBytes(), model::capture);
        model.advance(n, n + 1);
        ram.delete(key);
      }
      ram.put(key, model.stateBytes(), model::capture);
      for (long n = STEPS - 1; n >= 0; n--) {
        long step = n;
        ram.get(key, data -> model.reverse(step, data));
      }
    }
  }

  private static RunReport run(Busy model, Path directory, boolean overlap) {
    return Adjoint.of(model)
        .schedule(SingleDiskCheckpointSchedule.moving(STEPS))
        .directory(directory)
        .overlap(overlap)
        .run();
  }
}
