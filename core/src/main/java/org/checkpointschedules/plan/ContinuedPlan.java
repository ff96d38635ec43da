package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.TAPE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
// where the plan would store x on the level where it lies already.
//
// Which survivors are worth their slots? Those that a run was killed with lie where its own plan
// wants them. Those of a level that has lost slots lie too low, and would leave too few slots for
// what is above. So several choices are priced: all survivors; a power of two of them, evenly
// spread, the highest among them; none but step 0; none at all. The cheapest is taken.
//
// How far from the least cost C* of any continuation? Let x be the highest survivor, P the least
// cost of a plan from nothing for the steps below the adjoint, on the same slots. The choice of
// none at all costs P, so the plan taken costs P at most. And
//
//   P <= C* + forward cost x x + the write costs of the survivors,
//
// where all that survived is restart data. Proof: take a best continuation. It begins at step 0
// with a run of the forward that ends with the first load, or with the adjoint's first step. Until
// then it stores some new entries and deletes some survivors. From nothing, run the forward from 0
// as far as it does, or as far as x where that is more, and store on the way what it holds when
// that run ends: new entries and remaining survivors, as many as it has slots for, each where it
// lies. That costs at most x forward steps and the writes of survivors more than the
// continuation's own run. From there on do what it does.
//
// So P less these two is a lower bound of C*, and the plan exceeds C* by no more than they come to:
// less than one sweep over the steps below the adjoint, and one write for each survivor.

/// Plans what is left of a broken-off adjoint calculation: the segments between surviving
/// checkpoints, each reversed from its own checkpoint at least cost, the topmost first. Survivors
/// that are not worth their slots are dropped.
///
/// Where all that the schedule would hold at the adjoint's position survived, its own remaining
/// actions follow unless others are cheaper. Where only restart data survived, the plan costs more
/// than the best continuation by at most the forward steps up to the highest survivor and one write
/// for each survivor, and never more than a plan from nothing; the forecast has the lower bound.
/// Checkpoints at or above the adjoint are dropped; adjoint data survives where its steps come
/// next, and is dropped elsewhere.
///
/// Planning plays the actions of some choices, as many as the logarithm of the number of survivors,
/// in time that grows with the number of actions. Immutable and thread safe.
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

  @Override
  public ActionStream replan(CheckpointSchedule schedule, Standing standing) {
    Demands.adjointPosition(standing.adjointPosition(), schedule.steps());
    boolean roomy = standing.fewer().isEmpty();
    if (roomy && !standing.forwardEnded() && standing.held().isEmpty()) {
      return new OpenedStream(schedule.iterator(), List.of(), schedule::forecast);
    }
    Set<Long> dropped = Set.of();
    Forecast best = null;
    for (Set<Long> choice : choices(schedule, standing)) {
      Forecast forecast = forecast(schedule, standing, choice);
      if (best == null || forecast.cost().compareTo(best.cost()) < 0) {
        best = forecast;
        dropped = choice;
      }
    }
    Forecast forecast = best;
    if (roomy && standing.forwardEnded() && standing.adjointPosition() < schedule.steps()) {
      Optional<ActionStream> asPlanned = asPlanned(schedule, standing);
      if (asPlanned.isPresent()
          && asPlanned.get().remaining().cost().compareTo(forecast.cost()) <= 0) {
        return asPlanned.get();
      }
    }
    return new OpenedStream(
        new Continuation(schedule, standing, costs, dropped), standing.held(), () -> forecast);
  }

  /// Which steps' entries could be dropped: none first, then ever more.
  private List<Set<Long>> choices(CheckpointSchedule schedule, Standing standing) {
    var choices = new ArrayList<Set<Long>>();
    choices.add(Set.of());
    List<Long> held =
        standing.held().stream()
            .map(Entry::step)
            .filter(step -> step < standing.adjointPosition())
            .distinct()
            .sorted()
            .toList();
    List<Long> above = held.stream().filter(step -> step > 0).toList();
    for (int kept = Integer.highestOneBit(above.size()); kept > 0; kept /= 2) {
      var dropped = new HashSet<>(above);
      for (int i = 1; i <= kept; i++) {
        dropped.remove(above.get((int) ((long) i * above.size() / kept) - 1));
      }
      choices.add(dropped);
    }
    choices.add(Set.copyOf(above));
    choices.add(Set.copyOf(held));
    return choices.stream().distinct().toList();
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

  /// What the best continuation costs at least; empty where adjoint data survived.
  private Optional<BigDecimal> lowerBound(Standing standing, List<Level> levels) {
    boolean restartOnly = standing.held().stream().noneMatch(Entry::adjointData);
    long steps = standing.adjointPosition();
    if (!restartOnly || steps == 0 || levels.stream().allMatch(level -> level.slots() == 0)) {
      return Optional.empty();
    }
    Forecast fromNothing = new Problem(steps, levels, costs).plan().forecast();
    BigDecimal bound = fromNothing.cost();
    long highest = 0;
    for (Entry entry : standing.held()) {
      if (entry.step() < steps) {
        highest = Math.max(highest, entry.step());
        for (Level level : levels) {
          if (level.location().equals(entry.location())) {
            bound = bound.subtract(level.writeCost());
          }
        }
      }
    }
    bound = bound.subtract(costs.forward().multiply(BigDecimal.valueOf(highest)));
    return fromNothing.optimal() ? Optional.of(bound.max(BigDecimal.ZERO)) : Optional.empty();
  }

  private Forecast forecast(CheckpointSchedule schedule, Standing standing, Set<Long> dropped) {
    Iterator<Action> actions = new Continuation(schedule, standing, costs, dropped);
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
        lowerBound(standing, levels));
  }
}
