package org.checkpointschedules.store;

/// Waiting that an interrupt does not cut short, but survives.
final class Uninterrupted {
  private Uninterrupted() {}

  interface Waiting {
    void run() throws InterruptedException;
  }

  static void run(Waiting waiting) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          waiting.run();
          return;
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
}
