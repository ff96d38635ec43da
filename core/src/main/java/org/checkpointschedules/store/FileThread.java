package org.checkpointschedules.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/// A thread that works on files for others and is never interrupted: an interrupt closes the
/// channel that its thread is at, which would look like a fault of the device, and lose locks.
final class FileThread extends Thread {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(work -> new FileThread(work, "checkpoint files"));

  /// One that does not keep the JVM alive.
  FileThread(Runnable work, String name) {
    super(null, work, name, 0, false);
    setDaemon(true);
  }

  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /// Has work done by such a thread, and waits for it, interrupted or not; an interrupt is passed
  /// on afterwards. The caller holds no lock that the work takes.
  static <T, E extends Exception> T call(Work<T, E> work) throws E {
    if (Thread.currentThread() instanceof FileThread) {
      return work.run();
    }
    var task = new FutureTask<T>(work::run);
    THREADS.execute(task);
    Uninterrupted.run(() -> {
      try {
        task.get();
      } catch (ExecutionException _) {
        // Thrown below.
      }
    });
    if (task.state() == FutureTask.State.SUCCESS) {
      return task.resultNow();
    }
    throw FileThread.<E>thrown(task.exceptionNow());
  }

  /// What the work threw: unchecked, or an `E`, which the type system is not told.
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E thrown(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> {
        return (E) failure;
      }
    }
  }
}
