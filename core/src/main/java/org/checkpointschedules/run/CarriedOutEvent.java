package org.checkpointschedules.run;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Flight Recorder: an action was carried out; its duration is that of the action.
@Name("checkpointschedules.Action")
@Label("Action")
@Category("Checkpoint Schedules")
@Description("An action of the schedule was carried out")
@StackTrace(false)
final class CarriedOutEvent extends Event {
  @Label("Run")
  long run;

  @Label("Number")
  @Description("The action's number in the run, from 1")
  long number;

  @Label("Kind")
  @Description("Forward, Reverse, Copy, EndForward or EndReverse")
  String kind;

  @Label("Step")
  @Description("n0 of a Forward or a Reverse, n of a Copy; -1 for none")
  long step;

  @Label("To Step")
  @Description("n1 of a Forward or a Reverse; -1 for none")
  long toStep;

  @Label("Level")
  @Description("Where a Forward stores, where a Copy takes from; NONE for none")
  String level;

  @Label("Bytes")
  @DataAmount
  long bytes;
}
