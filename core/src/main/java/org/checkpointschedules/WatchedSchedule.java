package org.checkpointschedules;

import java.util.Iterator;
import java.util.List;
import org.checkpointschedules.Action.EndForward;

/// A schedule with a referee beside every pass over it.
record WatchedSchedule(CheckpointSchedule watched) implements CheckpointSchedule {
  @Override
  public String name() {
    return watched.name();
  }

  @Override
  public long steps() {
    return watched.steps();
  }

  @Override
  public List<Level> levels() {
    return watched.levels();
  }

  @Override
  public Forecast forecast() {
    return watched.forecast();
  }

  @Override
  public boolean keepsCheckpoints() {
    return watched.keepsCheckpoints();
  }

  @Override
  public Iterator<Action> iterator() {
    return new Pass(watched.iterator(), ScheduleReferee.of(steps(), levels()));
  }

  @Override
  public ActionStream open(long adjointPosition) {
    ActionStream stream = watched.open(adjointPosition);
    var pass = new Pass(stream, refereeAt(adjointPosition, stream.held()));
    return new ActionStream() {
      @Override
      public List<Entry> held() {
        return stream.held();
      }

      @Override
      public Forecast remaining() {
        return stream.remaining();
      }

      @Override
      public boolean hasNext() {
        return pass.hasNext();
      }

      @Override
      public Action next() {
        return pass.next();
      }
    };
  }

  /// Right after `EndForward` the forward stands at the last step, and what lies on `TAPE` is known
  /// only by playing that far; later it matters no more.
  private ScheduleReferee refereeAt(long adjointPosition, List<ActionStream.Entry> held) {
    if (adjointPosition < steps()) {
      return ScheduleReferee.resumed(steps(), levels(), adjointPosition, held);
    }
    var referee = ScheduleReferee.of(steps(), levels());
    for (Action action : watched) {
      referee.accept(action);
      if (action instanceof EndForward) {
        break;
      }
    }
    return referee;
  }

  private final class Pass implements Iterator<Action> {
    private final Iterator<Action> actions;
    private final ScheduleReferee referee;

    Pass(Iterator<Action> actions, ScheduleReferee referee) {
      this.actions = actions;
      this.referee = referee;
      finishAtTheEnd();
    }

    @Override
    public boolean hasNext() {
      return actions.hasNext();
    }

    @Override
    public Action next() {
      Action action = actions.next();
      referee.accept(action);
      finishAtTheEnd();
      return action;
    }

    private void finishAtTheEnd() {
      if (!actions.hasNext()) {
        referee.finish(!keepsCheckpoints());
      }
    }
  }
}
