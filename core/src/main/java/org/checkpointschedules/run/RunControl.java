package org.checkpointschedules.run;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// Asks a run to stop: at once, from any thread, or before its time is up. Thread safe.
///
/// The run stops between two actions of its schedule, or pieces of a long one, with a
/// [RunStoppedException]; where it has a [Journal], the adjoint state is saved first, so that the
/// same call continues it later, from another process too. An interrupt of the run's thread stops
/// it in the same way, with this or without; the thread stays interrupted.
public final class RunControl {
  /// More than any run lasts, and nothing that overflows.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final LongSupplier nanoTime;

  /// When the run is to be over, on that clock; null if at any time.
  private final Long end;

  private volatile boolean asked;

  /// One that has not been asked yet.
  public RunControl() {
    this(System::nanoTime, null);
  }

  /// @param nanoTime nanoseconds since whenever
  /// @param end by when the run is to have stopped, on that clock; null for never
  RunControl(LongSupplier nanoTime, Long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /// {@return one that also stops a run before its time is up: at the last safe point that leaves
  /// time to save the adjoint state, judged by how long that, and the way from one safe point to
  /// the next, have taken so far}
  ///
  /// What takes longer than it ever did before, a first adjoint step for one, is not foreseen.
  ///
  /// @param end by when a run is to have stopped; the system's clock is read now, once
  public static RunControl stoppingBy(Instant end) {
    Instant now = Instant.now();
    boolean far = end.isAfter(now.plus(LONGEST));
    Duration left = far ? LONGEST : Duration.between(now, end);
    long nanos = left.isNegative() ? 0 : left.toNanos();
    return new RunControl(System::nanoTime, System.nanoTime() + nanos);
  }

  /// Asks the run to stop at the next safe point. There is no way back.
  public void stop() {
    asked = true;
  }

  /// {@return whether a run that looks now stops: it was asked to, or its time is up}
  public boolean isStopping() {
    return asked || limited() && isDue(now(), 0);
  }

  boolean asked() {
    return asked;
  }

  /// Whether there is an end.
  boolean limited() {
    return end != null;
  }

  /// Nanoseconds, on the clock of the end.
  long now() {
    return nanoTime.getAsLong();
  }

  /// Whether the end is no more than so many nanoseconds after a time on its clock.
  boolean isDue(long now, long within) {
    return end != null && end - now <= within;
  }
}
