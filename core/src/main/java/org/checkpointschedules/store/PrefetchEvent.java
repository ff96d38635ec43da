package org.checkpointschedules.store;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// Flight Recorder: an entry was read ahead, by the thread that does so; its duration is that of
/// the read.
@Name("checkpointschedules.Prefetch")
@Label("Prefetch")
@Category("Checkpoint Schedules")
@Description("An entry was read ahead, in the background")
@StackTrace(false)
final class PrefetchEvent extends Event {
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
