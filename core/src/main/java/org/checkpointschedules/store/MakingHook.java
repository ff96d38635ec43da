package org.checkpointschedules.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A hold on the end of the JVM while a folder is made: it does not end between the folder and the
/// hook that would remove it.
final class MakingHook implements AutoCloseable {
  /// A folder that cannot be made for so long does not keep the JVM from ending.
  private static final long MOST_SECONDS = 10;

  private final CountDownLatch made = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "checkpoint folder being made");

  /// @throws IllegalStateException if the JVM is ending already
  MakingHook() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void hold() {
    Uninterrupted.run(() -> made.await(MOST_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    made.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // It has been let go.
    }
  }
}
