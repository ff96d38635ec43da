package org.checkpointschedules.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;

/// What [ActionStreams] and [Planning] measure, in the processor time of the thread: on a machine
/// that others use too, the wall's clock says little. Of several rounds the best is printed, and
/// what the last one allocated.
///
/// `mvn -q -pl bench -am compile exec:exec -Dbench.main=org.checkpointschedules.bench.ProcessorTime
/// -Dbench.args="STEPS KIND..."`, a kind being one of [Schedules]; a process for each, so that none
/// is compiled for the others.
public final class ProcessorTime {
  private static final int ROUNDS = 15;
  private static final int ACTIONS = 4_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static CheckpointSchedule planned;
  private static Action taken;

  private ProcessorTime() {}

  /// Runs the benchmark.
  public static void main(String[] args) {
    long steps = Long.parseLong(args[0]);
    for (int i = 1; i < args.length; i++) {
      Schedules kind = Schedules.valueOf(args[i]);
      double[] plan = best(() -> planned = kind.plan(steps));
      double[] stream = best(() -> take(planned));
      System.out.printf(
          "%-22s %,17d steps: plan %.3f ms, %,.0f bytes; action %.1f ns, %.1f bytes%n",
          kind, steps, plan[0] / 1e6, plan[1], stream[0] / ACTIONS, stream[1] / ACTIONS);
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
}
