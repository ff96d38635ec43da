package org.checkpointschedules.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Timing;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.Storage;
import org.checkpointschedules.run.Compilation;

/// Runs before the run that counts, until the JVM has compiled them: a compiler at work is most of
/// a run of milliseconds, and takes a processor from a longer one.
final class Rehearsal {
  private static final long LEAST_NANOS = 500_000_000;
  private static final long MOST_NANOS = 8_000_000_000L;

  /// So many undisturbed runs are enough.
  private static final int LEAST = 3;

  /// Runs at the end whose times tell what the next will take.
  private static final int TOLD = 5;

  private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream());

  private Rehearsal() {}

  /// Runs the example again and again.
  ///
  /// @return what the next run will take
  static Timing of(
      RunSession session, Example example, CheckpointSchedule schedule, Storage storage) {
    return of(
        new Compilation()::disturbs,
        System::nanoTime,
        () -> {
          var observers = List.of(session.progress(example, NOBODY));
          var outcome = example.run(schedule, storage, observers, Optional.empty(), _ -> {});
          return RunTotal.of(outcome.reports()).elapsedNanos() / 1e9;
        });
  }

  /// @param disturbs runs something, and tells whether what it took counts for nothing
  /// @param run runs once, and tells how many seconds it took
  static Timing of(Predicate<Runnable> disturbs, LongSupplier nanoTime, DoubleSupplier run) {
    var undisturbed = new ArrayList<Double>();
    var last = new ArrayList<Double>();
    long begin = nanoTime.getAsLong();
    long elapsed;
    do {
      last.clear();
      if (!disturbs.test(() -> last.add(run.getAsDouble()))) {
        undisturbed.addAll(last);
      }
      elapsed = nanoTime.getAsLong() - begin;
    } while (elapsed < LEAST_NANOS || undisturbed.size() < LEAST && elapsed < MOST_NANOS);
    List<Double> told = undisturbed.isEmpty() ? last : undisturbed;
    int from = Math.max(0, told.size() - TOLD);
    return Timing.median(
        told.subList(from, told.size()).stream().mapToDouble(Double::doubleValue).toArray());
  }
}
