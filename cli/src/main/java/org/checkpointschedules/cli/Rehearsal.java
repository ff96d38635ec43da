package org.checkpointschedules.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Timing;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.run.Compilation;

/// Runs before the run that counts, until the JVM has compiled them: a compiler at work is most of
/// a run of milliseconds, and takes a processor from a longer one.
final class Rehearsal {
  private static final long LEAST_NANOS = 500_000_000;
  private static final long MOST_NANOS = 5_000_000_000L;

  /// Runs at the end whose times tell what the next will take.
  private static final int TOLD = 5;

  private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream());

  private Rehearsal() {}

  /// Runs the example again and again.
  ///
  /// @return what the last runs took
  static Timing of(
      RunSession session, Example example, CheckpointSchedule schedule, Storage storage) {
    var compilation = new Compilation();
    var seconds = new ArrayList<Double>();
    long begin = System.nanoTime();
    long elapsed = 0;
    boolean busy = true;
    while (elapsed < LEAST_NANOS || (busy || seconds.size() < 3) && elapsed < MOST_NANOS) {
      long window = System.nanoTime() + Compilation.WINDOW_NANOS;
      do {
        var observers = List.of(session.progress(example, NOBODY));
        var outcome = example.run(schedule, storage, observers, Optional.empty(), _ -> {});
        seconds.add(RunTotal.of(outcome.reports()).elapsedNanos() / 1e9);
      } while (System.nanoTime() < window);
      busy = compilation.isBusy();
      elapsed = System.nanoTime() - begin;
    }
    int from = Math.max(seconds.size() / 2, seconds.size() - TOLD);
    return Timing.median(
        seconds.subList(from, seconds.size()).stream().mapToDouble(Double::doubleValue).toArray());
  }
}
