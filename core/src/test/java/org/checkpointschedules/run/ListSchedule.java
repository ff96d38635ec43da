package org.checkpointschedules.run;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// A schedule from a list of actions, legal or not. Forecast from what the referee counts of
/// `forecastFrom`, a legal list.
record ListSchedule(long steps, List<Level> levels, List<Action> actions, List<Action> forecastFrom)
    implements CheckpointSchedule {

  static ListSchedule of(long steps, List<Level> levels, List<Action> actions) {
    return new ListSchedule(steps, levels, List.copyOf(actions), List.copyOf(actions));
  }

  static ListSchedule storeAll(long steps) {
    return of(
        steps,
        List.of(),
        List.of(
            new Forward(0, steps, false, true, StorageLocation.TAPE),
            new EndForward(),
            new Reverse(steps, 0, true),
            new EndReverse()));
  }

  /// The same levels and the same forecast, but these actions.
  ListSchedule with(List<Action> other) {
    return new ListSchedule(steps, levels, List.copyOf(other), forecastFrom);
  }

  @Override
  public String name() {
    return "list";
  }

  @Override
  public Forecast forecast() {
    var referee = ScheduleReferee.of(steps, levels);
    forecastFrom.forEach(referee::accept);
    Counts counts = referee.counts();
    Map<StorageLocation, Forecast.Traffic> traffic = new LinkedHashMap<>();
    for (Level level : levels) {
      StorageLocation at = level.location();
      traffic.put(
          at,
          Forecast.Traffic.of(
              counts.writes().get(at), counts.reads().get(at), counts.peak().get(at)));
    }
    return new Forecast(
        BigInteger.valueOf(counts.forwardSteps()),
        counts.adjointSteps(),
        OptionalLong.of(counts.actions()),
        traffic,
        OptionalLong.of(counts.peak().get(StorageLocation.TAPE)),
        Forecast.cost(
            StepCosts.UNIT,
            levels,
            BigInteger.valueOf(counts.forwardSteps()),
            counts.adjointSteps(),
            counts.writes(),
            counts.reads()),
        false,
        Optional.empty());
  }

  @Override
  public Iterator<Action> iterator() {
    return actions.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    throw new UnsupportedOperationException();
  }
}
