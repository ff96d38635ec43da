package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.checkpointschedules.foreign.ControlTest.Verdict;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.ElementType;
import org.checkpointschedules.run.InconsistentModelException;
import org.checkpointschedules.run.NotFiniteException;
import org.checkpointschedules.run.RunControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults of an adjoint, planted into the examples: a rehearsal finds the state that cannot be
/// saved, and a test of the control the adjoint that is wrong.
class PlantedFaultTest {
  @TempDir private Path folder;

  private List<String> inC(String from, String to) throws IOException {
    Path source = Tools.changed(folder, "burgers.c", from, to);
    Path made = folder.resolve("burgers");
    Tools.compile("cc", made, source);
    return List.of(made.toString(), Tools.initial(folder).toString(), "60");
  }

  private List<String> inPython(String from, String to) throws IOException {
    Tools.python();
    Path source = Tools.changed(folder, "burgers.py", from, to);
    return List.of("python3", source.toString(), Tools.initial(folder).toString(), "60");
  }

  private static void says(String what, List<String> words) {
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      List<String> faults = Rehearsal.of(model, 5).faults();
      assertEquals(1, faults.size(), what);
      assertTrue(faults.getFirst().contains(what), faults.getFirst());
      assertThrows(InconsistentModelException.class, () -> Adjoint.of(model).calibrate(60));
    }
  }

  /// Found in one of the answers to `gradient` at least: what is not in the slot is not seen
  /// otherwise.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          objective = adjoint_slot[0];             |                           | captureAdjoint after restoreAdjoint
          objective = 0;                           |                           | does not start everything from zero
          memcpy(adjoint_slot + 1, w, bytes);      |                           | captureAdjoint leaves bytes unwritten
          memcpy(w, adjoint_slot + 1, bytes);      |                           | captureAdjoint after restoreAdjoint
          memcpy(gradient_slot, w, bytes);         | gradient_slot[0] += w[0]; | comes to something else
          memcpy(data_slot, u, bytes);             | w[0] = 0; memcpy(data_slot, u, bytes); | a forward step, changed the adjoint
          static void reverse(const double *data) {| static void reverse(const double *data) { u[0]++; | reverse changed the forward
          """)
  void ofASolverInC(String from, String to, String what) throws IOException {
    says(what, inC(from, to == null ? "" : to));
  }

  @Test
  void anAccumulatorOfASolverInPython() throws IOException {
    says(
        "does not start everything from zero",
        inPython(
            """
                def reverse(self, u, w):
            """,
            """
                acc = 0.0
                def reverse(self, u, w):
                    self.acc += u @ w
                    sys.modules["__main__"].repr = lambda _, repr=repr: str(self.acc)
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m->objective = from[0];            | captureAdjoint after restoreAdjoint
          memcpy(to + 1, m->w, bytes(m));    | captureAdjoint, called again
          memcpy(m->w, from + 1, bytes(m));  | captureAdjoint after restoreAdjoint
          m->objective = 0;                  | does not start everything from zero
          """)
  void ofAKernel(String from, String what) {
    Path source = Tools.changed(folder, "burgers_kernel.c", from, "");
    Path made = folder.resolve("libburgers.so");
    Tools.compile("cc", made, source, "-shared", "-fPIC", "-Iinclude");
    try (var model = NativeModel.open(made, "60 " + Tools.values(" "))) {
      List<String> faults = Rehearsal.of(model, 5).faults();
      assertEquals(1, faults.size(), what);
      assertTrue(faults.getFirst().contains(what), faults.getFirst());
      assertThrows(InconsistentModelException.class, () -> Adjoint.of(model).calibrate(60));
    }
  }

  /// Where nothing was rehearsed, checks do no harm at least.
  @Test
  void aCheckedRunDoesNotRestoreWhatWasNotSaved() throws IOException {
    List<String> words = inC("memcpy(adjoint_slot + 1, w, bytes);", "");
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(60, 5)).checked().run();
      double[] expected = Tools.expected(60);
      model.gradient(segment -> assertEquals(expected[1], segment.get(JAVA_DOUBLE, 0)));
    }
  }

  @Test
  void stepsThatTakeTheirTimeAreRehearsedOnce() throws IOException {
    try (var model = ProcessModel.start(SolverCommand.of(inC("u", "u")))) {
      assertEquals(1, Rehearsal.of(model, 5, Duration.ZERO).steps());
      assertEquals(5, Rehearsal.of(model, 5).steps());
    }
  }

  private static final String RIGHT = "(diffusion - a) * left + (diffusion + a) * right";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(diffusion + a) * left + (diffusion - a) * right",
        "(diffusion - a) * right + (diffusion + a) * left",
        "(diffusion - a) * left + (diffusion + a) * right - 0.001 * w[i]"
      })
  void aWrongAdjointIsFound(String wrong) throws IOException {
    try (var model = ProcessModel.start(SolverCommand.of(inC(RIGHT, wrong)))) {
      for (long steps : List.of(1L, 5L, 60L)) {
        assertEquals(List.of(), Rehearsal.of(model, steps).faults());
        assertEquals(Verdict.WRONG, ControlTest.brief(model, steps).verdict());
        assertEquals(Verdict.WRONG, ControlTest.run(model, steps).verdict());
      }
    }
  }

  @Test
  void anAdjointOfTheOtherSignIsFound() throws IOException {
    List<String> words =
        inC(
            "memcpy(gradient_slot, w, bytes);",
            "for (size_t i = 0; i < n; i++) gradient_slot[i] = -w[i];");
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      ControlTest test = ControlTest.brief(model, 1);
      assertEquals(Verdict.WRONG, test.verdict(), test.taylor().table());
    }
  }

  @Test
  void aRightAdjointIsRightAndTheControlIsPutBack() throws IOException {
    for (List<String> words : List.of(inC("u", "u"), inPython("u", "u"))) {
      try (var model = ProcessModel.start(SolverCommand.of(words))) {
        byte[][] control = new byte[2][];
        model.readControl(segment -> control[0] = segment.toArray(JAVA_BYTE));
        for (long steps : List.of(1L, 5L, 60L)) {
          ControlTest test = ControlTest.brief(model, steps);
          assertEquals(Verdict.RIGHT, test.verdict(), test.taylor().table());
          test = ControlTest.run(model, steps);
          assertEquals(Verdict.RIGHT, test.verdict(), test.taylor().table());
          assertTrue(test.toString().startsWith("rate "), test.toString());
        }
        model.readControl(segment -> control[1] = segment.toArray(JAVA_BYTE));
        assertArrayEquals(control[0], control[1]);
        Adjoint.of(model).schedule(RevolveCheckpointSchedule.of(60, 5)).run();
        double[] expected = Tools.expected(60);
        assertEquals(expected[0], model.gradient(_ -> {}));
      }
    }
  }

  @Test
  void anObjectiveThatDoesNotChangeShowsNothing() throws IOException {
    List<String> words = inC("u[i] * u[i] * dx", "0");
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      assertEquals(Verdict.WRONG, ControlTest.brief(model, 1).verdict(), "the gradient is not 0");
    }
    words = inC("memcpy(u, control_slot, bytes);", "memset(u, 0, bytes);");
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      assertEquals(Verdict.UNSEEN, ControlTest.brief(model, 1).verdict());
    }
  }

  @Test
  void aGradientThatIsNoNumberIsRefused() throws IOException {
    List<String> words = inC("memcpy(gradient_slot, w, bytes);", "gradient_slot[3] = 0.0 / 0.0;");
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      assertThrows(NotFiniteException.class, () -> ControlTest.brief(model, 1));
    }
  }

  @Test
  void oneThatWritesIntoItsControlIsEnded() throws IOException {
    List<String> words = inC("memcpy(gradient_slot, w, bytes);", "memcpy(control_slot, w, bytes);");
    try (var model = ProcessModel.start(SolverCommand.of(words))) {
      var thrown = assertThrows(SolverException.class, () -> ControlTest.brief(model, 1));
      assertTrue(thrown.getMessage().contains("'control'"), thrown.getMessage());
    }
  }

  /// Its adjoint is rehearsed to rounding too, and what it loses is found all the same.
  @Test
  void oneReproducibleToRoundingIsTriedSo() throws IOException {
    String noise = "static long calls; w[0] *= 1 + 3e-16 * (++calls % 3);";
    String reverse = "static void reverse(const double *data) {";
    try (var model = ProcessModel.start(SolverCommand.of(inC(reverse, reverse + noise)))) {
      assertEquals(1, Rehearsal.of(model, 5).faults().size());
      assertEquals(List.of(), Rehearsal.of(model, 5, ElementType.FLOAT64, 1e-9).faults());
      var test = ControlTest.brief(model, 1, 1e-12, new RunControl());
      assertEquals(Verdict.RIGHT, test.verdict(), test.taylor().table());
    }
    try (var model =
        ProcessModel.start(SolverCommand.of(inC("memcpy(adjoint_slot + 1, w, bytes);", "")))) {
      assertEquals(1, Rehearsal.of(model, 5, ElementType.FLOAT64, 1e-9).faults().size());
    }
  }

  /// A solver that goes on from a checkpoint has read its control first.
  @Test
  void aControlIsReadBeforeACheckpoint() throws IOException {
    List<String> words = inC("memcpy(u, state_slot, bytes);", "if (!u[n / 3]) exit(9);");
    try (var model = ProcessModel.start(SolverCommand.of(words));
        var arena = java.lang.foreign.Arena.ofConfined()) {
      model.restore(0, arena.allocate(model.stateBytes(), 64));
      model.advance(0, 1);
    }
  }
}
