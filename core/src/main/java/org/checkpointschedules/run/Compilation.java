package org.checkpointschedules.run;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/// Whether the JVM is still compiling what it runs: then that is slow, and where the model has
/// threads on all processors, the compiler's thread takes one of them away. To be asked after
/// [#WINDOW_NANOS] or more of running, again and again until it is not busy, before times are taken
/// that shall count. Asking costs some microseconds. Not thread safe.
public final class Compilation {
  /// How long to run before asking, in nanoseconds: longer than the compilation of any one method,
  /// which is counted at its end.
  public static final long WINDOW_NANOS = 250_000_000;

  /// Less than so much of the time is next to nothing.
  private static final double IDLE = 0.1;

  private static final CompilationMXBean BEAN = ManagementFactory.getCompilationMXBean();

  private long since = System.nanoTime();
  private long millis = millis();

  /// Begins to look.
  public Compilation() {}

  /// {@return whether compiling took a tenth of the time or more since this was last asked, or
  /// made; never where the JVM does not compile, or does not tell}
  public boolean isBusy() {
    long now = System.nanoTime();
    long compiled = millis();
    boolean busy = 1e6 * (compiled - millis) > IDLE * (now - since);
    since = now;
    millis = compiled;
    return busy;
  }

  private static long millis() {
    return BEAN != null && BEAN.isCompilationTimeMonitoringSupported()
        ? BEAN.getTotalCompilationTime()
        : 0;
  }
}
