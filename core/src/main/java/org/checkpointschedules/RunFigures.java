package org.checkpointschedules;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a run is made of, in bytes and seconds: measured by `calibrate` of an adjoint calculation,
/// or given by hand. With budgets, all that is needed to choose a schedule.
///
/// @param stateBytes bytes of restart data
/// @param adjointBytes bytes of the adjoint data of one step
/// @param forward one forward step that keeps nothing
/// @param record one forward step that keeps data for the adjoint
/// @param adjoint one adjoint step
/// @param action what the executor adds to each action
/// @param afterCopy what the first step after a state was stored, or anything brought back, takes
///   longer than the next: threads of the model that have gone to sleep, caches that hold other
///   data
/// @param start opening the levels other than memory, and closing them
/// @param drag seconds that computing takes longer for each second that a level is at work in the
///   background: 0 where they do not disturb each other, 1 where they share one processor
/// @param levels the levels there are, fastest first
public record RunFigures(
    long stateBytes,
    long adjointBytes,
    Timing forward,
    Timing record,
    Timing adjoint,
    Timing action,
    Timing afterCopy,
    Timing start,
    double drag,
    List<LevelFigures> levels) {

  /// Checks that entries take bytes and that no level comes twice.
  ///
  /// @throws InvalidArgumentException if a size or the drag is out of range, or a level comes twice
  public RunFigures {
    positive("state bytes", stateBytes);
    positive("adjoint bytes", adjointBytes);
    Objects.requireNonNull(forward, "forward");
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(adjoint, "adjoint");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(afterCopy, "after copy");
    Objects.requireNonNull(start, "start");
    Costs.decimal("drag", drag);
    levels = List.copyOf(levels);
    if (levels.stream().map(LevelFigures::location).distinct().count() != levels.size()) {
      throw new InvalidArgumentException(
          "levels", levels.stream().map(LevelFigures::location).toList(), "each name once");
    }
  }

  /// Figures given by hand: levels are free of disturbance, recording costs as much as a forward
  /// step, and the executor nothing.
  ///
  /// @param stateBytes bytes of restart data, 1 or more
  /// @param adjointBytes bytes of the adjoint data of one step, 1 or more
  /// @param forwardSeconds one forward step, at least 0
  /// @param adjointSeconds one adjoint step, at least 0
  /// @param levels the levels there are, fastest first
  /// @return figures without a spread, and with a drag of 0
  /// @throws InvalidArgumentException if an argument is out of range
  public static RunFigures given(
      long stateBytes,
      long adjointBytes,
      double forwardSeconds,
      double adjointSeconds,
      List<LevelFigures> levels) {
    return new RunFigures(
        stateBytes,
        adjointBytes,
        Timing.of(forwardSeconds),
        Timing.of(forwardSeconds),
        Timing.of(adjointSeconds),
        Timing.NONE,
        Timing.NONE,
        Timing.NONE,
        0,
        levels);
  }

  /// {@return the figures of a level, if it is known}
  ///
  /// @param location the level
  public Optional<LevelFigures> level(StorageLocation location) {
    return levels.stream().filter(level -> level.location().equals(location)).findFirst();
  }

  static void positive(String name, long bytes) {
    if (bytes <= 0) {
      throw new InvalidArgumentException(name, bytes, "1 or more");
    }
  }
}
