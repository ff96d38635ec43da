package org.checkpointschedules.hipparchus;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.hipparchus.Objective.Observation;

/// An integration cut at its observation times: from one to the next, and on to the end.
///
/// @param start where the first leg starts
/// @param atStart what is observed there
/// @param legs in the order of integration
record Legs(double start, List<Observation> atStart, List<Leg> legs) {

  /// @param observed at its end, the terms at the end of the integration not included
  record Leg(double end, List<Observation> observed) {}

  /// @throws InvalidArgumentException if a time is out of range, or two are so near to each other
  ///   that Hipparchus does not integrate from one to the other
  static Legs of(Objective objective, double start, double end) {
    requireFinite("start time", start);
    requireFinite("end time", end);
    requireApart("end time", start, end);
    double sign = Math.signum(end - start);
    var sorted = new ArrayList<>(objective.observations());
    for (Observation observation : sorted) {
      double time = observation.time();
      if (sign * (time - start) < 0 || sign * (end - time) < 0) {
        throw new InvalidArgumentException(
            "observation time", time, "from " + start + " to " + end);
      }
    }
    sorted.sort((a, b) -> Double.compare(sign * a.time(), sign * b.time()));
    var atStart = new ArrayList<Observation>();
    var legs = new ArrayList<Leg>();
    double from = start;
    List<Observation> here = atStart;
    for (Observation observation : sorted) {
      if (observation.time() != from) {
        requireApart("observation time", from, observation.time());
        from = observation.time();
        here = new ArrayList<>();
        legs.add(new Leg(from, here));
      }
      here.add(observation);
    }
    if (from != end) {
      requireApart("observation time", from, end);
      legs.add(new Leg(end, List.of()));
    }
    return new Legs(start, atStart, legs);
  }

  private static void requireFinite(String name, double time) {
    if (!Double.isFinite(time)) {
      throw new InvalidArgumentException(name, time, "a finite number");
    }
  }

  // The least interval that Hipparchus integrates over: AbstractIntegrator.sanityChecks.
  private static void requireApart(String name, double from, double to) {
    double least = 1000 * Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
    if (!(Math.abs(to - from) >= least)) {
      throw new InvalidArgumentException(name, to, "at least " + least + " away from " + from);
    }
  }
}
