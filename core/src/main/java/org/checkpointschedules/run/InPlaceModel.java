package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;

/// A time-dependent model with a large mutable state: it owns its arrays, advances them in place,
/// and copies them out and in when told. Nothing is allocated per step.
///
/// A model holds one forward state and one adjoint state, **in arrays of their own**. The executor
/// tells it, one call at a time, what to do with them:
///
/// ```
/// initialize()                       forward to the start of step 0
/// capture(slot)                      restart data out
/// advance(0, 40)                     forward over steps 0 to 39, nothing kept
/// record(40, data)                   forward over step 40, keeping what its adjoint needs
/// initializeAdjoint()                once, when the forward stands at the end
/// reverse(40, data)                  adjoint over step 40
/// restore(0, slot)                   forward back to the start of step 0, to recompute
/// ```
///
/// Three promises, on which the gradient rests:
///
/// 1. *Restart data is complete.* After `restore(n, segment)` the forward is, bit for bit, what it
///    was when `segment` was captured at the start of step `n`. For a scheme of second order in
///    time that is two time levels.
/// 2. *Steps are deterministic.* Steps are computed several times and must come out the same, bit
///    for bit, whether through `advance` or `record`, in one call or several.
/// 3. *Forward and adjoint do not disturb each other.* `reverse` leaves the forward state and the
///    data that it reads as they are; the forward methods leave the adjoint state as it is.
///
/// `Adjoint.of(model).checked()` verifies them and names the first step that breaks one; only that
/// forward methods leave the adjoint state alone cannot be seen from outside.
///
/// ## Segments
///
/// A segment passed in is off-heap, aligned to 64 bytes, of exactly the size asked for, and **valid
/// only while the call lasts**; any thread may access it. It holds what was there before: `capture`
/// and `record` must write every byte of it (a byte left alone is not wrong, but makes the checks
/// of `checked()` fail). `MemorySegment.copy` between an array and a segment runs at the memory's
/// speed:
///
/// ```java
/// public void capture(MemorySegment to) {
///   MemorySegment.copy(field, 0, to, ValueLayout.JAVA_FLOAT, 0, field.length);
/// }
///
/// public void restore(long step, MemorySegment from) {
///   MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 0, field, 0, field.length);
/// }
/// ```
///
/// Segments are slots of the stores themselves where the store allows it, so that a checkpoint in
/// memory costs one copy.
///
/// ## Why not [Model]?
///
/// A value-style step of a 1601 x 401 field allocates 2.5 MiB; a million of them are the garbage
/// collector's problem. And a Java array ends at 2^31 elements; sizes here are 64 bits wide.
///
/// Parameters, and several controls, accumulate in the model's adjoint state; a term of the
/// objective at step `n` adds its derivative inside `reverse` of that step. All methods are called
/// by the thread that runs the adjoint; what they throw ends the run and reaches its caller as it
/// is, after the run's storage has been cleaned up.
public interface InPlaceModel {

  /// {@return bytes of restart data, more than 0; the same throughout a run}
  long stateBytes();

  /// {@return bytes of the adjoint data of one step, more than 0; the same throughout a run} By
  /// default the state at the start of the step, [#stateBytes()].
  default long adjointDataBytes() {
    return stateBytes();
  }

  /// Puts the forward at the start of step 0. Called first, and again when a lost checkpoint is
  /// recomputed; leaves the adjoint as it is.
  void initialize();

  /// Advances the forward from the start of step `n0` to the start of step `n1`, keeping nothing.
  ///
  /// @param n0 where the forward stands
  /// @param n1 more than `n0`
  void advance(long n0, long n1);

  /// Advances the forward over one step and writes what the adjoint needs of it. The default
  /// captures the state at the start of the step, then advances; a model that overrides
  /// [#adjointDataBytes()] overrides this too.
  ///
  /// @param step where the forward stands
  /// @param adjointData of [#adjointDataBytes()] bytes, to be written in full
  default void record(long step, MemorySegment adjointData) {
    capture(adjointData);
    advance(step, step + 1);
  }

  /// Sets the adjoint from the forward, which stands at the end. Anything that the adjoint
  /// accumulates starts from zero here, however far an adjoint before it had come. Called once for
  /// each adjoint.
  void initializeAdjoint();

  /// Takes the adjoint from the start of step `step + 1` to the start of `step`. Called exactly
  /// once for each step, last to first; again from a restored adjoint, of a [ResumableModel], where
  /// a run is continued or checked.
  ///
  /// @param step from 0
  /// @param adjointData what `record` wrote of this step; not to be changed
  void reverse(long step, MemorySegment adjointData);

  /// Copies the restart data of the forward out of the model, which stays as it is.
  ///
  /// @param to of [#stateBytes()] bytes, to be written in full
  void capture(MemorySegment to);

  /// Copies restart data into the model; the forward then stands at the start of `step`.
  ///
  /// @param step the step at whose start the data was captured
  /// @param from what [#capture] wrote; not to be changed
  void restore(long step, MemorySegment from);
}
