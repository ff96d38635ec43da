package org.checkpointschedules.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far off the predictions of `run --auto` are: each run several times, in turns, each time a
/// process of its own, and a table of the medians. Some six minutes on a quiet machine.
///
/// `mvn -q -pl bench -am compile exec:exec
/// -Dbench.main=org.checkpointschedules.bench.PredictionError`, with `-Dbench.args="ROUNDS MODEL"`:
/// 3 rounds where not said, and the Marmousi model beside the checkout. Or, in the root folder,
/// `java bench/src/main/java/org/checkpointschedules/bench/PredictionError.java`.
///
/// The last column is the processor time that other processes took meanwhile, for each second: what
/// was measured beside more than a few hundredths says little.
public final class PredictionError {
  private static final Pattern FIGURES =
      Pattern.compile("\nthe figures alone predicted (\\S+) s .*, (\\S+) % too (high|low)\n");
  private static final Pattern PREDICTED =
      Pattern.compile(
          "\npredicted (\\S+) s .*, took (\\S+) s: the prediction was (\\S+) % too (high|low)\n");

  /// Ticks of `/proc`.
  private static final double TICKS_PER_SECOND = 100;

  private PredictionError() {}

  /// What one run told.
  ///
  /// @param byFigures error of the figures alone, in percent
  /// @param error of the prediction
  /// @param others seconds of other processes' processor time, for each second
  private record Told(
      double byFigures, double predicted, double taken, double error, double others) {}

  /// Runs the benchmark.
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(root.resolve("checkpoint-schedules"))) {
      root = root.getParent();
    }
    Path marmousi =
        args.length > 1
            ? Path.of(args[1])
            : root.resolve("../shared/data/marmousi_vp_1601x401.f32").normalize();
    Map<String, List<Told>> told = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String row : rows(marmousi)) {
        told.computeIfAbsent(row, _ -> new ArrayList<>()).add(run(root, row));
      }
    }
    System.out.println(
        "| run | predicted | taken | error: median (least to most) | of the figures alone | others"
            + " |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    told.forEach(PredictionError::print);
  }

  private static List<String> rows(Path marmousi) {
    var rows = new ArrayList<String>();
    for (String steps : List.of("1000", "100000", "200000")) {
      rows.add("burgers --ram 64KiB --disk 1MiB --steps " + steps);
    }
    rows.add("fwi --ram 64MiB --disk 256MiB --steps 600");
    rows.add("fwi --ram 8MiB --disk 64MiB --steps 1500");
    if (!Files.exists(marmousi)) {
      System.err.println("without the Marmousi model, which is not at " + marmousi);
      return rows;
    }
    String fwi = "fwi --velocity " + marmousi + " --shape 1601x401 --spacing 7.5 --ram 64MiB";
    rows.add(fwi + " --disk 1GiB --steps 200");
    rows.add(fwi + " --steps 200");
    rows.add(fwi + " --disk 1GiB --steps 1000");
    return rows;
  }

  private static Told run(Path root, String row) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("./checkpoint-schedules", "run"));
    command.addAll(List.of(row.split(" ")));
    command.add("--auto");
    long before = System.nanoTime();
    double busy = busySeconds();
    double own = childSeconds();
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(row + " failed:\n" + out);
    }
    double wall = (System.nanoTime() - before) / 1e9;
    double others = Math.max(0, busySeconds() - busy - childSeconds() + own) / wall;
    Matcher predicted = PREDICTED.matcher(out);
    if (!predicted.find()) {
      throw new IllegalStateException(row + " told no prediction:\n" + out);
    }
    double error = signed(predicted.group(3), predicted.group(4));
    Matcher figures = FIGURES.matcher(out);
    var told =
        new Told(
            figures.find() ? signed(figures.group(2), figures.group(3)) : error,
            number(predicted.group(1)),
            number(predicted.group(2)),
            error,
            others);
    System.err.printf(
        Locale.ROOT, "%s: %+.1f %%, by figures %+.1f %%%n", row, error, told.byFigures());
    return told;
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  private static double signed(String percent, String direction) {
    return direction.equals("high") ? number(percent) : -number(percent);
  }

  private static void print(String row, List<Told> told) {
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %.3g s | %.3g s | %s | %s | %.2f |%n",
        row.replaceAll("/\\S*/", ""),
        median(told.stream().mapToDouble(Told::predicted).toArray()),
        median(told.stream().mapToDouble(Told::taken).toArray()),
        spread(told.stream().mapToDouble(Told::error).toArray()),
        spread(told.stream().mapToDouble(Told::byFigures).toArray()),
        told.stream().mapToDouble(Told::others).max().orElseThrow());
  }

  private static String spread(double[] percents) {
    return String.format(
        Locale.ROOT,
        "%+.1f %% (%+.1f to %+.1f)",
        median(percents),
        Arrays.stream(percents).min().orElseThrow(),
        Arrays.stream(percents).max().orElseThrow());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /// Processor time of all processes since the machine was started; 0 where it is not told.
  private static double busySeconds() {
    String[] cpu = words("/proc/stat");
    return cpu.length < 9 ? 0 : ticks(cpu, 1, 2, 3, 6, 7, 8);
  }

  /// That of the children of this process that have ended.
  private static double childSeconds() {
    String[] stat = words("/proc/self/stat");
    return stat.length < 17 ? 0 : ticks(stat, 15, 16);
  }

  private static double ticks(String[] words, int... fields) {
    return Arrays.stream(fields).mapToDouble(field -> number(words[field])).sum()
        / TICKS_PER_SECOND;
  }

  private static String[] words(String file) {
    try {
      return Files.readAllLines(Path.of(file)).getFirst().trim().split(" +");
    } catch (NoSuchFileException _) {
      return new String[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
