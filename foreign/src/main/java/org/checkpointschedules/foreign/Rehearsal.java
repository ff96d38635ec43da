package org.checkpointschedules.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.InPlaceModel;

/// A model's promises, tried on its first steps before a long run: what foreign code gets wrong at
/// first. Its adjoint is not touched.
///
/// Each step is recorded twice from a restored checkpoint, and all of them advanced in one call.
/// Costs three times the steps, two restart checkpoints and one of adjoint data, all given back.
/// Compared are checksums (CRC-32C). A fault that shows later, or in the adjoint only, is for
/// `InPlaceAdjoint.checked()` and gradient checks to find.
///
/// @param steps how many were tried
/// @param faults what does not hold, a sentence each; empty where all is well
public record Rehearsal(long steps, List<String> faults) {
  private static final int PIECE = 1 << 20;

  /// Keeps a copy of the faults.
  public Rehearsal {
    faults = List.copyOf(faults);
  }

  /// Tries the first steps; the forward stands anywhere afterwards.
  ///
  /// @param model as it is before a run
  /// @param steps how many to try, from 1 to those of a run
  /// @return what was found
  public static Rehearsal of(InPlaceModel model, long steps) {
    return of(
        model,
        steps,
        first -> {
          long digest = digest(first);
          return again -> digest(again) == digest;
        });
  }

  /// Tries the first steps of a model that is reproducible to rounding only: see
  /// `InPlaceAdjoint.reproducibleTo`. The forward stands anywhere afterwards.
  ///
  /// @param model as it is before a run
  /// @param steps how many to try, from 1 to those of a run
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
        steps,
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
      InPlaceModel model, long steps, Function<MemorySegment, Predicate<MemorySegment>> like) {
    var faults = new ArrayList<String>();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment checkpoint = arena.allocate(model.stateBytes(), 64);
      MemorySegment scratch = arena.allocate(model.stateBytes(), 64);
      MemorySegment data = arena.allocate(model.adjointDataBytes(), 64);
      model.initialize();
      model.advance(0, steps);
      Predicate<MemorySegment> likeInOneCall = like.apply(state(model, scratch));
      model.initialize();
      for (long step = 0; step < steps && faults.isEmpty(); step++) {
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
      }
      if (faults.isEmpty() && !likeInOneCall.test(state(model, scratch))) {
        faults.add("%d steps recorded lead to another state than advanced".formatted(steps));
      }
    }
    return new Rehearsal(steps, faults);
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
