package org.checkpointschedules.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;

/// What the schedule of least cost would do with other numbers of slots on one level, without
/// running or iterating anything.
///
/// ```java
/// var curve = SlotCurve.of(problem, RAM, LongStream.rangeClosed(1, 1_000));
/// for (SlotCurve.Point point : curve.points()) {
///   System.out.println(point.slots() + " " + point.forecast().cost());
/// }
/// ```
///
/// Each point takes as long as planning it, tens of microseconds on two levels; the points are
/// planned on all processors. Immutable and thread safe.
///
/// @param level the level whose slots vary
/// @param points in the order asked for
public record SlotCurve(StorageLocation level, List<Point> points) {

  /// One number of slots and what comes of it.
  ///
  /// @param slots of the level that varies
  /// @param forecast of the schedule of least cost
  public record Point(long slots, Forecast forecast) {}

  /// Keeps a copy of the points.
  public SlotCurve {
    points = List.copyOf(points);
  }

  /// Plans the problem with each of the numbers of slots on that level.
  ///
  /// @param problem what stays as it is, but for the slots of the level
  /// @param level the one whose slots vary
  /// @param slots numbers of slots, each from 0; 0 only where other levels leave it feasible
  /// @return a point for each number, in the order given
  /// @throws InvalidArgumentException if the problem has no such level, or as
  ///   [RevolveCheckpointSchedule#of(Problem)] at any of the points
  public static SlotCurve of(Problem problem, StorageLocation level, LongStream slots) {
    if (problem.levels().stream().noneMatch(given -> given.location().equals(level))) {
      var names = problem.levels().stream().map(Level::location).toList();
      throw new InvalidArgumentException("level", level, "one of " + names);
    }
    var points =
        slots.boxed().toList().parallelStream()
            .map(count -> new Point(count, LevelOrder.plan(with(problem, level, count)).forecast()))
            .toList();
    return new SlotCurve(level, points);
  }

  private static Problem with(Problem problem, StorageLocation location, long slots) {
    var levels = new ArrayList<Level>();
    for (Level level : problem.levels()) {
      boolean varied = level.location().equals(location);
      levels.add(varied ? new Level(location, slots, level.writeCost(), level.readCost()) : level);
    }
    return new Problem(problem.steps(), levels, problem.costs());
  }
}
