package org.checkpointschedules.hipparchus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.checkpointschedules.InvalidArgumentException;

/// What an integration is judged by: a sum of terms at its end, at observation times, and
/// integrated over time.
///
/// ```java
/// var objective = Objective.at(1.5, misfit).and(Objective.at(3.0, other)).and(Objective.integrated(effort));
/// ```
///
/// **At an observation time** the integration makes a stop, as if it had been asked to integrate to
/// there first, and then on: a step ends exactly there, and no interpolation enters the gradient.
/// Times that differ by no more than rounding, as `t += dt` does from `n * dt`, are one stop: for
/// `n` steps of a fixed size, or observations, and the larger time `T`, at most `n + 5` ulps of
/// `T`, and never a thousandth of a step. The notes of [OdeGradient] say which. Each term still
/// hears of its own time.
///
/// **Integrated** terms are integrated by the method itself, with its own weights and steps, as a
/// secondary equation `q' = g(t, y, p)`. It takes no part in the control of step sizes, so that it
/// leaves the trajectory as it is, to the bit.
///
/// Immutable.
public final class Objective {

  /// @param time when
  record Observation(double time, ObjectiveTerm term) {}

  private final List<ObjectiveTerm> end;
  private final List<Observation> observations;
  private final List<ObjectiveTerm> integrated;

  private Objective(
      List<ObjectiveTerm> end, List<Observation> observations, List<ObjectiveTerm> integrated) {
    this.end = List.copyOf(end);
    this.observations = List.copyOf(observations);
    this.integrated = List.copyOf(integrated);
  }

  /// {@return an objective of a term of the state at the end}
  ///
  /// @param term `g(t, y, p)` at the end of the integration
  public static Objective atEnd(ObjectiveTerm term) {
    return new Objective(List.of(term), List.of(), List.of());
  }

  /// {@return an objective of a term of the state at a time, which may be the start or the end}
  ///
  /// @param time between the ends of the integration, which takes a step that ends there
  /// @param term `g(t, y, p)` at that time
  /// @throws InvalidArgumentException if the time is not a finite number
  public static Objective at(double time, ObjectiveTerm term) {
    Objects.requireNonNull(term, "term");
    if (!Double.isFinite(time)) {
      throw new InvalidArgumentException("observation time", time, "a finite number");
    }
    return new Objective(List.of(), List.of(new Observation(time, term)), List.of());
  }

  /// {@return the integral of a term over time, from the start to the end (negative for an
  /// integration backwards in time of a positive term)}
  ///
  /// @param term `g(t, y, p)`, evaluated at the stages
  public static Objective integrated(ObjectiveTerm term) {
    return new Objective(List.of(), List.of(), List.of(term));
  }

  /// {@return the sum of this and another}
  ///
  /// @param other may have terms of any kind
  public Objective and(Objective other) {
    return new Objective(
        joined(end, other.end),
        joined(observations, other.observations),
        joined(integrated, other.integrated));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  List<ObjectiveTerm> end() {
    return end;
  }

  List<Observation> observations() {
    return observations;
  }

  List<ObjectiveTerm> integrated() {
    return integrated;
  }
}
