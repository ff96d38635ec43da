package org.checkpointschedules.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// A schedule from a list of actions, with whatever forecast it is given.
record RecordedSchedule(
    long steps,
    List<Level> levels,
    boolean keepsCheckpoints,
    List<Action> actions,
    Forecast forecast)
    implements CheckpointSchedule {

  static RecordedSchedule of(GoodStream stream) {
    var referee = ScheduleReferee.of(stream.steps(), stream.levels());
    stream.actions().forEach(referee::accept);
    return new RecordedSchedule(
        stream.steps(),
        stream.levels(),
        stream.keeps(),
        stream.actions(),
        forecast(stream.levels(), referee.counts()));
  }

  @Override
  public String name() {
    return "recorded";
  }

  @Override
  public Iterator<Action> iterator() {
    return actions.iterator();
  }

  @Override
  public ActionStream open(long adjointPosition) {
    var referee = ScheduleReferee.of(steps, levels);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      referee.accept(action);
      boolean here =
          action instanceof Action.Reverse reverse
              ? reverse.n1() == adjointPosition
              : action instanceof Action.EndForward && adjointPosition == steps;
      if (here) {
        return open(referee, actions.subList(i + 1, actions.size()));
      }
    }
    throw new InvalidArgumentException("adjoint position", adjointPosition, "where it stands");
  }

  private ActionStream open(ScheduleReferee referee, List<Action> rest) {
    var held = referee.kept();
    referee.countAnew();
    rest.forEach(referee::accept);
    var remaining = forecast(levels, referee.counts());
    return new Stream(held, remaining, rest.iterator());
  }

  static Forecast forecast(List<Level> levels, Counts counts) {
    Map<StorageLocation, Forecast.Traffic> traffic = new LinkedHashMap<>();
    for (Level level : levels) {
      StorageLocation place = level.location();
      traffic.put(
          place,
          Forecast.Traffic.of(
              counts.writes().get(place), counts.reads().get(place), counts.peak().get(place)));
    }
    BigInteger forwardSteps = BigInteger.valueOf(counts.forwardSteps());
    BigDecimal cost =
        Forecast.cost(
            StepCosts.UNIT,
            levels,
            forwardSteps,
            counts.adjointSteps(),
            counts.writes(),
            counts.reads());
    return new Forecast(
        forwardSteps,
        counts.adjointSteps(),
        OptionalLong.of(counts.actions()),
        traffic,
        OptionalLong.of(counts.peak().get(StorageLocation.TAPE)),
        cost,
        false,
        Optional.empty());
  }

  record Stream(List<Entry> held, Forecast remaining, Iterator<Action> actions)
      implements ActionStream {
    @Override
    public boolean hasNext() {
      return actions.hasNext();
    }

    @Override
    public Action next() {
      return actions.next();
    }
  }
}
