package org.checkpointschedules.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.examples.fwi.Fwi;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;

/// What the executor adds to the steps of a model and the copies of its checkpoints: the time of a
/// whole run, over that of a bare loop that makes the same calls of the same model, on the acoustic
/// example at full size (1601 x 401 points, single precision, one thread).
///
/// Both are timed in one process, in turn, after a warm-up round of each: on the wall's clock, and
/// in the processor time of the process, which says the same on a machine that others use too.
/// Printed are the ratios of each pair, and their medians.
///
/// `mvn -q -pl bench -am compile exec:exec
/// -Dbench.main=org.checkpointschedules.bench.ExecutorOverhead -Dbench.args="VELOCITY_FILE STEPS
/// CHECKPOINTS ROUNDS"`, where `-` for the file takes a built-in layered model of the same size.
public final class ExecutorOverhead {
  private ExecutorOverhead() {}

  /// Runs the benchmark.
  public static void main(String[] args) {
    long steps = Long.parseLong(args[1]);
    long checkpoints = Long.parseLong(args[2]);
    int rounds = Integer.parseInt(args[3]);
    var settings = FwiSettings.builder().steps(steps).threads(1);
    if (args[0].equals("-")) {
      settings.shape(1601, 401);
    } else {
      settings.velocity(Path.of(args[0])).shape(1601, 401).spacing(7.5);
    }
    try (var example = new Fwi(settings.build())) {
      InPlaceModel model = example.model(0);
      var schedule = RevolveCheckpointSchedule.of(steps, checkpoints);
      var actions = new ArrayList<Action>();
      schedule.forEach(actions::add);
      var wall = new double[rounds];
      var processor = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        Time bare = Time.of(() -> bare(model, actions));
        Time run = Time.of(() -> Adjoint.of(model).schedule(schedule).run());
        if (round >= 0) {
          wall[round] = run.wall() / bare.wall();
          processor[round] = run.processor() / bare.processor();
          System.out.printf(
              "bare %.3f s, executor %.3f s; ratio, wall %.4f, processor %.4f%n",
              bare.wall(), run.wall(), wall[round], processor[round]);
        }
      }
      System.out.printf("%,d steps, %d checkpoints%n", steps, checkpoints);
      print("wall", wall);
      print("processor", processor);
    }
  }

  private record Time(double wall, double processor) {
    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Time of(Runnable work) {
      long processor = SYSTEM.getProcessCpuTime();
      long wall = System.nanoTime();
      work.run();
      return new Time(
          (System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
    }
  }

  private static void print(String clock, double[] ratios) {
    Arrays.sort(ratios);
    System.out.printf(
        "ratio, %s: min %.4f median %.4f max %.4f%n",
        clock, ratios[0], ratios[ratios.length / 2], ratios[ratios.length - 1]);
  }

  /// The calls that the actions come down to, with slots allocated when first needed and reused.
  private static void bare(InPlaceModel model, List<Action> actions) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment tape = arena.allocate(model.adjointDataBytes(), 64);
      var free = new ArrayDeque<MemorySegment>();
      var held = new HashMap<Long, MemorySegment>();
      model.initialize();
      for (Action action : actions) {
        switch (action) {
          case Forward f when f.writeAdjDeps() -> model.record(f.n0(), tape);
          case Forward f -> {
            if (f.writeIcs()) {
              var slot = free.isEmpty() ? arena.allocate(model.stateBytes(), 64) : free.pop();
              model.capture(slot);
              held.put(f.n0(), slot);
            }
            model.advance(f.n0(), f.n1());
          }
          case EndForward _ -> model.initializeAdjoint();
          case Reverse r -> model.reverse(r.n1(), tape);
          case Copy c -> {
            model.restore(c.n(), held.get(c.n()));
            if (c.delete()) {
              free.push(held.remove(c.n()));
            }
          }
          case EndReverse _ -> {}
        }
      }
    }
  }
}
