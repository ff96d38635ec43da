package org.checkpointschedules.examples;

import java.util.OptionalDouble;
import org.checkpointschedules.run.InPlaceAdjoint;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.ValueAdjoint;

/// How a run of an [Example] is watched.
///
/// @param replay whether recomputed states are compared with the first ones, at some places
/// @param reproducibleTo the relative difference that they may have; to the bit where absent
/// @param notFinite whether numbers may be infinite, or none
public record Checking(boolean replay, OptionalDouble reproducibleTo, boolean notFinite) {
  /// What a run does unless it is told otherwise.
  public static final Checking DEFAULT = new Checking(true, OptionalDouble.empty(), false);

  InPlaceAdjoint watch(InPlaceAdjoint adjoint) {
    InPlaceAdjoint watched = replay ? adjoint : adjoint.noReplayCheck();
    if (reproducibleTo.isPresent()) {
      watched = watched.reproducibleTo(reproducibleTo.getAsDouble());
    }
    return notFinite ? watched.allowNotFinite() : watched;
  }

  <S, D, A> ValueAdjoint<S, D, A> watch(ValueAdjoint<S, D, A> adjoint) {
    ValueAdjoint<S, D, A> watched = replay ? adjoint : adjoint.noReplayCheck();
    if (reproducibleTo.isPresent()) {
      watched = watched.reproducibleTo(reproducibleTo.getAsDouble());
    }
    return notFinite ? watched.allowNotFinite() : watched;
  }

  /// Refuses a number that is not finite, unless it may be.
  public void requireFinite(String what, double... values) {
    if (!notFinite) {
      NotFiniteException.require(what, values);
    }
  }
}
