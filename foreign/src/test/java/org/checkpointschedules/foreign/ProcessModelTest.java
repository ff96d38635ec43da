package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The C and the Python solver give the gradient of the Java model, to the bit.
class ProcessModelTest {
  private static final int STEPS = 60;

  @TempDir private Path folder;

  private List<String> with(List<String> program, String... more) throws IOException {
    var words = new ArrayList<String>(program);
    words.add(Tools.initial(folder).toString());
    words.addAll(List.of(more));
    return words;
  }

  private List<String> inC(String... more) throws IOException {
    return with(List.of(Tools.solver().toString()), more);
  }

  private List<String> inPython(String... more) throws IOException {
    return with(Tools.python(), more);
  }

  private static double[] result(ProcessModel model) {
    double[][] gradient = new double[1][];
    double objective = model.gradient(segment -> gradient[0] = segment.toArray(JAVA_DOUBLE));
    return DoubleStream.concat(DoubleStream.of(objective), DoubleStream.of(gradient[0])).toArray();
  }

  private static List<CheckpointSchedule> schedules() {
    return List.of(
        SingleMemoryCheckpointSchedule.of(STEPS),
        RevolveCheckpointSchedule.of(STEPS, 3),
        MultistageCheckpointSchedule.of(STEPS, 1, 3),
        MixedCheckpointSchedule.of(STEPS, 4, StorageLocation.RAM));
  }

  private void givesTheGradientOfJava(List<String> words) throws IOException {
    double[] expected = Tools.expected(STEPS);
    Path slots = Files.createDirectory(folder.resolve("slots"));
    try (var model = ProcessModel.start(SolverCommand.of(words).slotsIn(slots))) {
      assertEquals(List.of(), files(slots), "the slots have no names once they are mapped");
      assertEquals(STEPS, model.declaration().steps());
      for (CheckpointSchedule schedule : schedules()) {
        Adjoint.of(model).directory(folder).schedule(schedule).run();
        assertArrayEquals(expected, result(model), schedule.name());
        Adjoint.of(model).directory(folder).schedule(schedule).overlap(false).digests().run();
        assertArrayEquals(expected, result(model), schedule.name());
      }
      Adjoint.of(model).schedule(schedules().get(1)).checked().run();
      assertArrayEquals(expected, result(model));
      assertEquals(List.of(), Rehearsal.of(model, 5).faults());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void inCItIsTheSameToTheBit() throws IOException {
    givesTheGradientOfJava(inC("" + STEPS));
  }

  @Test
  void inPythonItIsTheSameToTheBit() throws IOException {
    givesTheGradientOfJava(inPython("" + STEPS));
  }

  @Test
  void theAdjointGoesOnInAnotherProcess() throws IOException {
    double[] expected = Tools.expected(STEPS);
    for (List<String> words : List.of(inC("" + STEPS), inPython("" + STEPS))) {
      try (Arena arena = Arena.ofShared();
          var first = ProcessModel.start(SolverCommand.of(words));
          var second = ProcessModel.start(SolverCommand.of(words))) {
        var data = new ArrayList<MemorySegment>();
        first.initialize();
        for (int step = 0; step < STEPS; step++) {
          data.add(arena.allocate(first.adjointDataBytes(), 64));
          first.record(step, data.get(step));
        }
        first.initializeAdjoint();
        for (int step = STEPS - 1; step >= STEPS / 2; step--) {
          first.reverse(step, data.get(step));
        }
        MemorySegment adjoint = arena.allocate(first.adjointBytes(), 64);
        first.captureAdjoint(adjoint);
        second.initialize();
        second.restoreAdjoint(STEPS / 2, adjoint);
        for (int step = STEPS / 2 - 1; step >= 0; step--) {
          second.reverse(step, data.get(step));
        }
        assertArrayEquals(expected, result(second));
      }
    }
  }

  @Test
  void stepsAreAskedFor() throws IOException {
    List<String> words = inC("1000");
    try (var model = ProcessModel.start(SolverCommand.of(words).steps(STEPS))) {
      assertEquals(STEPS, model.declaration().steps());
      Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(STEPS, 3)).run();
      assertArrayEquals(Tools.expected(STEPS), result(model));
    }
  }

  @Test
  void segmentsOfOtherSizesAreRefused() throws IOException {
    try (Arena arena = Arena.ofShared();
        var model = ProcessModel.start(SolverCommand.of(inC()))) {
      MemorySegment small = arena.allocate(model.stateBytes() - 8, 64);
      model.initialize();
      var refused = assertThrows(InvalidArgumentException.class, () -> model.capture(small));
      assertEquals("state", refused.argument());
      refused = assertThrows(InvalidArgumentException.class, () -> model.record(0, small));
      assertEquals("data", refused.argument());
      model.advance(0, 1);
    }
  }

  @Test
  void afterItWasClosedItIsRefused() throws IOException {
    var model = ProcessModel.start(SolverCommand.of(inC()));
    model.close();
    model.close();
    assertThrows(SolverException.class, model::initialize);
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    List<String> words = List.of("true");
    refused("solver", () -> SolverCommand.of(List.of()));
    refused("solver", () -> SolverCommand.of(List.of("no-such-program-here")));
    refused("solver", () -> SolverCommand.of(List.of("./no/such/program")));
    refused("solver", () -> SolverCommand.of(List.of(folder.toString())));
    refused("steps", () -> SolverCommand.of(words).steps(0));
    refused("time limit", () -> SolverCommand.of(words).timeLimit(Duration.ZERO));
    refused("slots", () -> SolverCommand.of(words).slotsIn(folder.resolve("no")));
  }

  private static void refused(String argument, Runnable work) {
    var refused = assertThrows(InvalidArgumentException.class, work::run);
    assertEquals(argument, refused.argument());
    assertTrue(refused.getMessage().contains("; allowed: "), refused.getMessage());
  }
}
