package org.checkpointschedules.run;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/// Whether the JVM is still compiling what it runs: then that is slow, and where the model has
/// threads on all processors, the compiler's thread takes one of them away.
final class Compilation {
  /// How long to look: longer than the compilation of any one method, which is counted at its end.
  static final long WINDOW_NANOS = 250_000_000;

  /// Less than so much of the time is next to nothing.
  private static final double IDLE = 0.1;

  private static final CompilationMXBean BEAN = ManagementFactory.getCompilationMXBean();

  private long since = System.nanoTime();
  private long millis = millis();

  /// Whether much was compiled since this was last asked, or made.
  boolean isBusy() {
    long now = System.nanoTime();
    long compiled = millis();
    boolean busy = 1e6 * (compiled - millis) > IDLE * (now - since);
    since = now;
    millis = compiled;
    return busy;
  }

  /// 0 always where the JVM does not compile, or does not tell.
  private static long millis() {
    return BEAN != null && BEAN.isCompilationTimeMonitoringSupported()
        ? BEAN.getTotalCompilationTime()
        : 0;
  }
}
