package org.checkpointschedules.examples.burgers;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;

/// What to differentiate; what depends on the files' contents is refused by [Burgers].
///
/// @param initial the initial condition, one value a line, at equidistant points of the periodic
///   interval of length 1; where absent, `1/2 + sin(2 pi x) / 2` at 200 points
/// @param observations of the final state, one value a line; where absent, the objective is the
///   final energy
/// @param steps time steps
/// @param viscosity where absent, the larger of 0.01 and what the grid can resolve
/// @param dt time step; where absent, 0.4 times the limit of stability
public record BurgersSettings(
    Optional<Path> initial,
    Optional<Path> observations,
    long steps,
    OptionalDouble viscosity,
    OptionalDouble dt) {
  private static final long STEPS = 1_000;

  public BurgersSettings {
    if (steps < 1 || steps > CheckpointSchedule.MAX_STEPS) {
      throw new InvalidArgumentException("steps", steps, "1 to " + CheckpointSchedule.MAX_STEPS);
    }
    requirePositive("viscosity", viscosity);
    requirePositive("dt", dt);
  }

  /// The built-in case: 1,000 steps, final energy.
  public static BurgersSettings defaults() {
    return new BurgersSettings(
        Optional.empty(), Optional.empty(), STEPS, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /// With this file.
  public BurgersSettings withInitial(Path file) {
    return new BurgersSettings(Optional.of(file), observations, steps, viscosity, dt);
  }

  /// With this file.
  public BurgersSettings withObservations(Path file) {
    return new BurgersSettings(initial, Optional.of(file), steps, viscosity, dt);
  }

  /// With this many steps.
  public BurgersSettings withSteps(long number) {
    return new BurgersSettings(initial, observations, number, viscosity, dt);
  }

  private static void requirePositive(String name, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
      throw new InvalidArgumentException(name, value.getAsDouble(), "a finite number, more than 0");
    }
  }
}
