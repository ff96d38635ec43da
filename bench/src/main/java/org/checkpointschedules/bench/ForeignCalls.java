package org.checkpointschedules.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.checkpointschedules.foreign.NativeModel;
import org.checkpointschedules.foreign.ProcessModel;
import org.checkpointschedules.foreign.SolverCommand;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;

/// What it costs that a model is in another language: of one call, and of a whole gradient, on the
/// Burgers example, whose arithmetic is the same in Java, in a kernel in C and in a solver in C.
///
/// The three take turns in one process, after two rounds that do not count; printed are the median,
/// least and most of the rounds, and the medians' ratio to Java.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.ForeignCalls
/// -Dbench.args="../foreign ROUNDS POINTS..."`; needs `cc`.
public final class ForeignCalls {
  private static final int WARM = 2;
  private static final int CALLS = 20_000;
  private static final int CHECKPOINTS = 10;

  private ForeignCalls() {}

  /// Runs the benchmark.
  public static void main(String[] args) throws IOException, InterruptedException {
    Path module = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("foreign-calls");
    Path solver = folder.resolve("burgers");
    Path kernel = folder.resolve("libburgers.so");
    try {
      compile(module.resolve("examples/burgers.c"), solver);
      compile(
          module.resolve("examples/burgers_kernel.c"),
          kernel,
          "-shared",
          "-fPIC",
          "-I" + module.resolve("include"));
      calls(folder, solver, kernel, rounds);
      for (String points : List.of(args).subList(2, args.length)) {
        gradients(folder, solver, kernel, rounds, Integer.parseInt(points));
      }
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void compile(Path source, Path made, String... options)
      throws IOException, InterruptedException {
    var words = new ArrayList<String>(List.of("cc", "-O2", "-ffp-contract=off"));
    words.addAll(List.of(options));
    words.addAll(List.of(source.toString(), "-o", made.toString()));
    if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
      throw new IOException("cc failed: " + words);
    }
  }

  /// A call that copies 24 bytes, so that nothing but the call is measured.
  private static void calls(Path folder, Path solver, Path kernel, int rounds) throws IOException {
    Path initial = Files.writeString(folder.resolve("three.txt"), "1\n2\n3\n");
    try (Arena arena = Arena.ofShared();
        var inProcess = NativeModel.open(kernel, "1000 1 2 3");
        var ownProcess = ProcessModel.start(command(solver, initial, 1000))) {
      MemorySegment state = arena.allocate(24, 64);
      var java = new Copying();
      inProcess.initialize();
      ownProcess.initialize();
      var times = new LinkedHashMap<String, Runnable>();
      times.put("a model in Java", () -> captures(java, state, 100 * CALLS));
      times.put("a kernel in a shared library", () -> captures(inProcess, state, 100 * CALLS));
      times.put("a solver in a process of its own", () -> captures(ownProcess, state, CALLS));
      Map<String, double[]> seconds = measure(times, rounds);
      System.out.println("one call, ns: median, least, most");
      seconds.forEach((name, values) -> {
        double scale = 1e9 / (name.contains("process") ? CALLS : 100 * CALLS);
        System.out.printf(
            "%-34s %9.1f %9.1f %9.1f%n",
            name, middle(values) * scale, values[0] * scale, values[values.length - 1] * scale);
      });
    }
  }

  private static void captures(InPlaceModel model, MemorySegment state, int count) {
    for (int i = 0; i < count; i++) {
      model.capture(state);
    }
  }

  /// A gradient under Revolve.
  private static void gradients(Path folder, Path solver, Path kernel, int rounds, int points)
      throws IOException {
    long steps = Math.clamp(20_000_000L / points, 50, 1_000);
    double[] values =
        IntStream.range(0, points)
            .mapToDouble(i -> 0.5 + 0.5 * Math.sin(2 * Math.PI * i / points))
            .toArray();
    String text =
        DoubleStream.of(values).mapToObj(Double::toString).collect(Collectors.joining("\n"));
    Path initial = Files.writeString(folder.resolve("u0.txt"), text);
    var settings = BurgersSettings.defaults().withInitial(initial).withSteps(steps);
    var schedule = RevolveCheckpointSchedule.of(steps, CHECKPOINTS);
    try (var example = new Burgers(settings);
        var inProcess = NativeModel.open(kernel, steps + " " + text);
        var ownProcess = ProcessModel.start(command(solver, initial, steps))) {
      var times = new LinkedHashMap<String, Runnable>();
      times.put(
          "a model in Java, values",
          () -> Adjoint.of(example.model()).schedule(schedule).run(values, example::seed));
      times.put(
          "a kernel in a shared library", () -> Adjoint.of(inProcess).schedule(schedule).run());
      times.put(
          "a solver in a process of its own",
          () -> Adjoint.of(ownProcess).schedule(schedule).run());
      Map<String, double[]> seconds = measure(times, rounds);
      System.out.printf(
          "gradient, %,d points, %,d steps, ms: median, least, most, ratio of medians%n",
          points, steps);
      double first = middle(seconds.values().iterator().next());
      seconds.forEach((name, each) ->
          System.out.printf(
              "%-34s %9.2f %9.2f %9.2f %8.2f%n",
              name,
              middle(each) * 1e3,
              each[0] * 1e3,
              each[each.length - 1] * 1e3,
              middle(each) / first));
    }
  }

  private static SolverCommand command(Path solver, Path initial, long steps) {
    return SolverCommand.of(List.of(solver.toString(), initial.toString())).steps(steps);
  }

  /// Seconds of each, sorted.
  private static Map<String, double[]> measure(Map<String, Runnable> works, int rounds) {
    var seconds = new LinkedHashMap<String, double[]>();
    for (int round = -WARM; round < rounds; round++) {
      for (var work : works.entrySet()) {
        long start = System.nanoTime();
        work.getValue().run();
        double time = (System.nanoTime() - start) / 1e9;
        if (round >= 0) {
          seconds.computeIfAbsent(work.getKey(), _ -> new double[rounds])[round] = time;
        }
      }
    }
    seconds.values().forEach(Arrays::sort);
    return seconds;
  }

  private static double middle(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /// Does in Java what the others do in C.
  private static final class Copying implements InPlaceModel {
    private final MemorySegment state = Arena.ofAuto().allocate(24, 64);

    @Override
    public long stateBytes() {
      return state.byteSize();
    }

    @Override
    public void initialize() {}

    @Override
    public void advance(long n0, long n1) {}

    @Override
    public void initializeAdjoint() {}

    @Override
    public void reverse(long step, MemorySegment adjointData) {}

    @Override
    public void capture(MemorySegment to) {
      to.copyFrom(state);
    }

    @Override
    public void restore(long step, MemorySegment from) {
      state.copyFrom(from);
    }
  }
}
