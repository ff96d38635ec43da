package org.checkpointschedules.spark.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.checkpointschedules.ensemble.EnsembleExecutor;
import org.checkpointschedules.ensemble.EnsembleGradient;
import org.checkpointschedules.ensemble.LocalExecutor;
import org.checkpointschedules.examples.fwi.FwiEnsemble;
import org.checkpointschedules.spark.SparkExecutor;

/// How the shots of `fwi` scale: serial, one executor and two, in turn, in `--rounds`; the median
/// and the range of the times, and of the ratios to the serial run of the same round. Serial is one
/// thread of this process, one shot after the other; an executor has one core, and runs one shot at
/// a time. What starting a cluster takes is measured apart; two shots warm every executor up.
public final class FwiScaling {
  private static final String SERIAL = "serial, one thread";

  private FwiScaling() {}

  /// Measures and prints a table.
  ///
  /// @param arguments options, as the README has them
  /// @throws IOException if there is no room for checkpoints
  public static void main(String[] arguments) throws IOException {
    var known = new ArrayList<>(List.of(Shots.OPTIONS));
    known.add("--rounds");
    var options = new Options(arguments, known.toArray(String[]::new));
    FwiEnsemble shots = Shots.of(options);
    FwiEnsemble warming = warming(arguments);
    Path directory = Files.createTempDirectory("scaling");
    Map<String, List<Double>> runs = new LinkedHashMap<>();
    Map<String, List<Double>> starts = new LinkedHashMap<>();
    double[] expected = LocalExecutor.in(directory).run(shots).value();
    for (int round = 0; round < options.whole("--rounds", 3); round++) {
      time(runs, SERIAL, LocalExecutor.in(directory), shots, expected);
      for (int executors = 1; executors <= 2; executors++) {
        long start = System.nanoTime();
        var configuration =
            new SparkConf().setMaster("local-cluster[%d,1,1024]".formatted(executors));
        try (var context = new JavaSparkContext(LocalCluster.complete(configuration))) {
          SparkExecutor executor = SparkExecutor.on(context, directory.toString());
          executor.run(warming);
          add(starts, executors(executors) + ": start, and two shots", start);
          time(runs, executors(executors), executor, shots, expected);
        }
      }
    }
    print(runs, starts);
    Files.deleteIfExists(directory);
  }

  private static String executors(int number) {
    return number == 1 ? "1 executor" : number + " executors";
  }

  private static FwiEnsemble warming(String[] arguments) {
    var fewer = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!List.of("--shots", "--rounds").contains(arguments[i])) {
        fewer.addAll(Arrays.asList(arguments).subList(i, i + 2));
      }
    }
    fewer.addAll(List.of("--shots", "2"));
    return Shots.of(new Options(fewer.toArray(String[]::new), Shots.OPTIONS));
  }

  private static void time(
      Map<String, List<Double>> times,
      String name,
      EnsembleExecutor executor,
      FwiEnsemble shots,
      double[] expected) {
    long start = System.nanoTime();
    EnsembleGradient gradient = executor.run(shots);
    add(times, name, start);
    if (!Arrays.equals(expected, gradient.value())) {
      throw new IllegalStateException(name + " gave another gradient");
    }
  }

  private static void add(Map<String, List<Double>> times, String name, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.err.printf(Locale.ROOT, "%s: %.2f s%n", name, seconds);
    times.computeIfAbsent(name, _ -> new ArrayList<>()).add(seconds);
  }

  private static void print(Map<String, List<Double>> runs, Map<String, List<Double>> starts) {
    System.out.println("| run | seconds, median (range) | of the serial run's, median (range) |");
    System.out.println("|---|---|---|");
    List<Double> serial = runs.get(SERIAL);
    runs.forEach((name, seconds) -> {
      var ratios = new ArrayList<Double>();
      for (int i = 0; i < seconds.size(); i++) {
        ratios.add(seconds.get(i) / serial.get(i));
      }
      System.out.printf("| %s | %s | %s |%n", name, spread(seconds), spread(ratios));
    });
    starts.forEach((name, seconds) -> System.out.printf("| %s | %s | |%n", name, spread(seconds)));
  }

  private static String spread(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f-%.2f)",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
