package org.checkpointschedules.plan.internal.chain;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.common.Requirements;

/// A chain of steps on one level, taken apart as a [ChainTree] says: what the schedules for steps
/// of different cost and checkpoints of different size carry out.
public final class ChainPlan implements Plan {
  private final Level level;
  private final ChainTree tree;
  private final ChainForecast costs;
  private final Forecast forecast;

  /// @param optimal whether its cost is known to be least; it is in any case where no step runs
  ///   twice
  public ChainPlan(Level level, ChainTree tree, ChainForecast costs, boolean optimal) {
    this.level = level;
    this.tree = tree;
    this.costs = costs;
    forecast = costs.whole(walk(), optimal);
  }

  public int steps() {
    return tree.steps();
  }

  public List<Level> levels() {
    return List.of(level);
  }

  @Override
  public Forecast forecast() {
    return forecast;
  }

  @Override
  public Iterator<Action> iterator() {
    return walk();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    Requirements.adjointPosition(adjointPosition, steps());
    ChainWalk walk = opened(adjointPosition);
    return new OpenedStream(
        walk,
        walk.held(),
        () -> costs.count(opened(adjointPosition), forecast.optimal(), Optional.empty()));
  }

  private ChainWalk opened(long adjointPosition) {
    ChainWalk walk = walk();
    walk.open(adjointPosition);
    return walk;
  }

  private ChainWalk walk() {
    return new ChainWalk(tree, level.location());
  }
}
