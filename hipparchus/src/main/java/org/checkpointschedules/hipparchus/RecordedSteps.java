package org.checkpointschedules.hipparchus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.checkpointschedules.InvalidArgumentException;

/// The steps of an integration, each the time of its start and its signed size: with the state at
/// the start of a step, all that it takes to compute the step again, to the bit. 16 bytes a step.
public final class RecordedSteps {
  /// What an array can hold, in every JVM.
  static final int MOST = Integer.MAX_VALUE - 8;

  private final List<Integer> legEnds = new ArrayList<>();
  private double[] times = new double[64];
  private double[] sizes = new double[64];
  private int count;

  RecordedSteps() {}

  void add(double time, double size) {
    if (count == times.length) {
      if (count == MOST) {
        throw new InvalidArgumentException("steps", "more than " + MOST, "at most " + MOST);
      }
      int larger = (int) Math.min(MOST, 2L * count);
      times = Arrays.copyOf(times, larger);
      sizes = Arrays.copyOf(sizes, larger);
    }
    times[count] = time;
    sizes[count++] = size;
  }

  /// Notes that the step before is the last of a leg.
  void endLeg() {
    legEnds.add(count);
  }

  /// The steps up to the end of each leg.
  List<Integer> legEnds() {
    return legEnds;
  }

  /// {@return the number of steps}
  public int count() {
    return count;
  }

  /// {@return the time at the start of a step}
  ///
  /// @param step from 0
  public double time(int step) {
    return times[checked(step)];
  }

  /// {@return the signed size of a step: negative backwards in time}
  ///
  /// @param step from 0
  public double size(int step) {
    return sizes[checked(step)];
  }

  private int checked(int step) {
    if (step < 0 || step >= count) {
      throw new InvalidArgumentException("step", step, "0 to " + (count - 1));
    }
    return step;
  }
}
