package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.TAPE;

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

// Between two kept checkpoints x < y lies a problem of its own: the steps x to y - 1 are reversed
// from x alone, after all above y, with the slots that the checkpoints below x leave free. So the
// plan is one least-cost plan for each such segment, from the top, whose first write is spared
// where the plan would store x on the level where it lies already. That each is of least cost does
// not make the whole so (the plan for a start that is stored already may be another one, by at most
// the price of that write for each segment), hence `optimal = false` in the forecast.

/// Plans what is left of a broken-off adjoint calculation: the segments between surviving
/// checkpoints, each reversed from its own checkpoint at least cost, the topmost first.
///
/// Where all that the schedule would hold at the adjoint's position survived, its own remaining
/// actions follow. Costs more than the best continuation by at most one write for each surviving
/// checkpoint. Checkpoints at or above the adjoint are dropped; adjoint data survives where its
/// steps come next, and is dropped elsewhere.
///
/// Planning takes as long as planning each segment; [ActionStream#remaining()] plays the actions
/// once, in time that grows with their number. Immutable and thread safe.
public final class ContinuedPlan implements Replanner {
  private final StepCosts costs;

  private ContinuedPlan(StepCosts costs) {
    this.costs = Objects.requireNonNull(costs, "costs");
  }

  /// With these costs of forward and adjoint steps, in the unit of the levels' costs.
  public static ContinuedPlan with(StepCosts costs) {
    return new ContinuedPlan(costs);
  }

  @Override
  public ActionStream replan(CheckpointSchedule schedule, Standing standing) {
    Demands.adjointPosition(standing.adjointPosition(), schedule.steps());
    boolean roomy = standing.fewer().isEmpty();
    if (roomy && !standing.forwardEnded() && standing.held().isEmpty()) {
      return new OpenedStream(schedule.iterator(), List.of(), schedule::forecast);
    }
    if (roomy && standing.forwardEnded() && standing.adjointPosition() < schedule.steps()) {
      Optional<ActionStream> asPlanned = asPlanned(schedule, standing);
      if (asPlanned.isPresent()) {
        return asPlanned.get();
      }
    }
    return new OpenedStream(
        new Continuation(schedule, standing, costs),
        standing.held(),
        () -> forecast(schedule, standing));
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

  private Forecast forecast(CheckpointSchedule schedule, Standing standing) {
    Iterator<Action> actions = new Continuation(schedule, standing, costs);
    List<Level> levels = standing.levels(schedule.levels());
    var referee = ScheduleReferee.continued(schedule.steps(), levels, standing);
    actions.forEachRemaining(referee::accept);
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
    return new Forecast(
        forwardSteps,
        counts.adjointSteps(),
        OptionalLong.of(counts.actions()),
        traffic,
        OptionalLong.of(counts.peak().get(TAPE)),
        Forecast.cost(
            costs, levels, forwardSteps, counts.adjointSteps(), counts.writes(), counts.reads()),
        false,
        Optional.empty());
  }
}
