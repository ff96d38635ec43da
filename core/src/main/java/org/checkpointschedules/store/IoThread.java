package org.checkpointschedules.store;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One thread that carries out jobs in the order in which they were given, and remembers what went
/// wrong. It is started by the first job and does not keep the JVM alive.
final class IoThread implements AutoCloseable {
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          job -> new FileThread(job, "checkpoint I/O"));

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile long busyNanos;

  /// @param work done by the thread, unless the job is cancelled first
  /// @param noteFailure whether what the work throws is for [#failure] too, or only for
  ///   [IoJob#failure]
  IoJob start(Runnable work, boolean noteFailure) {
    var job =
        new IoJob(() -> {
          long start = System.nanoTime();
          try {
            work.run();
          } catch (Throwable t) {
            if (noteFailure) {
              failures.add(t);
            }
            throw t;
          } finally {
            addBusy(System.nanoTime() - start);
          }
        });
    thread.execute(job);
    return job;
  }

  /// What went wrong since this was last asked, the later in the first, or null.
  Throwable failure() {
    Throwable first = failures.poll();
    for (Throwable t = first; t != null; t = failures.poll()) {
      if (t != first) {
        first.addSuppressed(t);
      }
    }
    return first;
  }

  /// Nanoseconds spent working.
  long busyNanos() {
    return busyNanos;
  }

  /// Waits for the job in work and forgets those that wait, which the caller has cancelled.
  @Override
  public void close() {
    thread.shutdown();
    Uninterrupted.run(() -> thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }

  /// Called by the one thread only.
  private void addBusy(long nanos) {
    busyNanos = busyNanos + nanos;
  }
}
