package org.checkpointschedules.plan.internal.hierarchy;

import java.util.Iterator;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.binomial.BinomialPass;
import org.checkpointschedules.plan.internal.binomial.BinomialWalk;
import org.checkpointschedules.plan.internal.blocks.BlockPlan;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.hierarchy.division.Columns;
import org.checkpointschedules.plan.internal.hierarchy.division.Segment;
import org.checkpointschedules.plan.internal.hierarchy.search.Planner;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;

/// The plan of [Planner] on levels whose prices do not decrease.
public record HierarchyPlan(
    Problem problem, Hierarchy hierarchy, Optimum optimum, Forecast forecast) implements Plan {
  /// Parts of the search looked at, times ten, before it stops proving: some tenths of a second.
  private static final long WORK = 1_000_000;

  static HierarchyPlan of(Problem problem, List<Priced> levels) {
    var hierarchy = new Hierarchy(problem.steps(), levels, problem.costs());
    Optimum optimum = Planner.plan(hierarchy, WORK);
    Forecast forecast = new HierarchyForecast(hierarchy, problem.levels(), optimum).whole();
    return new HierarchyPlan(problem, hierarchy, optimum, forecast);
  }

  /// The best plan for steps whose first has an entry in the last of the levels already: the cost
  /// less the write of that entry is least.
  ///
  /// @param levels levels whose prices do not decrease, the last of them dear to write
  public static HierarchyPlan stored(Problem problem, List<Priced> levels) {
    var hierarchy = new Hierarchy(problem.steps(), levels, problem.costs());
    Optimum optimum = Planner.planStored(hierarchy, WORK);
    Forecast forecast = new HierarchyForecast(hierarchy, problem.levels(), optimum).whole();
    return new HierarchyPlan(problem, hierarchy, optimum, forecast);
  }

  HierarchyPlan with(Forecast better) {
    return new HierarchyPlan(problem, hierarchy, optimum, better);
  }

  @Override
  public Iterator<Action> iterator() {
    if (hierarchy.top == 0) {
      BinomialWalk walk = HierarchyWalk.base(hierarchy);
      walk.begin(0, hierarchy.steps);
      return new BinomialPass(walk);
    }
    if (Columns.suits(hierarchy, optimum)) {
      return columns().iterator();
    }
    var walk = new HierarchyWalk(hierarchy);
    walk.begin(Segment.whole(hierarchy, optimum));
    return walk;
  }

  @Override
  public ActionStream open(long adjointPosition) {
    if (Columns.suits(hierarchy, optimum)) {
      return columns().open(adjointPosition);
    }
    var walk = new HierarchyWalk(hierarchy);
    walk.descend(Segment.whole(hierarchy, optimum), adjointPosition);
    // Counted before the walk goes on.
    Forecast remaining =
        new HierarchyForecast(hierarchy, problem.levels(), optimum)
            .remaining(walk, adjointPosition, forecast.optimal());
    return new OpenedStream(walk, walk.held(), () -> remaining);
  }

  private Plan columns() {
    StorageLocation top = hierarchy.members(1).getFirst().location();
    List<Level> base = hierarchy.members(0);
    return new BlockPlan(
        problem,
        hierarchy.slots(0),
        base.isEmpty() ? top : base.getFirst().location(),
        top,
        Columns.blocks(hierarchy, optimum),
        forecast);
  }
}
