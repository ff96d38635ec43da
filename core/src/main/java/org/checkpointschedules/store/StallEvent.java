package org.checkpointschedules.store;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Flight Recorder: the run waited for work in the background; its duration is that of the wait.
@Name("checkpointschedules.Stall")
@Label("Stall")
@Category("Checkpoint Schedules")
@Description("The run waited for the background work of a level")
@StackTrace(false)
final class StallEvent extends Event {
  @Label("Run")
  long run;

  @Label("Level")
  String level;

  @Label("Kind")
  @Description("RESTART or ADJOINT data: what the run wanted to store or load")
  String kind;

  @Label("Step")
  long step;

  @Label("Bytes")
  @DataAmount
  long bytes;
}
