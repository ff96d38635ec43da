package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserverTest {
  private static final ListSchedule SCHEDULE = RandomSchedule.of(20, 8, RAM, DISK);

  @TempDir Path directory;

  /// Notes everything; throws in the method named.
  private static final class Recorder implements RunObserver {
    private final String fatal;
    final List<String> calls = new ArrayList<>();
    final List<ActionEvent> events = new ArrayList<>();
    RunReport report;

    Recorder(String fatal) {
      this.fatal = fatal;
    }

    private void called(String method) {
      calls.add(method);
      if (method.equals(fatal)) {
        throw new AssertionError("an observer that misbehaves");
      }
    }

    @Override
    public void start(CheckpointSchedule schedule, Forecast forecast) {
      called("start");
    }

    @Override
    public void action(ActionEvent event) {
      events.add(event);
      called("action");
    }

    @Override
    public void end(RunReport report) {
      this.report = report;
      called("end");
    }
  }

  private Gradient<double[]> run(Recorder... recorders) {
    var run = Adjoint.of(new Ring.Values()).schedule(SCHEDULE).directory(directory);
    for (Recorder recorder : recorders) {
      run = run.observer(recorder);
    }
    return run.run(Ring.initial(), Ring::seed);
  }

  @Test
  void seesStartEveryActionAndTheEnd() {
    var recorder = new Recorder("");
    var gradient = run(recorder);
    List<Action> seen = recorder.events.stream().map(ActionEvent::action).toList();
    assertEquals(SCHEDULE.actions(), seen);
    assertEquals("start", recorder.calls.getFirst());
    assertEquals("end", recorder.calls.getLast());
    assertEquals(gradient.report(), recorder.report);
    long number = 0;
    long position = 20;
    long bytes = 0;
    for (ActionEvent event : recorder.events) {
      assertEquals(++number, event.number());
      assertTrue(event.nanoseconds() >= 0);
      position = event.action() instanceof Reverse r ? r.n1() : position;
      assertEquals(position, event.adjointPosition());
      bytes += event.bytes();
    }
    assertTrue(bytes > 0, "bytes of the disk level");
  }

  @Test
  void oneThatThrowsIsDroppedNotedAndDisturbsNothing() {
    var expected = run().value();
    for (String fatal : List.of("start", "action", "end")) {
      var broken = new Recorder(fatal);
      var sound = new Recorder("");
      var gradient = run(broken, sound);
      Bits.assertSame(expected, gradient.value(), fatal);
      assertEquals(fatal, broken.calls.getLast());
      assertEquals(1, broken.calls.stream().filter(fatal::equals).count());
      assertEquals(SCHEDULE.actions().size(), sound.events.size());
      assertEquals(1, gradient.report().notes().size(), fatal);
      assertTrue(gradient.report().notes().getFirst().contains("misbehaves"), fatal);
    }
  }

  @Test
  void theReportPrintsForecastBesideCounted() {
    String table = run().report().table();
    assertTrue(table.startsWith("list, 20 steps\n"), table);
    long forward = SCHEDULE.forecast().forwardSteps().longValue();
    assertTrue(table.contains("forward steps %28d %19d\n".formatted(forward, forward)), table);
    assertTrue(table.contains("files in " + directory), table);
    for (RunPhase phase : RunPhase.values()) {
      assertTrue(table.contains(phase.name().toLowerCase(Locale.ROOT)), table);
    }
  }

  @Test
  void recomputedStepsAreTimedApart() {
    var recomputing =
        ListSchedule.of(
            3,
            List.of(Level.free(RAM, 1)),
            List.of(
                new Forward(0, 2, true, false, RAM),
                new Forward(2, 3, false, true, TAPE),
                new EndForward(),
                new Reverse(3, 2, true),
                new Copy(0, RAM, TAPE, false),
                new Forward(0, 1, false, false, NONE),
                new Forward(1, 2, false, true, TAPE),
                new Reverse(2, 1, true),
                new Copy(0, RAM, TAPE, true),
                new Forward(0, 1, false, true, TAPE),
                new Reverse(1, 0, true),
                new EndReverse()));
    var model =
        new RingInPlace(false) {
          @Override
          public void advance(long n0, long n1) {
            super.advance(n0, n1);
            // However coarse the clock, a step takes time.
            for (long now = System.nanoTime(); System.nanoTime() == now; ) {
              Thread.onSpinWait();
            }
          }
        };
    var nanos = Adjoint.of(model).schedule(recomputing).run().nanos();
    assertTrue(nanos.get(RunPhase.RECOMPUTE) > 0);
    assertTrue(nanos.get(RunPhase.FORWARD) > 0);
    var once = Adjoint.of(model).schedule(ListSchedule.storeAll(3)).run().nanos();
    assertEquals(0, once.get(RunPhase.RECOMPUTE));
    assertTrue(once.get(RunPhase.RECORD) > 0);
  }
}
