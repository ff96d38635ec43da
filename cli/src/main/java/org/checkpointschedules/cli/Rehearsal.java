package org.checkpointschedules.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Timing;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Storage;

/// Runs before the run that counts, until the JVM has compiled them: a compiler at work is most of
/// a run of milliseconds, and takes a processor from a longer one.
final class Rehearsal {
  private static final long LEAST_NANOS = 500_000_000;
  private static final long MOST_NANOS = 5_000_000_000L;

  /// Runs looked at together, a quarter of a second at least: longer than the compilation of any
  /// one method, which is counted at its end.
  private static final long WINDOW_NANOS = 250_000_000;

  /// The JVM has done with compiling when it takes less than this share of the time.
  private static final double IDLE = 0.1;

  /// Runs at the end whose times tell what the next will take.
  private static final int TOLD = 5;

  private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream());

  private Rehearsal() {}

  /// Runs the example again and again.
  ///
  /// @return what the last runs took
  static Timing of(
      RunSession session, Example example, CheckpointSchedule schedule, Storage storage) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    var seconds = new ArrayList<Double>();
    long begin = System.nanoTime();
    long elapsed = 0;
    boolean busy = true;
    while (elapsed < LEAST_NANOS || (busy || seconds.size() < 3) && elapsed < MOST_NANOS) {
      long compiled = compiler.getTotalCompilationTime();
      long window = System.nanoTime();
      do {
        var observers = List.of(session.progress(example, NOBODY));
        var outcome = example.run(schedule, storage, observers, Optional.empty(), _ -> {});
        seconds.add(RunTotal.of(outcome.reports()).elapsedNanos() / 1e9);
      } while (System.nanoTime() - window < WINDOW_NANOS);
      long now = System.nanoTime();
      busy = 1e6 * (compiler.getTotalCompilationTime() - compiled) > IDLE * (now - window);
      elapsed = now - begin;
    }
    int from = Math.max(seconds.size() / 2, seconds.size() - TOLD);
    return Timing.median(
        seconds.subList(from, seconds.size()).stream().mapToDouble(Double::doubleValue).toArray());
  }
}
