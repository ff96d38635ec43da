package org.checkpointschedules.run;

import java.util.Locale;

/// What the replay check of a run looked at.
///
/// @param places steps at whose start the first state was remembered
/// @param compared recomputed states that were compared with the first ones
/// @param every the distance of the places in steps, as it was in the end; 0 where there are none
/// @param nanos nanoseconds that looking at states took, part of the phases in which it was done
/// @param tolerance the relative difference allowed; 0 where states must be the same bit for bit
/// @param largestDifference the largest relative difference seen; 0 where all were the same bit for
///   bit
/// @param remark why nothing was compared, or nothing more; empty where there is nothing to say
public record ReplayFigures(
    long places,
    long compared,
    long every,
    long nanos,
    double tolerance,
    double largestDifference,
    String remark) {

  static ReplayFigures none(String remark) {
    return new ReplayFigures(0, 0, 0, 0, 0, 0, remark);
  }

  /// {@return the figures of two runs as those of one}
  ///
  /// @param other of another run
  public ReplayFigures plus(ReplayFigures other) {
    return new ReplayFigures(
        places + other.places,
        compared + other.compared,
        Math.max(every, other.every),
        nanos + other.nanos,
        Math.max(tolerance, other.tolerance),
        Math.max(largestDifference, other.largestDifference),
        remark.isEmpty() ? other.remark : remark);
  }

  /// {@return the figures in words, one line}
  @Override
  public String toString() {
    var text = new StringBuilder();
    if (every > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,d states compared at %,d places, every %,d steps",
              compared,
              places,
              every));
    }
    if (tolerance > 0 && compared > 0) {
      text.append(
          largestDifference == 0
              ? "; bit-identical"
              : String.format(
                  Locale.ROOT,
                  "; not bit-identical, largest difference seen %.2g, allowed %.2g",
                  largestDifference,
                  tolerance));
    }
    return text.append(text.isEmpty() || remark.isEmpty() ? "" : "; ").append(remark).toString();
  }
}
