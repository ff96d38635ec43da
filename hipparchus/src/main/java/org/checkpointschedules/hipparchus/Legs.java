package org.checkpointschedules.hipparchus;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.hipparchus.Objective.Observation;

/// An integration cut at its observation times: from one to the next, and on to the end. Times that
/// are equal up to rounding ([SameTime]) are one stop, at the start or the end where that is among
/// them, else at the first; each term still hears of its own time.
///
/// @param start where the first leg starts
/// @param atStart what is observed there
/// @param legs in the order of integration
/// @param notes of the times that were taken as one
record Legs(double start, List<Observation> atStart, List<Leg> legs, List<String> notes) {

  /// @param end where it ends
  /// @param observed at its end, the terms at the end of the integration not included
  record Leg(double end, List<Observation> observed) {}

  static Legs of(Objective objective, double start, double end) {
    return of(objective, start, end, OptionalDouble.empty());
  }

  /// @param step that of the method where it is fixed
  /// @throws InvalidArgumentException if a time is out of range, or two are so near to each other
  ///   that Hipparchus does not integrate from one to the other, and not equal up to rounding
  static Legs of(Objective objective, double start, double end, OptionalDouble step) {
    requireFinite("start time", start);
    requireFinite("end time", end);
    requireApart("end time", end, "the start", start);
    var sorted = new ArrayList<>(objective.observations());
    double tolerance = SameTime.tolerance(start, end, sorted.size(), step);
    double sign = Math.signum(end - start);
    sorted.sort((a, b) -> Double.compare(sign * a.time(), sign * b.time()));
    var stops = new Stops(start, tolerance);
    for (Observation observation : sorted) {
      double time = observation.time();
      if (Math.abs(time - end) <= tolerance) {
        stops.end(end).add(observation);
      } else if (sign * (time - start) < -tolerance || sign * (end - time) < 0) {
        throw new InvalidArgumentException(
            "observation time", time, "from " + start + " to " + end);
      } else {
        stops.at(time).add(observation);
      }
    }
    stops.end(end);
    return new Legs(start, stops.atStart, stops.legs, notes(stops, start));
  }

  private static List<String> notes(Stops stops, double start) {
    var notes = new ArrayList<String>();
    note(notes, start, stops.atStart);
    for (Leg leg : stops.legs) {
      note(notes, leg.end(), leg.observed());
    }
    if (notes.size() > 3) {
      String more = "and at " + (notes.size() - 3) + " more stops";
      notes.subList(3, notes.size()).clear();
      notes.add(more);
    }
    return List.copyOf(notes);
  }

  private static void note(List<String> notes, double stop, List<Observation> observed) {
    var others =
        observed.stream().map(Observation::time).filter(time -> time != stop).distinct().toList();
    if (!others.isEmpty()) {
      notes.add(
          "observation times equal up to rounding were taken as one, "
              + stop
              + ": "
              + others.stream().limit(3).toList()
              + (others.size() > 3 ? " and " + (others.size() - 3) + " more" : ""));
    }
  }

  private static void requireFinite(String name, double time) {
    if (!Double.isFinite(time)) {
      throw new InvalidArgumentException(name, time, "a finite number");
    }
  }

  // The least interval that Hipparchus integrates over: AbstractIntegrator.sanityChecks.
  private static void requireApart(String name, double to, String what, double from) {
    double least = 1000 * Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
    if (!(Math.abs(to - from) >= least)) {
      throw new InvalidArgumentException(
          name, to, "at least " + least + " away from " + what + " " + from);
    }
  }

  /// The stops met so far, in the order of integration.
  private static final class Stops {
    final List<Observation> atStart = new ArrayList<>();
    final List<Leg> legs = new ArrayList<>();
    private final double tolerance;
    private String what = "the start";
    private double last;
    private List<Observation> here = atStart;

    Stops(double start, double tolerance) {
      last = start;
      this.tolerance = tolerance;
    }

    /// What is observed at a time before the end.
    List<Observation> at(double time) {
      if (Math.abs(time - last) > tolerance) {
        requireApart("observation time", time, what, last);
        open(time);
        what = "the observation at";
      }
      return here;
    }

    /// What is observed at the end.
    List<Observation> end(double time) {
      if (last != time) {
        requireApart("end time", time, what, last);
        open(time);
      }
      return here;
    }

    private void open(double time) {
      last = time;
      here = new ArrayList<>();
      legs.add(new Leg(time, here));
    }
  }
}
