package org.checkpointschedules.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Divides the time of a run among its phases: at any moment exactly one of them is running.
final class PhaseClock {
  private final long[] nanos = new long[RunPhase.values().length];
  private final LongSupplier time;
  private final long start;
  private RunPhase phase = RunPhase.OTHER;
  private RunPhase last = RunPhase.OTHER;
  private long since;

  PhaseClock() {
    this(() -> System.nanoTime());
  }

  /// @param time nanoseconds since whenever
  PhaseClock(LongSupplier time) {
    this.time = time;
    start = time.getAsLong();
    since = start;
  }

  /// Ends the phase that is running, begins another, and tells nanoseconds since the start.
  long to(RunPhase next) {
    long now = time.getAsLong();
    nanos[phase.ordinal()] += now - since;
    since = now;
    if (next != RunPhase.OTHER) {
      last = next;
    }
    phase = next;
    return now - start;
  }

  /// The phase that ran last, [RunPhase#OTHER] aside.
  RunPhase last() {
    return last;
  }

  /// Nanoseconds of the phases named, up to the last change of phase.
  long nanos(RunPhase... phases) {
    long sum = 0;
    for (RunPhase p : phases) {
      sum += nanos[p.ordinal()];
    }
    return sum;
  }

  Map<RunPhase, Long> byPhase() {
    var map = new EnumMap<RunPhase, Long>(RunPhase.class);
    for (RunPhase p : RunPhase.values()) {
      map.put(p, nanos[p.ordinal()]);
    }
    return map;
  }
}
