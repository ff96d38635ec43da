package org.checkpointschedules.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.InconsistentModelException;

/// A model's promises, tried on its first steps before a long run: what foreign code gets wrong at
/// first.
///
/// Each step is recorded twice from a restored checkpoint, and all of them advanced in one call.
/// Then comes a short adjoint, of the first step or two, which is taken twice, saved, and continued
/// after another one: [InPlaceAdjoint#rehearse]. A solver or a kernel is asked for its gradient
/// there; so what it keeps outside of its adjoint state is found.
///
/// Steps are added for two seconds at most, but the first is tried however long it takes. Costs
/// three times the steps, four forward and seven adjoint steps more, two restart checkpoints, and
/// what the short adjoint takes; all given back. Forward states compared are checksums (CRC-32C). A
/// fault that shows later is for `InPlaceAdjoint.checked()` to find; whether the adjoint is the
/// right one, for [ControlTest] and gradient checks.
///
/// @param steps how many were tried
/// @param faults what does not hold, a sentence each; empty where all is well
public record Rehearsal(long steps, List<String> faults) {
  private static final int PIECE = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(2);

  /// Keeps a copy of the faults.
  public Rehearsal {
    faults = List.copyOf(faults);
  }

  /// Tries the first steps; forward and adjoint stand anywhere afterwards.
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
  /// @param within after this time no further step is begun
  /// @return what was found
  public static Rehearsal of(InPlaceModel model, long steps, Duration within) {
    return of(
        model,
        Adjoint.of(model),
        steps,
        within,
        first -> {
          long digest = digest(first);
          return again -> digest(again) == digest;
        });
  }

  /// Tries the first steps of a model that is reproducible to rounding only: see
  /// `InPlaceAdjoint.reproducibleTo`. Forward and adjoint stand anywhere afterwards.
  ///
  /// @param model as it is before a run
  /// @param steps how many to try at most, from 1 to those of a run
  /// @param elements what kind of numbers restart data and adjoint data consist of
  /// @param tolerance the relative difference allowed where something is computed again; what is
  ///   restored must be the same bit for bit
  /// @return what was found
  /// @throws InvalidArgumentException if the data are not whole numbers
  public static Rehearsal of(
      InPlaceModel model, long steps, ElementType elements, double tolerance) {
    requireWhole("state", model.stateBytes(), elements);
    requireWhole("adjoint data", model.adjointDataBytes(), elements);
    return of(
        model,
        Adjoint.of(model).elements(elements).reproducibleTo(tolerance),
        steps,
        LONG,
        first -> {
          MemorySegment kept = Arena.ofAuto().allocate(first.byteSize(), 64).copyFrom(first);
          return again -> elements.difference(kept, again) <= tolerance;
        });
  }

  private static void requireWhole(String what, long bytes, ElementType elements) {
    if (bytes % elements.bytes() != 0) {
      throw new InvalidArgumentException(
          what, "of " + bytes + " bytes", "a multiple of " + elements.bytes() + ", of one number");
    }
  }

  private static Rehearsal of(
      InPlaceModel model,
      InPlaceAdjoint adjoint,
      long steps,
      Duration within,
      Function<MemorySegment, Predicate<MemorySegment>> like) {
    if (steps < 1) {
      throw new InvalidArgumentException("steps", steps, "1 or more");
    }
    var faults = new ArrayList<String>();
    long tried = forward(model, steps, within, like, faults);
    if (faults.isEmpty()) {
      try {
        adjoint.rehearse(tried);
      } catch (InconsistentModelException e) {
        faults.add(e.getMessage());
      }
    }
    return new Rehearsal(tried, faults);
  }

  /// How many steps were tried.
  private static long forward(
      InPlaceModel model,
      long steps,
      Duration within,
      Function<MemorySegment, Predicate<MemorySegment>> like,
      List<String> faults) {
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
        Predicate<MemorySegment> likeFirstData = like.apply(data);
        Predicate<MemorySegment> likeFirstState = like.apply(state(model, scratch));
        model.restore(step, checkpoint);
        if (state(model, scratch).mismatch(checkpoint) >= 0) {
          faults.add("after restore at step %d, capture gives other bytes".formatted(step));
        }
        model.record(step, data.fill((byte) 0xAA));
        if (!likeFirstData.test(data)) {
          faults.add(
              "step %d, recorded again from its checkpoint, leaves other adjoint data, or bytes of it unwritten"
                  .formatted(step));
        }
        if (!likeFirstState.test(state(model, scratch))) {
          faults.add(
              "step %d, recorded again from its checkpoint, leads to another state"
                  .formatted(step));
        }
        step++;
      } while (step < steps && faults.isEmpty() && System.nanoTime() - begin < within.toNanos());
      if (faults.isEmpty()) {
        Predicate<MemorySegment> likeRecorded = like.apply(state(model, scratch));
        model.initialize();
        model.advance(0, step);
        if (!likeRecorded.test(state(model, scratch))) {
          faults.add("%d steps recorded lead to another state than advanced".formatted(step));
        }
      }
    }
    return step;
  }

  private static MemorySegment state(InPlaceModel model, MemorySegment scratch) {
    model.capture(scratch);
    return scratch;
  }

  private static long digest(MemorySegment segment) {
    var crc = new CRC32C();
    for (long at = 0; at < segment.byteSize(); at += PIECE) {
      crc.update(segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer());
    }
    return crc.getValue();
  }
}
