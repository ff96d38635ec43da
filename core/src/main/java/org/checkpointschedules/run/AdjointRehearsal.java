package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A short adjoint, of the first step or two, that is taken again and again: from its beginning,
/// and from where it was saved, with other adjoints in between. What an adjoint must bear that is
/// to be saved and restored, or taken more than once.
///
/// The end of these steps is the end of the forward for it. Of a model that cannot save its adjoint
/// only this is seen: that adjoint steps leave the forward and their data alone.
final class AdjointRehearsal {
  /// More would find little more, and each holds adjoint data.
  private static final int MOST_STEPS = 2;

  private final InPlaceModel model;
  private final int steps;
  private final MemorySegment start;
  private final MemorySegment end;
  private final MemorySegment scratch;
  private final MemorySegment[] data;
  private final int[] digests;
  private byte fill;

  private AdjointRehearsal(InPlaceModel model, long most, Arena arena) {
    this.model = model;
    steps = (int) Math.min(most, MOST_STEPS);
    start = arena.allocate(model.stateBytes(), 64);
    end = arena.allocate(model.stateBytes(), 64);
    scratch = arena.allocate(model.stateBytes(), 64);
    data = new MemorySegment[steps];
    digests = new int[steps];
    for (int step = 0; step < steps; step++) {
      data[step] = arena.allocate(model.adjointDataBytes(), 64);
    }
  }

  /// Rehearses; forward and adjoint stand anywhere afterwards.
  ///
  /// @param most how many steps to take at most, 1 or more
  /// @param scrutiny how far results may differ by rounding
  /// @throws InconsistentModelException if something does not hold
  static void of(InPlaceModel model, long most, Scrutiny scrutiny) {
    try (Arena arena = Arena.ofShared()) {
      new AdjointRehearsal(model, most, arena).play(scrutiny, arena);
    }
  }

  private void play(Scrutiny scrutiny, Arena arena) {
    forward();
    if (model instanceof ResumableModel resumable) {
      saved(
          new AdjointSnapshot(resumable, scrutiny, arena),
          new AdjointSnapshot(resumable, scrutiny, arena));
    } else {
      model.initializeAdjoint();
      requireForward(steps, "initializeAdjoint");
      reverse(steps, 0, true);
    }
  }

  private void forward() {
    model.initialize();
    model.capture(start);
    for (int step = 0; step < steps; step++) {
      model.record(step, data[step]);
      digests[step] = Digests.of(data[step]);
    }
    model.capture(end.fill(++fill));
  }

  private void saved(AdjointSnapshot middle, AdjointSnapshot last) {
    int split = (steps + 1) / 2;
    model.initializeAdjoint();
    requireForward(steps, "initializeAdjoint");
    reverse(steps, split, true);
    middle.take();
    require(
        middle.agrees(),
        split,
        "captureAdjoint, called again, gives other bytes, or leaves some unwritten");
    reverse(split, 0, true);
    last.takeLast();

    model.initializeAdjoint();
    reverse(steps, 0, false);
    require(
        last.agreesAgain() && last.resultAgrees(),
        0,
        "the adjoint of the first %d steps, taken again from initializeAdjoint on, comes to something else: initializeAdjoint does not start everything from zero, captureAdjoint leaves bytes unwritten, or adjoint steps are not deterministic"
            .formatted(steps));

    continued(split, middle, last);

    // Another adjoint, of one step less.
    model.restore(0, start);
    if (steps > 1) {
      model.advance(0, 1);
      model.restore(0, start);
      model.record(0, data[0]);
    }
    require(last.agrees(), 0, "restoring the forward, or a forward step, changed the adjoint");
    model.initializeAdjoint();
    reverse(steps - 1, 0, false);
    continued(split, middle, last);
  }

  /// Goes on from the adjoint that was saved.
  private void continued(int split, AdjointSnapshot middle, AdjointSnapshot last) {
    middle.restore(split);
    require(middle.agrees(), split, "captureAdjoint after restoreAdjoint gives other bytes");
    reverse(split, 0, false);
    require(
        last.agreesAgain(),
        split,
        "its adjoint, restored after another one, leads to another: the adjoint state is not"
            + " complete");
    require(
        last.resultAgrees(),
        split,
        "its adjoint, restored after another one, leads to another gradient or objective: something"
            + " that makes them is kept outside of the adjoint state");
  }

  private void reverse(int from, int to, boolean watched) {
    for (int step = from - 1; step >= to; step--) {
      model.reverse(step, data[step].asReadOnly());
      if (watched) {
        requireForward(step, "reverse");
        require(
            Digests.of(data[step]) == digests[step],
            step,
            "reverse changed the adjoint data that it was given");
      }
    }
  }

  private void requireForward(long step, String by) {
    model.capture(scratch.fill(++fill));
    require(
        scratch.mismatch(end) < 0,
        step,
        by + " changed the forward state, or capture leaves bytes unwritten");
  }

  private static void require(boolean holds, long step, String fault) {
    if (!holds) {
      throw new InconsistentModelException(step, fault);
    }
  }
}
