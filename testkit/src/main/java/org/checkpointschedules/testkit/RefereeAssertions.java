package org.checkpointschedules.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Counts;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;

/// Assertions on schedules for tests; they throw [AssertionError].
public final class RefereeAssertions {
  private static final int POSITIONS = 12;

  private RefereeAssertions() {}

  /// Asserts everything that a [CheckpointSchedule] promises and that can be seen from outside:
  ///
  /// - the referee finds no broken rule, slots and empty levels at the end included;
  /// - two iterators, advanced in turn, give equal actions;
  /// - what was counted equals the forecast, exactly, and the forecast names the schedule's levels;
  /// - `open(a)`, at up to a dozen adjoint positions spread evenly, gives the entries that a replay
  ///   holds there, the actions that follow there, and a forecast that equals what these count.
  ///
  /// Keeps all actions in memory and plays them about 40 times.
  ///
  /// @param schedule of which all actions fit into memory
  /// @return what was counted
  public static Counts assertLegal(CheckpointSchedule schedule) {
    try {
      List<Action> actions = actions(schedule);
      Counts counts = ScheduleReferee.check(schedule);
      holds(schedule, "forecast", schedule.forecast(), counts);
      positions(actions).forEach((position, index) -> opens(schedule, actions, position, index));
      return counts;
    } catch (IllegalScheduleException e) {
      throw new AssertionError(describe(schedule) + ": " + e.getMessage(), e);
    }
  }

  /// Asserts the same, and that the forecast cost is what the counted figures cost.
  ///
  /// @param schedule of which all actions fit into memory
  /// @param costs the costs that the schedule was made for
  /// @return what was counted
  public static Counts assertLegal(CheckpointSchedule schedule, StepCosts costs) {
    Counts counts = assertLegal(schedule);
    BigDecimal counted =
        Forecast.cost(
            costs,
            schedule.levels(),
            BigInteger.valueOf(counts.forwardSteps()),
            counts.adjointSteps(),
            counts.writes(),
            counts.reads());
    if (counted.compareTo(schedule.forecast().cost()) != 0) {
      throw fault(
          schedule, "cost: forecast " + schedule.forecast().cost() + ", counted " + counted);
    }
    return counts;
  }

  private static List<Action> actions(CheckpointSchedule schedule) {
    var actions = new ArrayList<Action>();
    Iterator<Action> one = schedule.iterator();
    Iterator<Action> other = schedule.iterator();
    while (one.hasNext()) {
      Action action = one.next();
      actions.add(action);
      if (!other.hasNext() || !other.next().equals(action)) {
        throw fault(schedule, "action " + actions.size() + " is not the same in a second pass");
      }
    }
    if (other.hasNext()) {
      throw fault(schedule, "a second pass has more than " + actions.size() + " actions");
    }
    try {
      Action beyond = one.next();
      throw fault(schedule, "hasNext is false, yet next gives " + beyond);
    } catch (NoSuchElementException expected) {
      return actions;
    }
  }

  private static void holds(
      CheckpointSchedule schedule, String name, Forecast forecast, Counts counts) {
    List<String> differences = forecast.differences(counts);
    if (!differences.isEmpty()) {
      throw fault(schedule, name + " and count differ: " + String.join("; ", differences));
    }
    List<StorageLocation> levels = schedule.levels().stream().map(Level::location).toList();
    if (!List.copyOf(forecast.levels().keySet()).equals(levels)) {
      throw fault(schedule, name + " has the levels " + forecast.levels().keySet());
    }
  }

  /// Adjoint positions to open at, each with the number of actions before it.
  private static Map<Long, Integer> positions(List<Action> actions) {
    var all = new TreeMap<Long, Integer>();
    for (int i = 0; i < actions.size(); i++) {
      switch (actions.get(i)) {
        case Action.EndForward _ -> all.put(Long.MAX_VALUE, i + 1);
        case Action.Reverse reverse -> all.put(reverse.n1(), i + 1);
        case Action.Forward _, Action.Copy _, Action.EndReverse _ -> {}
      }
    }
    var ordered = new ArrayList<>(all.keySet());
    int stride = Math.max(1, (ordered.size() - 1) / (POSITIONS - 1));
    for (int i = 0; i < ordered.size() - 1; i++) {
      if (i % stride != 0) {
        all.remove(ordered.get(i));
      }
    }
    return all;
  }

  private static void opens(
      CheckpointSchedule schedule, List<Action> actions, long key, int index) {
    long position = Math.min(key, schedule.steps());
    String where = "open(" + position + ")";
    var replay = ScheduleReferee.of(schedule.steps(), schedule.levels());
    actions.subList(0, index).forEach(replay::accept);
    ActionStream stream = schedule.open(position);
    if (!stream.held().equals(replay.kept())) {
      throw fault(
          schedule, where + " holds " + stream.held() + ", a replay holds " + replay.kept());
    }
    Forecast remaining = stream.remaining();
    replay.countAnew();
    for (Action action : actions.subList(index, actions.size())) {
      if (!stream.hasNext()) {
        throw fault(schedule, where + " ends before " + action);
      }
      Action opened = stream.next();
      if (!opened.equals(action)) {
        throw fault(schedule, where + " gives " + opened + ", a replay " + action);
      }
      replay.accept(action);
    }
    if (stream.hasNext()) {
      throw fault(schedule, where + " goes on with " + stream.next());
    }
    holds(schedule, where + " forecast", remaining, replay.counts());
    // From what the stream says it holds, and from nothing else, the rest must be playable.
    ScheduleReferee.watch(schedule).open(position).forEachRemaining(_ -> {});
  }

  private static AssertionError fault(CheckpointSchedule schedule, String what) {
    return new AssertionError(describe(schedule) + ": " + what);
  }

  private static String describe(CheckpointSchedule schedule) {
    return schedule.name() + " of " + schedule.steps() + " steps with " + schedule.levels();
  }
}
