package org.checkpointschedules.objectstore;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The sign of life of a run, renewed in the background until it is closed.
///
/// A renewal that fails is no failure of the run: seven more come before the lease has run out.
final class Lease implements AutoCloseable {
  private static final int RENEWALS = 8;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("checkpoint lease").factory());

  /// Writes the lease, and goes on to do so.
  static Lease begin(ObjectClient objects, RunPrefix run, Duration time) {
    String text = run.leaseText(time);
    objects.put(run.lease(), text);
    var lease = new Lease();
    long period = Math.max(1, time.toMillis() / RENEWALS);
    lease.thread.scheduleWithFixedDelay(
        () -> {
          try {
            objects.put(run.lease(), text);
          } catch (RuntimeException _) {
            // The next one may succeed.
          }
        },
        period,
        period,
        TimeUnit.MILLISECONDS);
    return lease;
  }

  /// When this returns, no renewal is on its way.
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
