package org.checkpointschedules.choose;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Predicate;
import org.checkpointschedules.Level;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Problem;

// The planner of H-Revolve adds up forward steps, writes and reads. Where a level works in the
// background, an entry costs between what it costs the model alone, if the rest stays hidden, and
// that and all its transfers, if nothing does. Neither end is right for all budgets, so plans are
// made for shares of 0, 1/2 and 1 exposed, and the prediction decides.

/// What planners are told: slots as the budgets allow, and figures as costs in seconds.
final class Pricing {
  /// A fast level whose accesses take less than this share of a forward step is free to the
  /// planner.
  private static final double FREE = 0.02;

  /// Figures are measured to no more digits than this.
  private static final MathContext DIGITS = new MathContext(4);

  private final long steps;
  private final RunFigures figures;
  private final Room room;

  Pricing(long steps, RunFigures figures, Room room) {
    this.steps = steps;
    this.figures = figures;
    this.room = room;
  }

  /// The levels with as many slots as fit, at their costs in seconds.
  ///
  /// @param exposed the share of transfers in the background that is waited for
  /// @param unbounded whether the last level is planned without limit
  /// @param freeMemory whether memory has no price, as with the options `--ram` and `--snapshots`
  ///   of a schedule, by which the plan can be had again
  Problem problem(
      List<LevelFigures> used,
      Contents contents,
      double exposed,
      boolean unbounded,
      boolean freeMemory) {
    Problem problem = Problem.steps(steps).costs(costs());
    double write = 0;
    double read = 0;
    for (LevelFigures level : used) {
      // A planner wants levels whose costs do not decrease.
      double share = exposed + (1 - exposed) * figures.drag();
      double after = figures.afterCopy().seconds();
      write = Math.max(write, level.put().seconds() + after + share * level.write().seconds());
      read = Math.max(read, level.get().seconds() + after + share * level.read().seconds());
      boolean free =
          freeMemory && level.location().equals(StorageLocation.RAM)
              || level == room.levels().getFirst()
                  && !level.background()
                  && write + read < FREE * figures.forward().seconds();
      if (!free && problem.levels().stream().anyMatch(Pricing.equalTo(write, read))) {
        // Levels of one price share their traffic in a way that no forecast divides.
        read = Math.max(1.01 * read, 1e-6 * figures.forward().seconds());
      }
      boolean limitless = unbounded && level == used.getLast();
      long slots =
          limitless
              ? Level.UNBOUNDED
              : Math.min(room.slots(level, contents, used), Math.max(1, steps - 1));
      problem =
          problem.level(
              free
                  ? Level.free(level.location(), slots)
                  : new Level(level.location(), slots, decimal(write), decimal(read)));
    }
    return problem;
  }

  private static Predicate<Level> equalTo(double write, double read) {
    return level ->
        level.writeCost().compareTo(decimal(write)) == 0
            && level.readCost().compareTo(decimal(read)) == 0;
  }

  /// Each step is recorded once, whatever the schedule: what that takes longer than a forward step
  /// counts with the adjoint.
  StepCosts costs() {
    double forward = figures.forward().seconds();
    double more = Math.max(0, figures.record().seconds() - forward);
    return new StepCosts(decimal(forward), decimal(figures.adjoint().seconds() + more));
  }

  private static BigDecimal decimal(double seconds) {
    return BigDecimal.valueOf(seconds).round(DIGITS);
  }
}
