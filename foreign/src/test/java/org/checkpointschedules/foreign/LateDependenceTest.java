package org.checkpointschedules.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.InPlaceModel;
import org.checkpointschedules.run.InconsistentModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Foreign code whose forward comes to depend on a counter of its own after step 50, or is
/// reproducible to rounding only.
class LateDependenceTest {
  private static final int STEPS = 120;
  private static final String COUNTER =
      " { static long calls; if (++calls > 50) PLACE += 1e-9 * calls; }";
  private static final String ROUNDING =
      " { static long calls; PLACE *= 1 + 3e-16 * (++calls % 3); }";

  @TempDir private Path folder;

  private Path with(String file, String place, String change) throws IOException {
    String honest = Files.readString(Tools.EXAMPLES.resolve(file));
    String changed = honest.replace(place, place + change);
    assertNotEquals(honest, changed);
    return Files.writeString(folder.resolve(file), changed);
  }

  private NativeModel kernel(String change) throws IOException {
    Path source =
        with(
            "burgers_kernel.c", "    swap(&m->u, &m->next);\n", change.replace("PLACE", "m->u[0]"));
    Path library = Tools.library("liblate" + change.length() + ".so", source);
    return NativeModel.open(library, STEPS + " " + Tools.values(" "));
  }

  private ProcessModel solver(String change) throws IOException {
    Path source = with("burgers.c", "static void forward(void) {", change.replace("PLACE", "u[0]"));
    Path program = Tools.compiled("cc", "late" + change.length(), source);
    return ProcessModel.start(
        SolverCommand.of(
            List.of(program.toString(), Tools.initial(folder).toString(), "" + STEPS)));
  }

  private static void isFound(InPlaceModel model) {
    assertEquals(List.of(), Rehearsal.of(model, 5).faults(), "too early for the rehearsal");
    var adjoint = Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(STEPS, 4));
    assertThrows(InconsistentModelException.class, adjoint::run);
    adjoint.noReplayCheck().run();
  }

  private static void isAllowed(InPlaceModel model) {
    assertTrue(!Rehearsal.of(model, 5).faults().isEmpty());
    assertEquals(List.of(), Rehearsal.of(model, 5, ElementType.FLOAT64, 1e-9).faults());
    var adjoint = Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(STEPS, 4));
    assertThrows(InconsistentModelException.class, adjoint::run);
    var report = adjoint.elements(ElementType.FLOAT64).reproducibleTo(1e-9).run();
    assertTrue(report.replay().toString().contains("; not bit-identical"), report::table);
  }

  @Test
  void ofAKernelItIsFound() throws IOException {
    try (var model = kernel(COUNTER)) {
      isFound(model);
    }
  }

  @Test
  void ofASolverItIsFound() throws IOException {
    try (var model = solver(COUNTER)) {
      isFound(model);
    }
  }

  @Test
  void roundingOfAKernelCanBeAllowed() throws IOException {
    try (var model = kernel(ROUNDING)) {
      isAllowed(model);
    }
  }

  @Test
  void roundingOfASolverCanBeAllowed() throws IOException {
    try (var model = solver(ROUNDING)) {
      isAllowed(model);
    }
  }
}
