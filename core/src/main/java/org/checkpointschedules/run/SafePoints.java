package org.checkpointschedules.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.checkpointschedules.run.RunStoppedException.Reason;

/// The moments at which a run can stop without losing anything: asks at each whether it must, and
/// measures how far apart they are.
final class SafePoints {
  private final RunControl control;
  private final LongSupplier leaving;
  private final Map<RunPhase, Longest> gaps = new EnumMap<>(RunPhase.class);
  private long last;

  /// @param control null where nothing stops the run but an interrupt
  /// @param leaving nanoseconds that it takes to stop: what is to be saved and waited for then
  SafePoints(RunControl control, LongSupplier leaving) {
    this.control = control;
    this.leaving = leaving;
    if (control != null && control.limited()) {
      last = control.now();
    }
  }

  /// Whether the run must stop here, and why; null where it goes on.
  ///
  /// @param phase in which it has been since it was last asked, most of the time
  Reason reached(RunPhase phase) {
    Reason reason = reason(control);
    if (reason != null || control == null || !control.limited()) {
      return reason;
    }
    long now = control.now();
    gaps.computeIfAbsent(phase, _ -> new Longest()).add(now - last);
    last = now;
    long gap = gaps.values().stream().mapToLong(Longest::get).max().orElse(0);
    // Half as much again, since times vary.
    long within = gap + gap / 2 + 2 * leaving.getAsLong();
    return control.isDue(now, within) ? Reason.TIME_UP : null;
  }

  /// Why a run must stop, whatever it is at; null where it need not.
  static Reason reason(RunControl control) {
    if (Thread.currentThread().isInterrupted()) {
      return Reason.INTERRUPTED;
    }
    if (control == null) {
      return null;
    }
    if (control.asked()) {
      return Reason.ASKED;
    }
    return control.isStopping() ? Reason.TIME_UP : null;
  }

  /// The longest of the latest: a hiccup is forgotten after some hundreds.
  private static final class Longest {
    private static final int GENERATION = 512;

    private long before;
    private long since;
    private int count;

    void add(long nanos) {
      if (count++ == GENERATION) {
        before = since;
        since = 0;
        count = 1;
      }
      since = Math.max(since, nanos);
    }

    long get() {
      return Math.max(before, since);
    }
  }
}
