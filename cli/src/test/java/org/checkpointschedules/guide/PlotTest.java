package org.checkpointschedules.guide;

import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plot.ScheduleDrawing;
import org.checkpointschedules.plot.TraceObserver;
import org.checkpointschedules.plot.TradeOffChart;
import org.checkpointschedules.plot.TradeOffChart.Memory;
import org.checkpointschedules.run.Adjoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Code that the page on pictures quotes.
class PlotTest {
  @TempDir Path directory;

  @Test
  void pictures() throws IOException {
    var schedule = RevolveCheckpointSchedule.of(40, 4);
    var other = ScheduleDrawing.of(MixedCheckpointSchedule.of(40, 4, RAM), StepCosts.UNIT);
    var model = new ValueStyleTest.Decay();
    double x0 = 2;
    Path file = directory.resolve("trace.jsonl");
    // or any Iterable<Action>, with a TraceHeader
    var drawing = ScheduleDrawing.of(schedule, StepCosts.UNIT);
    Files.writeString(directory.resolve("schedule.svg"), drawing.svg()); // for a README, a paper
    Files.writeString(directory.resolve("schedule.html"), drawing.page()); // to look closely
    Files.writeString(directory.resolve("both.html"), drawing.pageBeside(other));

    try (var trace = TraceObserver.create(file)) { // a run, in measured time
      Adjoint.of(model).schedule(schedule).observer(trace).run(x0, x -> 2 * x);
    }
    var run = ScheduleDrawing.ofTrace(file);
    assertTrue(run.svg().contains("revolve, 40 steps"));
  }

  @Test
  void whatMemoryBuys() throws IOException {
    var points =
        List.of(
            new TradeOffChart.Point(1, 300, 20),
            new TradeOffChart.Point(4, 90, 4),
            new TradeOffChart.Point(40, 60, 2));
    var another = new TradeOffChart.Curve("mixed", List.of(points.getFirst(), points.getLast()));
    // a point: memory, time, forward steps for each step
    var curve = new TradeOffChart.Curve("revolve", points);
    var chart = TradeOffChart.of("1,000 steps", Memory.SLOTS, "seconds", List.of(curve, another));
    Files.writeString(directory.resolve("compare.svg"), chart.svg());
    curve.knee(); // where more memory begins to buy little
    assertTrue(Files.size(directory.resolve("compare.svg")) > 1_000);
  }
}
