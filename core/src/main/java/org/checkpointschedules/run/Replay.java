package org.checkpointschedules.run;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.checkpointschedules.CheckpointSchedule;

/// The sampled replay check of one run: remembers the state at every k-th step when it is first
/// computed, and compares it whenever it is recomputed.
final class Replay {
  private final Scrutiny scrutiny;
  private final ElementType elements;
  private final String cause;
  private final Likeness states;
  private final Stride stride;

  /// Digests of what levels were given, where they might give back something else.
  private final Map<Long, Integer> stored;

  private MemorySegment scratch = MemorySegment.NULL;

  /// Where the forward stands, and where it stood when it was last known to be right.
  private long position;

  private long since;
  private long compared;
  private double largest;
  private boolean inexact;

  /// @param elements what kind of numbers a state is; null where that is not known
  /// @param stateBytes of a state, as far as is known
  /// @param doubtful whether levels might round
  /// @param cause of a state that differs, in words
  Replay(
      RunSettings settings, ElementType elements, long stateBytes, boolean doubtful, String cause) {
    scrutiny = settings.scrutiny();
    this.elements = elements;
    this.cause = cause;
    CheckpointSchedule schedule = settings.schedule();
    long steps = schedule.steps();
    double passes = schedule.forecast().forwardSteps().doubleValue() / Math.max(1, steps);
    stride = new Stride(System::nanoTime, steps, Math.max(2, passes));
    if (scrutiny.tolerance() > 0) {
      states = new Likeness.Near(elements);
      stride.atMost(Math.max(1, Likeness.Near.ROOM / stateBytes));
    } else {
      states = new Likeness.Exact();
    }
    stored = doubtful && scrutiny.tolerance() == 0 ? new HashMap<>() : null;
  }

  /// The forward was put at the start of a step.
  void standsAt(long step) {
    position = step;
    since = step;
  }

  /// The next place to look at beyond where the forward stands.
  long next() {
    return stride.after(position);
  }

  /// The forward was advanced; whether its state is to be looked at.
  boolean advancedTo(long step) {
    stride.computed(step - position, step);
    position = step;
    return stride.due(step);
  }

  /// Looks at the state where the forward stands.
  ///
  /// @param bytes of the state
  /// @param state writes the state
  void look(long bytes, Consumer<MemorySegment> state) {
    long begin = System.nanoTime();
    MemorySegment written = written(bytes, state);
    requireFinite(written);
    if (!inexact) {
      compare(written);
    }
    since = position;
    stride.looked(System.nanoTime() - begin);
  }

  private MemorySegment written(long bytes, Consumer<MemorySegment> state) {
    if (scratch.byteSize() < bytes) {
      scratch = Arena.ofAuto().allocate(bytes, 64);
    }
    MemorySegment written = scratch.asSlice(0, bytes);
    state.accept(written);
    return written;
  }

  private void requireFinite(MemorySegment state) {
    if (elements == null || scrutiny.notFinite()) {
      return;
    }
    OptionalLong bad = elements.firstNotFinite(state);
    if (bad.isPresent()) {
      double value = elements.at(state, bad.getAsLong());
      throw NotFiniteException.state(position, since, bad.getAsLong(), value);
    }
  }

  private void compare(MemorySegment state) {
    double difference = states.compare(position, state);
    if (difference == Likeness.FIRST) {
      return;
    }
    compared++;
    if (difference > scrutiny.tolerance()) {
      throw new InconsistentModelException(position - 1, fault(difference));
    }
    largest = Math.max(largest, difference);
  }

  private String fault(double difference) {
    String where =
        position - since > 1
            ? "it, or a step from %d on, led to another state than the first time".formatted(since)
            : "it led to another state than the first time";
    String far =
        scrutiny.tolerance() > 0
            ? ", by %.2g where %.2g is allowed".formatted(difference, scrutiny.tolerance())
            : "";
    return where + far + "; " + cause;
  }

  /// Whether what levels give back is to be compared with what they were given.
  boolean doubtful() {
    return stored != null && !inexact;
  }

  /// A level was given the state where the forward stands.
  void stored(MemorySegment state) {
    stored.put(position, Digests.of(state));
  }

  /// The same, of a state yet to be written.
  void stored(long bytes, Consumer<MemorySegment> state) {
    stored(written(bytes, state));
  }

  /// A level gave back the state where the forward was put: where it is not the one that was
  /// stored, what is recomputed from it is another state, through no fault of the model.
  void loaded(MemorySegment state) {
    Integer digest = stored.get(position);
    inexact |= digest != null && digest != Digests.of(state);
  }

  /// The same, of a state yet to be written.
  void loaded(long bytes, Consumer<MemorySegment> state) {
    loaded(written(bytes, state));
  }

  ReplayFigures figures() {
    if (scrutiny.checks() == Checks.NONE) {
      return ReplayFigures.none("off");
    }
    if (scrutiny.every()) {
      return ReplayFigures.none("every recomputed state compared");
    }
    return new ReplayFigures(
        states.kept(),
        compared,
        stride.every(),
        stride.nanos(),
        scrutiny.tolerance(),
        largest,
        inexact ? "none more, since checkpoints came back rounded" : "");
  }
}
