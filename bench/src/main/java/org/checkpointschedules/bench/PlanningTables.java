package org.checkpointschedules.bench;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.SlotCurve;

/// All that bench/README.md says of planning and of streams, one after the other: processor time
/// and bytes of plans and of actions, a process for each kind; curves over 10,000 numbers of slots;
/// JMH's wall time of the planner beside the recurrence and of two streams. Some minutes.
///
/// `mvn -q -pl bench -am compile exec:exec
/// -Dbench.main=org.checkpointschedules.bench.PlanningTables`
public final class PlanningTables {
  private static final String PACKAGE = "org.checkpointschedules.bench.";
  private static final int POINTS = 10_000;
  private static final int ROUNDS = 9;
  private static final List<Schedules> PLANNED =
      List.of(
          Schedules.H_REVOLVE_10_10,
          Schedules.H_REVOLVE_100_1000,
          Schedules.H_REVOLVE_3_5,
          Schedules.H_REVOLVE_1_1,
          Schedules.H_REVOLVE_PRICED_1_1,
          Schedules.H_REVOLVE_4_8_16,
          Schedules.H_REVOLVE_2_4_8_16);

  private PlanningTables() {}

  /// Runs the benchmarks; with the argument `curves`, the curves alone.
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0) {
      curves();
      return;
    }
    for (Schedules kind : PLANNED) {
      for (String steps : List.of("1000", "1000000", "1000000000", "1000000000000")) {
        run(PACKAGE + "ProcessorTime", steps, kind.name());
      }
    }
    for (Schedules kind : Schedules.values()) {
      if (!PLANNED.contains(kind)) {
        run(PACKAGE + "ProcessorTime", "1000000", kind.name());
      }
    }
    run(PACKAGE + "PlanningTables", "curves");
    String jmh = "org.openjdk.jmh.Main";
    run(jmh, PACKAGE + "Recurrence", "-v", "SILENT", "-rff", "/dev/stdout", "-rf", "csv");
    run(
        jmh,
        PACKAGE + "ActionStreams",
        ("-p kind=REVOLVE_50,H_REVOLVE_10_10 -p steps=1000000 -f 5 -wi 4 -i 3 -w 500ms -r 300ms"
                + " -v SILENT -rff /dev/stdout -rf csv")
            .split(" "));
  }

  private static void run(String main, String first, String... more)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main, first));
    command.addAll(Arrays.asList(more));
    new ProcessBuilder(command).inheritIO().start().waitFor();
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
    System.out.printf(
        "SlotCurve, %s, %,d points, wall ms: first %.0f, least %.0f, median %.0f, most %.0f%n",
        name, POINTS, first, millis[0], millis[ROUNDS / 2], millis[ROUNDS - 1]);
  }
}
