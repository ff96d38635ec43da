package org.checkpointschedules.run;

import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Replanner;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;

/// The actions still to be carried out, each passed by a referee before it is handed out: those of
/// the schedule, and once something was lost, those that finish from what is left.
final class Route implements Iterator<Action> {
  private final CheckpointSchedule schedule;
  private final Replanner replanner;
  private final UnaryOperator<Iterator<Action>> foreseen;
  private Iterator<Action> actions;

  /// @param replanner null where there is none
  /// @param foreseen the same actions, as something looks ahead in them
  Route(
      CheckpointSchedule schedule, Replanner replanner, UnaryOperator<Iterator<Action>> foreseen) {
    this.schedule = schedule;
    this.replanner = replanner;
    this.foreseen = foreseen;
    actions = foreseen.apply(ScheduleReferee.watch(schedule).iterator());
  }

  /// Whether it can be planned anew.
  boolean canChange() {
    return replanner != null;
  }

  /// Goes on from here instead.
  ActionStream changeTo(Standing standing) {
    ActionStream stream = replanner.replan(schedule, standing);
    actions = foreseen.apply(new Refereed(stream, schedule, standing));
    return stream;
  }

  @Override
  public boolean hasNext() {
    return actions.hasNext();
  }

  @Override
  public Action next() {
    return actions.next();
  }

  private static final class Refereed implements Iterator<Action> {
    private final Iterator<Action> actions;
    private final ScheduleReferee referee;
    private final boolean emptied;

    Refereed(Iterator<Action> actions, CheckpointSchedule schedule, Standing standing) {
      this.actions = actions;
      referee =
          ScheduleReferee.continued(schedule.steps(), standing.levels(schedule.levels()), standing);
      emptied = !schedule.keepsCheckpoints();
    }

    @Override
    public boolean hasNext() {
      return actions.hasNext();
    }

    @Override
    public Action next() {
      Action action = actions.next();
      referee.accept(action);
      if (!actions.hasNext()) {
        referee.finish(emptied);
      }
      return action;
    }
  }
}
