package org.checkpointschedules.bench;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.checkpointschedules.bench.ProcessorTime.Figures;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.SlotCurve;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// All tables of bench/README.md on planning and on streams, as they stand there: processor time
/// and bytes of plans, of actions and of opening streams anywhere, a process for each kind; curves
/// over 10,000 numbers of slots; JMH's wall time of the planner beside the recurrence and of some
/// streams. About four minutes on a quiet machine.
///
/// `mvn -q -pl bench -am compile exec:exec
/// -Dbench.main=org.checkpointschedules.bench.PlanningTables`
public final class PlanningTables {
  private static final int POINTS = 10_000;
  private static final int ROUNDS = 9;
  private static final List<Long> SIZES =
      List.of(1_000L, 1_000_000L, 1_000_000_000L, 1_000_000_000_000L);
  private static final Map<Schedules, String> PLANNED = new EnumMap<>(Schedules.class);

  static {
    PLANNED.put(Schedules.H_REVOLVE_10_10, "(10, 10)");
    PLANNED.put(Schedules.H_REVOLVE_100_1000, "(100, 1000)");
    PLANNED.put(Schedules.H_REVOLVE_3_5, "(3, 5)");
    PLANNED.put(Schedules.H_REVOLVE_1_1, "(1, 1)");
    PLANNED.put(Schedules.H_REVOLVE_PRICED_1_1, "(1, 1), priced memory");
    PLANNED.put(Schedules.H_REVOLVE_4_8_16, "three levels (4, 8, 16)");
    PLANNED.put(Schedules.H_REVOLVE_2_4_8_16, "four levels (2, 4, 8, 16)");
  }

  private PlanningTables() {}

  /// Runs the benchmarks; with the argument `curves`, the curves alone.
  public static void main(String[] args) throws IOException, RunnerException {
    if (args.length > 0) {
      curves();
      return;
    }
    var figures = new EnumMap<Schedules, Map<Long, Figures>>(Schedules.class);
    for (Schedules kind : Schedules.values()) {
      var bySteps = new TreeMap<Long, Figures>();
      for (long steps : SIZES) {
        if (PLANNED.containsKey(kind) || steps > SIZES.getFirst() && !kind.isTabled(steps)) {
          bySteps.put(steps, measure(kind, steps));
        }
      }
      figures.put(kind, bySteps);
    }
    plans(figures);
    byKind(
        "ns an action, bytes an action",
        figures,
        f -> cell("%.1f, %.1f", f.actionNanos(), f.actionBytes()));
    byKind(
        "opening, ms: median, most",
        figures,
        f -> cell("%.3f, %.3f", f.openMillis(), f.openMostMillis()));
    System.out.println("\n| SlotCurve, wall time | first, ms | least | median | most |");
    System.out.println("|---|---:|---:|---:|---:|");
    child("PlanningTables", "curves").forEach(System.out::println);
    recurrence();
    streams();
  }

  private static Figures measure(Schedules kind, long steps) throws IOException {
    return Figures.parse(child("ProcessorTime", String.valueOf(steps), kind.name()).getLast());
  }

  private static List<String> child(String main, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(PlanningTables.class.getPackageName() + "." + main);
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    if (lines.isEmpty()) {
      throw new IOException("nothing measured by " + command);
    }
    return lines;
  }

  private static void plans(Map<Schedules, Map<Long, Figures>> figures) {
    head("slots", SIZES);
    PLANNED.forEach((kind, name) ->
        row(
            name,
            SIZES,
            figures.get(kind),
            f -> cell("%.2f ms, %.0f kB", f.planMillis(), f.planBytes() / 1e3)));
  }

  private static void byKind(String name, Map<Schedules, Map<Long, Figures>> figures, Cell cell) {
    List<Long> sizes = SIZES.subList(1, SIZES.size());
    head(name, sizes);
    figures.forEach((kind, bySteps) -> row("`" + kind + "`" + kind.limit(), sizes, bySteps, cell));
  }

  private interface Cell {
    String of(Figures figures);
  }

  private static void head(String name, List<Long> sizes) {
    var head = new StringBuilder("\n| " + name + " |");
    var line = new StringBuilder("|---|");
    for (long steps : sizes) {
      head.append(" 10^").append(String.valueOf(steps).length() - 1).append(" |");
      line.append("---:|");
    }
    System.out.println(head + "\n" + line);
  }

  private static void row(String name, List<Long> sizes, Map<Long, Figures> bySteps, Cell cell) {
    var row = new StringBuilder("| " + name + " |");
    for (long steps : sizes) {
      Figures figures = bySteps.get(steps);
      row.append(' ').append(figures == null ? "" : cell.of(figures)).append(" |");
    }
    System.out.println(row);
  }

  private static String cell(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static void curves() {
    Problem oneLevel = Problem.steps(1_000_000).level(RAM, 1);
    curve("one level", oneLevel);
    curve("two levels", oneLevel.level(DISK, 100, writeCost(2), readCost(2)));
  }

  private static void curve(String name, Problem problem) {
    var millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      SlotCurve curve = SlotCurve.of(problem, RAM, LongStream.rangeClosed(1, POINTS));
      millis[round] = (System.nanoTime() - start) / 1e6;
      if (curve.points().size() != POINTS) {
        throw new AssertionError(curve.points().size() + " points");
      }
    }
    double first = millis[0];
    Arrays.sort(millis);
    System.out.println(
        cell(
            "| %s, %,d points at 10^6 steps | %.0f | %.0f | %.0f | %.0f |",
            name, POINTS, first, millis[0], millis[ROUNDS / 2], millis[ROUNDS - 1]));
  }

  private static void recurrence() throws RunnerException {
    var bySteps = new TreeMap<Integer, Map<String, Double>>();
    for (RunResult result : run(jmh(Recurrence.class))) {
      bySteps
          .computeIfAbsent(
              Integer.valueOf(result.getParams().getParam("steps")), _ -> new TreeMap<>())
          .put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore() / 1e3);
    }
    System.out.println("\n| steps | planner, ms | recurrence, ms |\n|---:|---:|---:|");
    bySteps.forEach((steps, by) ->
        System.out.println(
            cell("| %,d | %.2f | %.2f |", steps, by.get("planned"), by.get("tabled"))));
  }

  /// Wall time of some streams, in several short forks: the compiler does not decide alike in each.
  private static void streams() throws RunnerException {
    ChainedOptionsBuilder options =
        jmh(ActionStreams.class)
            .param("steps", "1000000")
            .param("kind", "REVOLVE_50", "H_REVOLVE_10_10", "H_REVOLVE_PRICED_1_1", "CHAIN_60")
            .forks(5)
            .warmupIterations(4)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(300));
    System.out.println("\n| JMH, wall time | ns an action | least | most |\n|---|---:|---:|---:|");
    for (RunResult result : run(options)) {
      var statistics = result.getPrimaryResult().getStatistics();
      System.out.println(
          cell(
              "| `%s` | %.1f | %.1f | %.1f |",
              result.getParams().getParam("kind"),
              statistics.getPercentile(50),
              statistics.getMin(),
              statistics.getMax()));
    }
  }

  private static ChainedOptionsBuilder jmh(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName() + "\\.")
        .mode(Mode.AverageTime)
        .verbosity(VerboseMode.SILENT);
  }

  private static Iterable<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }
}
