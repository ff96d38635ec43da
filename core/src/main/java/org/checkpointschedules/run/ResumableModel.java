package org.checkpointschedules.run;

import java.lang.foreign.MemorySegment;

/// An [InPlaceModel] whose adjoint can be saved in the middle of a run and taken up again, by
/// another process too: what a run with a [Journal] needs.
///
/// One promise more: *the adjoint state is complete.* After `restoreAdjoint(n, segment)` the
/// adjoint is, bit for bit, what it was when `segment` was captured with the adjoint at the start
/// of step `n`: with every gradient, misfit and sum that `initializeAdjoint` starts and `reverse`
/// adds to. [InPlaceAdjoint#rehearse] and [InPlaceAdjoint#checked()] see whether it is, the better
/// where the model shows its result ([#captureResult]).
///
/// Segments are as in [InPlaceModel].
public interface ResumableModel extends InPlaceModel {

  /// {@return bytes of the adjoint state, more than 0; the same throughout a run}
  long adjointBytes();

  /// Copies the adjoint state out of the model, which stays as it is.
  ///
  /// @param to of [#adjointBytes()] bytes, to be written in full
  void captureAdjoint(MemorySegment to);

  /// Copies an adjoint state into the model, in place of [#initializeAdjoint()].
  ///
  /// @param step where the adjoint stands
  /// @param from what [#captureAdjoint] wrote; not to be changed
  void restoreAdjoint(long step, MemorySegment from);

  /// {@return bytes of the gradient that [#captureResult] shows; 0, as by default, where it shows
  /// none}
  default long resultBytes() {
    return 0;
  }

  /// Copies out what the model is asked for once the adjoint has reached step 0. Called by checks
  /// only: what a model keeps outside of [#captureAdjoint] shows here alone. By default nothing is
  /// shown.
  ///
  /// @param gradient of [#resultBytes()] bytes, to be written in full
  /// @return the objective
  default double captureResult(MemorySegment gradient) {
    return 0;
  }
}
