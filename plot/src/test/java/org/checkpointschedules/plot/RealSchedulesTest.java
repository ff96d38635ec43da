package org.checkpointschedules.plot;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.NoneCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Drawings of what the planners plan, and of what the executor runs.
class RealSchedulesTest {
  private static final StepCosts COSTS = StepCosts.of(1.5, 2.25);

  static Stream<CheckpointSchedule> schedules() {
    var hierarchy =
        Problem.steps(60).level(Level.free(RAM, 3)).level(Level.of(DISK, 5, 2, 1)).costs(COSTS);
    var disk = Problem.steps(60).level(Level.of(DISK, Level.UNBOUNDED, 2, 1)).costs(COSTS);
    return Stream.of(
        NoneCheckpointSchedule.of(Problem.steps(60).costs(COSTS)),
        SingleMemoryCheckpointSchedule.of(Problem.steps(60).costs(COSTS)),
        SingleDiskCheckpointSchedule.copying(disk),
        SingleDiskCheckpointSchedule.moving(disk),
        MixedCheckpointSchedule.of(Problem.steps(60).level(DISK, 7).costs(COSTS)),
        MultistageCheckpointSchedule.of(60, 2, 3),
        RevolveCheckpointSchedule.of(Problem.steps(60).level(RAM, 5).costs(COSTS)),
        RevolveCheckpointSchedule.of(hierarchy));
  }

  /// The time axis ends at the forecast cost: what is drawn is what was planned.
  @ParameterizedTest
  @MethodSource("schedules")
  void aDrawingLastsAsLongAsForecast(CheckpointSchedule schedule) throws Exception {
    StepCosts costs = schedule instanceof MultistageCheckpointSchedule ? StepCosts.UNIT : COSTS;
    var drawing = ScheduleDrawing.of(schedule, costs);
    double cost = schedule.forecast().cost().doubleValue();
    assertEquals(cost, drawing.total(), 1e-9 * cost);
    Picture.parse(drawing.svg());
    assertTrue(drawing.page().contains(schedule.name() + ", 60 steps"));
  }

  @Test
  void theTraceOfARunIsItsScheduleInTime(@TempDir Path folder) throws IOException {
    var decay =
        new Model<Double, Double>() {
          @Override
          public Double forward(long step, Double u) {
            return u - 0.1 * u * u;
          }

          @Override
          public Double adjoint(long step, Double u, Double bar) {
            return bar * (1 - 0.2 * u);
          }
        };
    var schedule = RevolveCheckpointSchedule.of(50, 4);
    Path file = folder.resolve("run.jsonl");
    try (var observer = TraceObserver.create(file)) {
      Adjoint.of(decay).schedule(schedule).observer(observer).run(1.0, _ -> 1.0);
    }
    var planned = new ArrayList<Action>();
    schedule.forEach(planned::add);
    var traced = new ArrayList<Action>();
    try (var trace = TraceReader.open(file)) {
      assertEquals(TraceHeader.of(schedule), trace.header());
      trace.forEachRemaining(timed -> traced.add(timed.action()));
    }
    assertEquals(planned, traced);
    assertTrue(ScheduleDrawing.ofTrace(file).svg().contains("revolve, 50 steps"));
  }

  /// The pictures of the README. With `-Dpictures=write` they are written to `plot/pictures`.
  @Test
  void theReadmesPicturesCanBeDrawn() throws Exception {
    var ten = Problem.steps(10).level(Level.free(RAM, 1)).level(Level.of(DISK, 2, 1, 1));
    var large =
        Problem.steps(100_000)
            .level(Level.free(RAM, 10))
            .level(Level.of(DISK, 30, 40, 25))
            .costs(StepCosts.of(1, 2));
    var hundred = Problem.steps(100).level(Level.free(RAM, 4)).level(Level.of(DISK, 3, 2, 2));
    for (Problem problem : List.of(ten, hundred, large)) {
      var schedule = RevolveCheckpointSchedule.of(problem);
      picture("h-revolve-" + problem.steps(), ScheduleDrawing.of(schedule, problem.costs()).svg());
    }
    picture("trade-off", tradeOff().svg());
  }

  private static TradeOffChart tradeOff() {
    var revolve = new ArrayList<TradeOffChart.Point>();
    var mixed = new ArrayList<TradeOffChart.Point>();
    for (int slots = 1; slots < 1_000; slots = Math.max(slots + 1, slots * 5 / 4)) {
      revolve.add(point(slots, RevolveCheckpointSchedule.of(1_000, slots)));
      mixed.add(point(slots, MixedCheckpointSchedule.of(1_000, slots, RAM)));
    }
    return TradeOffChart.of(
        "1,000 steps: what slots buy",
        TradeOffChart.Memory.SLOTS,
        "units of a forward step",
        List.of(
            new TradeOffChart.Curve("revolve", revolve), new TradeOffChart.Curve("mixed", mixed)));
  }

  private static TradeOffChart.Point point(long slots, CheckpointSchedule schedule) {
    return new TradeOffChart.Point(
        slots,
        schedule.forecast().cost().doubleValue(),
        schedule.forecast().forwardSteps().doubleValue() / schedule.steps());
  }

  private static void picture(String name, String svg) throws Exception {
    Picture.parse(svg);
    if ("write".equals(System.getProperty("pictures"))) {
      Files.createDirectories(Path.of("pictures"));
      Files.writeString(Path.of("pictures", name + ".svg"), svg);
    }
  }
}
