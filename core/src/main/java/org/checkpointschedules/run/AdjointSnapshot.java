package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Copies of a model's adjoint and of its result, to be compared with what they are later.
final class AdjointSnapshot {
  private final ResumableModel model;
  private final Scrutiny scrutiny;
  private final MemorySegment adjoint;
  private final MemorySegment result;
  private final MemorySegment scratch;
  private double objective;
  private byte fill;

  /// @param arena gives the memory: two adjoint states and two results
  AdjointSnapshot(ResumableModel model, Scrutiny scrutiny, Arena arena) {
    this.model = model;
    this.scrutiny = scrutiny;
    adjoint = arena.allocate(model.adjointBytes(), 64);
    result = arena.allocate(model.resultBytes(), 64);
    scratch = arena.allocate(Math.max(adjoint.byteSize(), result.byteSize()), 64);
  }

  /// Notes the adjoint where it stands.
  void take() {
    model.captureAdjoint(stained(adjoint));
  }

  /// Notes the adjoint, and the result, at step 0.
  void takeLast() {
    take();
    objective = model.captureResult(stained(result));
  }

  /// Puts the adjoint back to what was noted.
  void restore(long step) {
    model.restoreAdjoint(step, adjoint);
  }

  /// Whether the adjoint is what was noted.
  boolean agrees() {
    MemorySegment now = stained(scratch.asSlice(0, adjoint.byteSize()));
    model.captureAdjoint(now);
    return now.mismatch(adjoint) < 0;
  }

  /// The same of an adjoint that was computed again. Where it may differ by rounding, nothing is
  /// said: it may consist of anything.
  boolean agreesAgain() {
    return scrutiny.tolerance() > 0 || agrees();
  }

  /// Whether the result is what was noted; so where the model shows none.
  boolean resultAgrees() {
    MemorySegment now = stained(scratch.asSlice(0, result.byteSize()));
    double again = model.captureResult(now);
    return scrutiny.alike(scrutiny.elements(), result, now)
        && (Double.compare(objective, again) == 0
            || Math.abs(again - objective) <= scrutiny.tolerance() * Math.abs(objective));
  }

  /// Filled with a byte that is another one each time, so that bytes left unwritten show.
  private MemorySegment stained(MemorySegment segment) {
    return segment.fill(++fill);
  }
}
