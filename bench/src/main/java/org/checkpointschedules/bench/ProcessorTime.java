package org.checkpointschedules.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.SplittableRandom;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;

/// What [ActionStreams] and [Planning] measure, in the processor time of the thread: on a machine
/// that others use too, the wall's clock says little. Of several rounds the best is printed, and
/// what the last one allocated. Also how long it takes to open a stream where the adjoint stands at
/// random, to its first action and the forecast of what remains.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.ProcessorTime
/// -Dbench.args="STEPS KIND..."`, a kind being one of [Schedules]; a process for each, so that none
/// is compiled for the others.
public final class ProcessorTime {
  private static final int ROUNDS = 15;
  private static final int ACTIONS = 4_000_000;
  private static final long SEED = 20261122;
  private static final double MOST_OPENING_SECONDS = 0.7;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static CheckpointSchedule planned;
  private static Object taken;

  private ProcessorTime() {}

  /// What was measured of a kind.
  record Figures(
      double planMillis,
      double planBytes,
      double actionNanos,
      double actionBytes,
      double openMillis,
      double openMostMillis) {

    /// As `main` prints it.
    static Figures parse(String line) {
      double[] numbers =
          Arrays.stream(line.substring(line.indexOf(':') + 1).split("[^0-9.]+"))
              .filter(field -> !field.isEmpty())
              .mapToDouble(Double::parseDouble)
              .toArray();
      return new Figures(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "plan %.3f ms, %.0f bytes; action %.1f ns, %.1f bytes; open %.3f ms, at most %.3f",
          planMillis,
          planBytes,
          actionNanos,
          actionBytes,
          openMillis,
          openMostMillis);
    }
  }

  /// Runs the benchmark.
  public static void main(String[] args) {
    long steps = Long.parseLong(args[0]);
    for (int i = 1; i < args.length; i++) {
      Schedules kind = Schedules.valueOf(args[i]);
      double[] plan = best(() -> planned = kind.plan(steps));
      double[] stream = best(() -> take(planned));
      double[] opened = opened(planned);
      System.out.printf(
          Locale.ROOT,
          "%-22s %,17d steps: %s%n",
          kind,
          planned.steps(),
          new Figures(
              plan[0] / 1e6,
              plan[1],
              stream[0] / ACTIONS,
              stream[1] / ACTIONS,
              opened[0],
              opened[1]));
    }
  }

  private static void take(CheckpointSchedule schedule) {
    Iterator<Action> actions = schedule.iterator();
    for (int i = 0; i < ACTIONS; i++) {
      if (!actions.hasNext()) {
        actions = schedule.iterator();
      }
      taken = actions.next();
    }
  }

  /// Nanoseconds of the best round, and bytes of the last.
  private static double[] best(Runnable work) {
    double least = Double.POSITIVE_INFINITY;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      work.run();
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return new double[] {least, bytes};
  }

  /// Milliseconds, median and most of many positions, the first few left out.
  private static double[] opened(CheckpointSchedule schedule) {
    var random = new SplittableRandom(SEED);
    var millis = new double[1_000];
    int count = 0;
    double sum = 0;
    while (count < millis.length && sum < MOST_OPENING_SECONDS * 1e3) {
      long start = THREADS.getCurrentThreadCpuTime();
      ActionStream stream = schedule.open(random.nextLong(1, schedule.steps() + 1));
      taken = stream.remaining();
      taken = stream.next();
      millis[count] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      sum += millis[count++];
    }
    int warm = count / 4;
    double[] sorted = Arrays.copyOfRange(millis, warm, count);
    Arrays.sort(sorted);
    return new double[] {sorted[sorted.length / 2], sorted[sorted.length - 1]};
  }
}
