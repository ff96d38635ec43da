package org.checkpointschedules.plan.internal.common;

import java.util.Iterator;
import org.checkpointschedules.Action;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.Forecast;

/// What a [RevolveCheckpointSchedule] carries out. Immutable.
public interface Plan {
  Forecast forecast();

  Iterator<Action> iterator();

  /// @param adjointPosition from 0 to the number of steps
  ActionStream open(long adjointPosition);
}
