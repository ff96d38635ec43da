package org.checkpointschedules.run;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/// Tells whether the JVM is still compiling what it runs: then that is slow, and where the model
/// has threads on all processors, the compiler's thread takes one of them away. To be asked again
/// and again until nothing was disturbed, before times are taken that shall count. Not thread safe.
public final class Compilation {
  /// How long to look: longer than the compilation of any one method, which is counted at its end.
  static final long WINDOW_NANOS = 250_000_000;

  /// How long the compiler is waited for, each time.
  static final long MOST_NANOS = 1_500_000_000;

  /// Less than so much of the time is next to nothing.
  private static final double IDLE = 0.1;

  private static final CompilationMXBean BEAN = ManagementFactory.getCompilationMXBean();

  private final Jvm jvm;
  private long since;
  private long millis;

  /// The clock and the compiler.
  interface Jvm {
    long nanoTime();

    void sleep(long nanos);

    /// How long it has compiled so far.
    long compiledMillis();
  }

  /// Looks at this JVM.
  public Compilation() {
    this(new ThisJvm());
  }

  Compilation(Jvm jvm) {
    this.jvm = jvm;
  }

  /// Runs something again and again, for a quarter of a second and at least once. If much was
  /// compiled meanwhile, waits until the compiler has done what it was asked for, 1.5 s or little
  /// more at most: with a processor of its own it is quick, and what runs next does not compete
  /// with it.
  ///
  /// @param run what takes less than some seconds
  /// @return whether compiling took a tenth of the time or more while it ran; never where the JVM
  ///   does not compile, or does not tell
  public boolean disturbs(Runnable run) {
    look();
    long until = jvm.nanoTime() + WINDOW_NANOS;
    do {
      run.run();
    } while (jvm.nanoTime() < until);
    if (!look()) {
      return false;
    }
    until = jvm.nanoTime() + MOST_NANOS;
    do {
      jvm.sleep(WINDOW_NANOS);
    } while (look() && jvm.nanoTime() < until);
    return true;
  }

  /// Whether much was compiled since this looked last.
  private boolean look() {
    long now = jvm.nanoTime();
    long compiled = jvm.compiledMillis();
    boolean busy = 1e6 * (compiled - millis) > IDLE * (now - since);
    since = now;
    millis = compiled;
    return busy;
  }

  private static final class ThisJvm implements Jvm {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) {
      LockSupport.parkNanos(nanos);
    }

    @Override
    public long compiledMillis() {
      return BEAN != null && BEAN.isCompilationTimeMonitoringSupported()
          ? BEAN.getTotalCompilationTime()
          : 0;
    }
  }
}
