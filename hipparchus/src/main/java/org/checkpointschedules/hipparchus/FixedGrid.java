package org.checkpointschedules.hipparchus;

import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.hipparchus.Legs.Leg;
import org.hipparchus.ode.nonstiff.FixedStepRungeKuttaIntegrator;

// The steps of FixedStepRungeKuttaIntegrator.integrate and AbstractIntegrator.acceptStep, in their
// own arithmetic, so that times and sizes agree to the bit: a step that would reach the end is cut
// to end there, and the leg is over when the time is less than an ulp away from its end. A leg
// starts at the time that the one before it reached.

/// The steps that an integrator of fixed step will take, known without integrating.
final class FixedGrid {
  private FixedGrid() {}

  /// @throws InvalidArgumentException if the step is not a positive number, too small to move time,
  ///   or makes too many steps
  static RecordedSteps of(FixedStepRungeKuttaIntegrator integrator, Legs legs) {
    double step = integrator.getDefaultStep();
    double start = legs.start();
    double end = legs.legs().getLast().end();
    if (!(step > 0) || !(Math.abs(end - start) / step < RecordedSteps.MOST / 2)) {
      throw new InvalidArgumentException(
          "step", step, "more than 0, for fewer than " + RecordedSteps.MOST / 2 + " steps");
    }
    var steps = new RecordedSteps();
    double time = start;
    for (Leg leg : legs.legs()) {
      time = add(steps, time, leg.end(), step);
    }
    return steps;
  }

  private static double add(RecordedSteps steps, double start, double end, double step) {
    boolean forward = end > start;
    double full = forward ? step : -step;
    double time = start;
    double size = reaches(time + full, end, forward) ? end - time : full;
    boolean over = false;
    while (!over) {
      steps.add(time, size);
      double reached = time + size;
      over = Math.abs(reached - end) < Math.ulp(end);
      if (!over && reached == time) {
        throw new InvalidArgumentException("step", step, "large enough to move time at " + time);
      }
      time = reached;
      if (!over && reaches(time + size, end, forward)) {
        size = end - time;
      }
    }
    steps.endLeg();
    return time;
  }

  private static boolean reaches(double time, double end, boolean forward) {
    return forward ? time >= end : time <= end;
  }
}
