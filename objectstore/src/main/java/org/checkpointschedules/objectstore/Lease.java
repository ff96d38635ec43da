package org.checkpointschedules.objectstore;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The sign of life of a run, renewed in the background until it is closed.
///
/// A renewal that fails there is no failure yet: seven more come before the lease has run out. But
/// where two in a row did not come through, whoever puts an entry renews it, and meets the failure.
final class Lease implements AutoCloseable {
  private static final int RENEWALS = 8;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("checkpoint lease").factory());

  private final ObjectClient objects;
  private final String name;
  private final String text;
  private final long periodNanos;

  /// When the last renewal that came through was sent.
  private volatile long renewed;

  private Lease(ObjectClient objects, RunPrefix run, Duration time) {
    this.objects = objects;
    name = run.lease();
    text = run.leaseText(time);
    periodNanos = time.toNanos() / RENEWALS;
  }

  /// Writes the lease, and goes on to do so.
  static Lease begin(ObjectClient objects, RunPrefix run, Duration time) {
    var lease = new Lease(objects, run, time);
    lease.renew();
    lease.thread.scheduleWithFixedDelay(
        lease::tryToRenew, lease.periodNanos, lease.periodNanos, TimeUnit.NANOSECONDS);
    return lease;
  }

  private void renew() {
    long sent = System.nanoTime();
    objects.put(name, text);
    renewed = sent;
  }

  private void tryToRenew() {
    try {
      renew();
    } catch (RuntimeException _) {
      // The next one may succeed; if not, isLate() tells.
    }
  }

  /// Whether the last renewals failed, or are still on their way.
  boolean isLate() {
    return System.nanoTime() - renewed > 2 * periodNanos;
  }

  /// Renews it if it is late.
  ///
  /// @throws RuntimeException of the client, if that fails
  void require() {
    if (isLate()) {
      renew();
    }
  }

  /// When this returns, no renewal is on its way in the background.
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
