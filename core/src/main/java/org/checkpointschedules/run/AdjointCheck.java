package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An adjoint under suspicion: at some of its steps it is saved, and they are taken twice.
///
/// A step over which the saved adjoint does not change is left at that: either the adjoint vanishes
/// there, or saving it does nothing, and restoring it would do harm.
final class AdjointCheck {
  private final ResumableModel model;
  private final AdjointSnapshot before;
  private final AdjointSnapshot after;
  private long count;

  AdjointCheck(ResumableModel model, Scrutiny scrutiny, Arena arena) {
    this.model = model;
    before = new AdjointSnapshot(model, scrutiny, arena);
    after = new AdjointSnapshot(model, scrutiny, arena);
  }

  /// Takes the adjoint over a step; the first, second, fourth ... and the last one twice.
  void reverse(long step, MemorySegment adjointData) {
    count++;
    boolean last = step == 0;
    if (Long.bitCount(count) > 1 && !last) {
      model.reverse(step, adjointData);
      return;
    }
    before.take();
    model.reverse(step, adjointData);
    if (last) {
      after.takeLast();
    } else {
      after.take();
    }
    if (before.agrees()) {
      return;
    }
    before.restore(step + 1);
    require(before.agrees(), step, "captureAdjoint after restoreAdjoint gives other bytes");
    model.reverse(step, adjointData);
    require(
        after.agreesAgain(),
        step,
        "reverse, from the adjoint saved before it, leads to another adjoint than at first: it is"
            + " not deterministic, or captureAdjoint and restoreAdjoint leave something out or"
            + " unwritten");
    require(
        !last || after.resultAgrees(),
        step,
        "reverse, from the adjoint saved before it, leads to another gradient or objective than at"
            + " first: something that makes them is kept outside of the adjoint state");
  }

  private static void require(boolean holds, long step, String fault) {
    if (!holds) {
      throw new InconsistentModelException(step, fault);
    }
  }
}
