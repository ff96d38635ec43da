package org.checkpointschedules.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Work for another thread, that can be taken back until it begins.
final class IoJob implements Runnable {
  private enum Stage {
    WAITING,
    BEGUN,
    CANCELLED
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Throwable failure;

  /// Let go when over, since an entry remembers its job for as long as it lasts.
  private Runnable work;

  IoJob(Runnable work) {
    this.work = work;
  }

  /// One with nothing left to do.
  static IoJob done() {
    var job = new IoJob(() -> {});
    job.run();
    return job;
  }

  @Override
  public void run() {
    if (stage.compareAndSet(Stage.WAITING, Stage.BEGUN)) {
      try {
        work.run();
      } catch (Throwable t) {
        failure = t;
      } finally {
        work = null;
        over.countDown();
      }
    }
  }

  /// Takes the work back; whether it had not begun.
  boolean cancel() {
    boolean inTime = stage.compareAndSet(Stage.WAITING, Stage.CANCELLED);
    if (inTime) {
      over.countDown();
    }
    return inTime;
  }

  /// Whether it is done, has failed or was taken back.
  boolean isOver() {
    return over.getCount() == 0;
  }

  /// Waits until it is over, whether the waiting thread is interrupted or not.
  void await() {
    Uninterrupted.run(over::await);
  }

  /// What the work threw, or null; null too while it is not over.
  Throwable failure() {
    return failure;
  }
}
