package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.common.OpenedStream;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.resume.Base;
import org.checkpointschedules.plan.internal.resume.Continuation;
import org.checkpointschedules.plan.internal.resume.ContinuationActions;
import org.checkpointschedules.plan.internal.resume.ContinuationPlanner;
import org.checkpointschedules.plan.internal.resume.ContinuationTask;
import org.checkpointschedules.plan.internal.resume.Survivors;

// What is done with each survivor is chosen by ContinuationPlanner; docs/planning.md section 9.

/// Plans what is left of a broken-off adjoint calculation, at little cost: each surviving
/// checkpoint is loaded until the steps above it are done, or given up before where its slot is
/// worth more, or dropped; the forward, which stands at step 0, may store checkpoints on a first
/// run.
///
/// Up to some hundred steps all such ways are looked at. The forecast is `optimal` where that is
/// the best there is: where all levels cost the same read. Else, where only restart data survived,
/// it has a lower bound. Over more steps, of up to some 60 survivors each is used for its segment
/// to the end or dropped, at least cost; of more the cheapest of some choices is taken.
///
/// Where all that the schedule would hold at the adjoint's position survived, its own remaining
/// actions follow unless others are cheaper. Checkpoints at or above the adjoint are dropped;
/// adjoint data survives where its steps come next, is used first, and is dropped elsewhere; then
/// no bound is given.
///
/// Planning takes some tenths of a second, more with thousands of survivors; what remains is
/// counted, when it is asked for, in time that grows with the number of actions. Immutable and
/// thread safe.
public final class ContinuedPlan implements Replanner {
  private final StepCosts costs;

  private ContinuedPlan(StepCosts costs) {
    this.costs = Objects.requireNonNull(costs, "costs");
  }

  /// {@return a replanner with these costs of forward and adjoint steps, in the unit of the levels'
  /// costs}
  ///
  /// @param costs of a forward and an adjoint step; levels bring their own
  public static ContinuedPlan with(StepCosts costs) {
    return new ContinuedPlan(costs);
  }

  /// How it goes on.
  ///
  /// @param remains what is used
  /// @param continuation null if `remains` has no step left
  /// @param bound what the best costs at least, if that is known
  private record Way(
      Survivors survivors,
      Continuation continuation,
      BigDecimal cost,
      Optional<BigDecimal> bound) {}

  @Override
  public ActionStream replan(CheckpointSchedule schedule, Standing standing) {
    Requirements.adjointPosition(standing.adjointPosition(), schedule.steps());
    boolean roomy = standing.fewer().isEmpty();
    if (roomy && !standing.forwardEnded() && standing.held().isEmpty()) {
      return new OpenedStream(schedule.iterator(), List.of(), schedule::forecast);
    }
    List<Level> levels = standing.levels(schedule.levels());
    Way way = way(standing, levels);
    if (roomy && standing.forwardEnded() && standing.adjointPosition() < schedule.steps()) {
      Optional<ActionStream> asPlanned = asPlanned(schedule, standing);
      if (asPlanned.isPresent() && asPlanned.get().remaining().cost().compareTo(way.cost) <= 0) {
        return asPlanned.get();
      }
    }
    return new OpenedStream(
        actions(standing, way),
        standing.held(),
        () -> forecast(schedule.steps(), standing, levels, way));
  }

  private Way way(Standing standing, List<Level> levels) {
    Survivors survivors = Survivors.of(standing, levels, true);
    if (survivors.next().isEmpty() || survivors.top() == 0 || survivors.hasOrigin()) {
      return way(survivors, levels);
    }
    int place = survivors.room(levels);
    return place < 0
        ? way(Survivors.of(standing, levels, false), levels)
        : way(survivors.withOrigin(place, levels), levels);
  }

  private Way way(Survivors survivors, List<Level> levels) {
    BigDecimal cost = BigDecimal.ZERO;
    for (Entry entry : survivors.next()) {
      cost = cost.add(costs.adjoint());
      for (Level level : levels) {
        cost = level.location().equals(entry.location()) ? cost.add(level.readCost()) : cost;
      }
    }
    if (survivors.top() == 0) {
      return new Way(survivors, null, cost, Optional.empty());
    }
    boolean runs = survivors.next().isEmpty();
    var planner =
        new ContinuationPlanner(
            new ContinuationTask(survivors.bases(), levels, costs, survivors.top(), runs));
    ContinuationPlanner.Found found = planner.find().orElseThrow();
    Base lowest = runs ? null : survivors.bases().getFirst();
    if (lowest != null && !lowest.survived()) {
      cost = cost.add(levels.get(lowest.level()).writeCost()).add(costs.forward());
    }
    return new Way(
        survivors, found.continuation(), cost.add(found.continuation().cost()), found.bound());
  }

  private static Iterator<Action> actions(Standing standing, Way way) {
    return new ContinuationActions(
        standing.held(), way.survivors.next(), way.continuation, standing.forwardEnded());
  }

  private static Optional<ActionStream> asPlanned(CheckpointSchedule schedule, Standing standing) {
    try {
      ActionStream stream = schedule.open(standing.adjointPosition());
      var planned = new ArrayList<>(stream.held());
      var held = new ArrayList<>(standing.held());
      var order =
          Comparator.comparingLong(Entry::step).thenComparing(entry -> entry.location().name());
      planned.sort(order);
      held.sort(order);
      return planned.equals(held) ? Optional.of(stream) : Optional.empty();
    } catch (InvalidArgumentException _) {
      // The schedule does not stop there.
      return Optional.empty();
    }
  }

  private Forecast forecast(long steps, Standing standing, List<Level> levels, Way way) {
    var referee = ScheduleReferee.continued(steps, levels, standing);
    actions(standing, way).forEachRemaining(referee::accept);
    Counts counts = referee.counts();
    Map<StorageLocation, Forecast.Traffic> traffic = new LinkedHashMap<>();
    for (Level level : levels) {
      StorageLocation at = level.location();
      traffic.put(
          at,
          Forecast.Traffic.of(
              counts.writes().get(at), counts.reads().get(at), counts.peak().get(at)));
    }
    BigInteger forwardSteps = BigInteger.valueOf(counts.forwardSteps());
    boolean restartOnly = standing.held().stream().noneMatch(Entry::adjointData);
    Optional<BigDecimal> bound = restartOnly ? way.bound : Optional.empty();
    boolean optimal = bound.isPresent() && bound.get().compareTo(way.cost) >= 0;
    return new Forecast(
        forwardSteps,
        counts.adjointSteps(),
        OptionalLong.of(counts.actions()),
        traffic,
        OptionalLong.of(counts.peak().get(TAPE)),
        Forecast.cost(
            costs, levels, forwardSteps, counts.adjointSteps(), counts.writes(), counts.reads()),
        optimal,
        optimal ? Optional.empty() : bound);
  }
}
