package org.checkpointschedules.run;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Flight Recorder: data was stored in a level; its duration is the time that the run gave to it.
@Name("checkpointschedules.Store")
@Label("Store")
@Category("Checkpoint Schedules")
@Description("Data was stored in a level")
@StackTrace(false)
final class StoreEvent extends Event {
  @Label("Run")
  long run;

  @Label("Level")
  String level;

  @Label("Kind")
  @Description("RESTART or ADJOINT data")
  String kind;

  @Label("Step")
  long step;

  @Label("Bytes")
  @DataAmount
  long bytes;
}
