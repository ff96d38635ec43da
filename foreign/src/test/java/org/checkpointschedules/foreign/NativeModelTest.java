package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.Journal;
import org.checkpointschedules.run.RunControl;
import org.checkpointschedules.run.RunStoppedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Kernels in shared libraries give the gradient of the Java model, to the bit.
class NativeModelTest {
  private static final int STEPS = 60;
  private static final String PARAMETERS = STEPS + " " + Tools.values(" ");
  private static final Path HEADER_TEST = Tools.TEST_SOURCES.resolve("odd_kernel.c");

  @TempDir private Path folder;

  private static double[] result(NativeModel model) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment gradient = arena.allocate(model.declaration().gradientBytes(), 64);
      double objective = model.gradient(gradient);
      return DoubleStream.concat(
              DoubleStream.of(objective), DoubleStream.of(gradient.toArray(JAVA_DOUBLE)))
          .toArray();
    }
  }

  private void givesTheGradientOfJava(Path library) {
    double[] expected = Tools.expected(STEPS);
    List<CheckpointSchedule> schedules =
        List.of(
            SingleMemoryCheckpointSchedule.of(STEPS),
            RevolveCheckpointSchedule.of(STEPS, 3),
            MultistageCheckpointSchedule.of(STEPS, 1, 3),
            MixedCheckpointSchedule.of(STEPS, 4, StorageLocation.RAM));
    try (var model = NativeModel.open(library, PARAMETERS)) {
      assertEquals(STEPS, model.declaration().steps());
      for (CheckpointSchedule schedule : schedules) {
        Adjoint.of(model).directory(folder).schedule(schedule).checked().run();
        assertArrayEquals(expected, result(model), schedule.name());
        Adjoint.of(model).directory(folder).schedule(schedule).run();
        assertArrayEquals(expected, result(model), schedule.name());
      }
      assertEquals(List.of(), Rehearsal.of(model, 5).faults());
    }
  }

  @Test
  void inCItIsTheSameToTheBit() {
    givesTheGradientOfJava(Tools.kernel());
  }

  @Test
  void inFortranItIsTheSameToTheBit() {
    givesTheGradientOfJava(Tools.kernelInFortran());
  }

  @Test
  void aRunGoesOnWithAnotherInstance() {
    for (Path library : List.of(Tools.kernel())) {
      var control = new RunControl();
      try (var model = NativeModel.open(library, PARAMETERS)) {
        var stopped =
            Adjoint.of(model)
                .schedule(MultistageCheckpointSchedule.of(STEPS, 1, 3))
                .replanner(ContinuedPlan.with(org.checkpointschedules.StepCosts.UNIT))
                .journal(Journal.in(folder, "native", model.declaration().toString().getBytes()))
                .control(control)
                .observer(
                    new org.checkpointschedules.run.RunObserver() {
                      @Override
                      public void action(org.checkpointschedules.run.ActionEvent event) {
                        if (event.adjointPosition() == STEPS / 2) {
                          control.stop();
                        }
                      }
                    });
        assertThrows(RunStoppedException.class, stopped::run);
      }
      try (var model = NativeModel.open(library, PARAMETERS)) {
        Adjoint.of(model)
            .schedule(MultistageCheckpointSchedule.of(STEPS, 1, 3))
            .replanner(ContinuedPlan.with(org.checkpointschedules.StepCosts.UNIT))
            .journal(Journal.in(folder, "native", model.declaration().toString().getBytes()))
            .run();
        assertArrayEquals(Tools.expected(STEPS), result(model));
      }
    }
  }

  @Test
  void instancesOfOneLibraryDoNotDisturbEachOther() {
    try (var first = NativeModel.open(Tools.kernel(), PARAMETERS)) {
      Adjoint.of(first).schedule(RevolveCheckpointSchedule.of(STEPS, 3)).run();
      try (var second = NativeModel.open(Tools.kernel(), "9 1 2 3 4")) {
        Adjoint.of(second).schedule(RevolveCheckpointSchedule.of(9, 3)).run();
        assertNotEquals(first.declaration().fingerprint(), second.declaration().fingerprint());
      }
      assertArrayEquals(Tools.expected(STEPS), result(first));
    }
  }

  @Test
  void anErrorCodeIsATypedError() {
    try (var model = NativeModel.open(Tools.kernel(), PARAMETERS)) {
      model.initialize();
      var thrown = assertThrows(KernelException.class, () -> model.advance(1, 2));
      assertEquals("cs_advance", thrown.function());
      assertEquals(3, thrown.code());
      assertTrue(thrown.getMessage().contains("does not stand there"), thrown.getMessage());
      model.advance(0, 2);
    }
    for (String parameters : List.of("", "10 1 2", "10 1 2 x", "0 1 2 3")) {
      var thrown =
          assertThrows(
              KernelException.class, () -> NativeModel.open(Tools.kernel(), parameters).close());
      assertEquals("cs_open", thrown.function());
      assertEquals(1, thrown.code());
    }
  }

  @Test
  void segmentsOfOtherSizesAreRefusedByName() {
    try (Arena arena = Arena.ofConfined();
        var model = NativeModel.open(Tools.kernel(), PARAMETERS)) {
      MemorySegment other = arena.allocate(model.stateBytes() + 16, 64);
      model.initialize();
      refused("state", () -> model.capture(other));
      refused("state", () -> model.restore(0, other));
      refused("data", () -> model.record(0, other));
      refused("data", () -> model.reverse(0, other));
      refused("adjoint", () -> model.captureAdjoint(other));
      refused("adjoint", () -> model.restoreAdjoint(0, other));
      refused("gradient", () -> model.gradient(other));
    }
  }

  @Test
  void afterItWasClosedItIsRefused() {
    var model = NativeModel.open(Tools.kernel(), PARAMETERS);
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, model::initialize);
  }

  @Test
  void whatIsNoKernelIsRefused() throws IOException {
    refused("library", () -> NativeModel.open(folder.resolve("no.so"), ""));
    Path text = Files.writeString(folder.resolve("text.so"), "text");
    refused("library", () -> NativeModel.open(text, ""));
    Path incomplete = Tools.library("libincomplete.so", HEADER_TEST, "-DINCOMPLETE");
    var refused = refused("library", () -> NativeModel.open(incomplete, ""));
    assertTrue(refused.getMessage().contains("has no cs_gradient"), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "-DABI=2, cs_abi of ",
    "-DSTRUCT=311, struct_bytes of ",
    "-DSTEPS=0, steps",
    "-DSTATE=0, state",
    "-DDATA=-8, data",
    "-DADJOINT=0, adjoint",
    "-DGRADIENT=0, gradient",
    "-DGRADIENT=12, gradient of ",
    "-DELEMENT=16, bytes of a number of the gradient of ",
    "-DFINGERPRINT=0, fingerprint of "
  })
  void sizesThatMakeNoSenseAreRefusedByName(String option, String argument) {
    Path library = Tools.library("libodd" + option + ".so", HEADER_TEST, option);
    var refused =
        assertThrows(InvalidArgumentException.class, () -> NativeModel.open(library, "").close());
    assertTrue(refused.argument().startsWith(argument), refused.getMessage());
  }

  @Test
  void otherwiseTheOddKernelIsTaken() {
    try (var model = NativeModel.open(Tools.library("libodd.so", HEADER_TEST), "")) {
      assertEquals(8, model.stateBytes());
      assertEquals("odd", model.declaration().fingerprint());
    }
  }

  private static InvalidArgumentException refused(String argument, Runnable work) {
    var refused = assertThrows(InvalidArgumentException.class, work::run);
    assertEquals(argument, refused.argument());
    return refused;
  }
}
