package org.checkpointschedules.plan.internal.hierarchy.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.common.ForecastBuilder;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;

/// The plan of a [VectorTable]; keeps the table. Short schedules only, so it forecasts by counting
/// its actions.
public final class VectorPlan implements Plan {
  private final Problem problem;
  private final Hierarchy hierarchy;
  private final VectorTable table;
  private final Forecast forecast;

  private VectorPlan(
      Problem problem, Hierarchy hierarchy, VectorTable table, BigDecimal lowerBound) {
    this.problem = problem;
    this.hierarchy = hierarchy;
    this.table = table;
    forecast = count(iterator(), List.of(), problem.steps(), 0).against(lowerBound);
  }

  /// The plan, or null if its table would be too large.
  ///
  /// @param lowerBound a lower bound on the least cost
  public static VectorPlan of(Problem problem, List<Priced> levels, BigDecimal lowerBound) {
    var hierarchy = new Hierarchy(problem.steps(), levels, problem.costs());
    VectorTable table = VectorTable.of(hierarchy);
    return table == null ? null : new VectorPlan(problem, hierarchy, table, lowerBound);
  }

  @Override
  public Forecast forecast() {
    return forecast;
  }

  @Override
  public Iterator<Action> iterator() {
    return new VectorWalk(hierarchy, table);
  }

  @Override
  public ActionStream open(long adjointPosition) {
    VectorWalk walk = opened(adjointPosition);
    List<Entry> held = walk.held();
    long tape = adjointPosition == problem.steps() ? 1 : 0;
    return new OpenedStream(
        walk,
        held,
        () ->
            count(opened(adjointPosition), held, adjointPosition, tape)
                .forecast(forecast.optimal(), Optional.empty()));
  }

  private VectorWalk opened(long adjointPosition) {
    var walk = new VectorWalk(hierarchy, table);
    walk.descend(adjointPosition);
    return walk;
  }

  private ForecastBuilder count(
      Iterator<Action> actions, List<Entry> held, long adjointSteps, long tape) {
    var tally =
        new ForecastBuilder(problem).adjoint(adjointSteps).peakTape(adjointSteps > 0 ? 1 : tape);
    Map<StorageLocation, Long> now = new HashMap<>();
    held.forEach(entry -> now.merge(entry.location(), 1L, Long::sum));
    Map<StorageLocation, Long> peak = new HashMap<>(now);
    while (actions.hasNext()) {
      Action action = actions.next();
      tally.actions(1);
      if (action instanceof Action.Forward forward) {
        tally.forward(BigInteger.valueOf(forward.steps()));
        if (forward.writeIcs()) {
          tally.traffic(forward.storage(), 1, 0);
          long entries = now.merge(forward.storage(), 1L, Long::sum);
          peak.merge(forward.storage(), entries, Math::max);
        }
      } else if (action instanceof Action.Copy copy) {
        tally.traffic(copy.from(), 0, 1);
        now.merge(copy.from(), copy.delete() ? -1L : 0L, Long::sum);
      }
    }
    peak.forEach(tally::peak);
    return tally;
  }
}
