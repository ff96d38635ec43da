package org.checkpointschedules.foreign;

import java.util.concurrent.TimeUnit;

/// Waits that an interrupt does not cut short: what is waited for has a limit of its own, and a
/// calculation is stopped by a `RunControl`. The interrupt is passed on afterwards.
final class Waiting {
  private Waiting() {}

  interface Wait<T> {
    T upTo(long nanos) throws InterruptedException;
  }

  static <T> T upTo(long nanos, Wait<T> wait) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.upTo(Math.max(0, end - System.nanoTime()));
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static void join(Thread thread, long millis) {
    upTo(
        TimeUnit.MILLISECONDS.toNanos(millis),
        nanos -> thread.join(java.time.Duration.ofNanos(nanos)));
  }
}
