package org.checkpointschedules.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.InconsistentModelException;

/// A model's promises, tried on its first steps before a long run: what foreign code gets wrong at
/// first.
///
/// Each step is recorded twice from a restored checkpoint, and all of them advanced in one call.
/// Then comes a short adjoint, of the first step or two, which is taken twice, saved, and continued
/// after another one: [org.checkpointschedules.run.InPlaceAdjoint#rehearse]. A solver or a kernel
/// is asked for its gradient there; so what it keeps outside of its adjoint state is found.
///
/// Costs three times the steps, four forward and seven adjoint steps more, two restart checkpoints,
/// and what the short adjoint takes; all given back. Forward states compared are checksums
/// (CRC-32C). A fault that shows later is for `InPlaceAdjoint.checked()` to find; whether the
/// adjoint is the right one, for [ControlTest] and gradient checks.
///
/// @param steps how many were tried
/// @param faults what does not hold, a sentence each; empty where all is well
public record Rehearsal(long steps, List<String> faults) {
  private static final int PIECE = 1 << 20;

  /// How long steps are added to the rehearsal; the first is tried however long it takes.
  private static final Duration LONG = Duration.ofSeconds(2);

  /// Keeps a copy of the faults.
  public Rehearsal {
    faults = List.copyOf(faults);
  }

  /// Tries the first steps, fewer where they have taken two seconds; forward and adjoint stand
  /// anywhere afterwards.
  ///
  /// @param model as it is before a run
  /// @param steps how many to try at most, from 1 to those of a run
  /// @return what was found
  public static Rehearsal of(InPlaceModel model, long steps) {
    return of(model, steps, LONG);
  }

  /// The same, for as long as one likes.
  ///
  /// @param model as it is before a run
  /// @param steps how many to try at most, from 1 to those of a run
  /// @param within after this time no further step is begun; the first is tried however long it
  ///   takes
  /// @return what was found
  public static Rehearsal of(InPlaceModel model, long steps, Duration within) {
    if (steps < 1) {
      throw new InvalidArgumentException("steps", steps, "1 or more");
    }
    var faults = new ArrayList<String>();
    long begin = System.nanoTime();
    long step = 0;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment checkpoint = arena.allocate(model.stateBytes(), 64);
      MemorySegment scratch = arena.allocate(model.stateBytes(), 64);
      MemorySegment data = arena.allocate(model.adjointDataBytes(), 64);
      model.initialize();
      do {
        model.capture(checkpoint);
        model.record(step, data.fill((byte) 0x55));
        long firstData = digest(data);
        long firstState = state(model, scratch);
        model.restore(step, checkpoint);
        if (state(model, scratch) != digest(checkpoint)) {
          faults.add("after restore at step %d, capture gives other bytes".formatted(step));
        }
        model.record(step, data.fill((byte) 0xAA));
        if (digest(data) != firstData) {
          faults.add(
              "step %d, recorded again from its checkpoint, leaves other adjoint data, or bytes of it unwritten"
                  .formatted(step));
        }
        if (state(model, scratch) != firstState) {
          faults.add(
              "step %d, recorded again from its checkpoint, leads to another state"
                  .formatted(step));
        }
        step++;
      } while (step < steps && faults.isEmpty() && System.nanoTime() - begin < within.toNanos());
      long recorded = state(model, scratch);
      if (faults.isEmpty()) {
        model.initialize();
        model.advance(0, step);
        if (state(model, scratch) != recorded) {
          faults.add("%d steps recorded lead to another state than advanced".formatted(step));
        }
      }
    }
    if (faults.isEmpty()) {
      try {
        Adjoint.of(model).rehearse(step);
      } catch (InconsistentModelException e) {
        faults.add(e.getMessage());
      }
    }
    return new Rehearsal(step, faults);
  }

  private static long state(InPlaceModel model, MemorySegment scratch) {
    model.capture(scratch);
    return digest(scratch);
  }

  private static long digest(MemorySegment segment) {
    var crc = new CRC32C();
    for (long at = 0; at < segment.byteSize(); at += PIECE) {
      crc.update(segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer());
    }
    return crc.getValue();
  }
}
