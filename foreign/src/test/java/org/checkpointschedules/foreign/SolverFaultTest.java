package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.foreign.SolverException.Fault;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever a solver does, the run ends in a typed error, and nothing is left of it.
class SolverFaultTest {
  private static final int STEPS = 30;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          die,         reverse 20,         DIED,     "status 3; it last wrote to standard error:\\n  first line\\n  segmentation of the mesh failed"
          die,         slot gradient,      DIED,     status 3
          killed,      advance 0,          DIED,     killed by signal 9
          odd,         reverse 20,         DIED,     ended by itself with status 255
          mark,        reverse 20,         DIED,     right ?tfel ?2J
          truncate,    advance 0,          TRUNCATED, cut short the file of a slot
          exit,        reverse 20,         DIED,     status 0
          far,         record 29,          DIED,     killed by signal 11
          hang,        capture,            HUNG,     did not answer within 1 s
          hang,        hello 1,            HUNG,     did not answer within 1 s
          endless,     restore 0,          HUNG,     did not answer within 1 s
          print,       initialize-adjoint, NONSENSE, 'residual 1.0e-3'
          binary,      reverse 20,         NONSENSE, '???
          spam,        reverse 20,         NONSENSE, "'ok "
          twice,       reverse 20,         NONSENSE, "'ok "
          early,       reverse 20,         NONSENSE, where the protocol has 'ok
          close,       reverse 20,         NONSENSE, closed its standard output
          error,       gradient,           REFUSED,  the pressure became negative
          overrun,     record 29,          OVERRUN,  "'data' of 1,600 bytes"
          overrun,     advance 0,          OVERRUN,  "'data' of 1,600 bytes"
          """,
      quoteCharacter = '"')
  void isATypedErrorAndLeavesNothing(String action, String at, Fault fault, String says)
      throws IOException {
    Path slots = Files.createDirectory(folder.resolve("slots"));
    Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
    Path solver = Tools.solver();
    var command =
        SolverCommand.of(
                List.of(
                    Tools.faulty().toString(),
                    action,
                    at,
                    "-",
                    solver.toString(),
                    Tools.initial(folder).toString(),
                    "" + STEPS))
            .timeLimit(Duration.ofSeconds(1))
            .slotsIn(slots);
    var thrown =
        assertThrows(
            SolverException.class,
            () -> {
              try (var model = ProcessModel.start(command)) {
                Adjoint.of(model)
                    .directory(checkpoints)
                    .schedule(MultistageCheckpointSchedule.of(STEPS, 1, 3))
                    .run();
                model.gradient(_ -> {});
              }
            });
    assertEquals(fault, thrown.fault(), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(says.replace("\\n", "\n")), thrown.getMessage());
    assertTrue(thrown.command().startsWith(at) || says.equals("'ok "), thrown.command());
    assertEquals(List.of(), left(slots));
    assertEquals(List.of(), left(checkpoints));
    // The real solver is the grandchild: it must have gone with the group.
    assertEquals(
        0,
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").equals(solver.toString()))
            .filter(ProcessHandle::isAlive)
            .count());
  }

  private static List<Path> left(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void everyLaterCallMeetsTheSameFault() throws IOException {
    var command =
        SolverCommand.of(
            List.of(
                Tools.faulty().toString(),
                "die",
                "initialize",
                "-",
                Tools.solver().toString(),
                Tools.initial(folder).toString()));
    try (var model = ProcessModel.start(command)) {
      var first = assertThrows(SolverException.class, model::initialize);
      assertSame(first, assertThrows(SolverException.class, () -> model.advance(0, 1)));
      assertEquals(List.of("first line", "segmentation of the mesh failed"), first.lastLines());
    }
  }

  /// One that no longer descends from the solver, when that has died: its group finds it.
  @Test
  void orphansGoToo() throws IOException {
    var command =
        SolverCommand.of(
            List.of(
                Tools.faulty().toString(),
                "orphan",
                "initialize",
                "-",
                Tools.solver().toString(),
                Tools.initial(folder).toString()));
    try (var model = ProcessModel.start(command)) {
      var thrown = assertThrows(SolverException.class, model::initialize);
      assertEquals(Fault.DIED, thrown.fault());
      long orphan = Long.parseLong(thrown.lastLines().getLast());
      ProcessHandle.of(orphan)
          .ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
  }

  private static final String WELL =
      "protocol 1\n"
          + "name x\n"
          + "steps 5\n"
          + "state 8\n"
          + "data 8\n"
          + "adjoint 8\n"
          + "gradient 8 float64\n"
          + "fingerprint f\n";

  private ProcessModel saying(String answer) throws IOException {
    Path file = Files.writeString(folder.resolve("answer"), answer);
    Path script =
        Files.writeString(
            folder.resolve("solver.sh"),
            "read number word; cat '%s'; while read number word; do echo ok $number; done\n"
                .formatted(file));
    return ProcessModel.start(
        SolverCommand.of(List.of("sh", script.toString()))
            .steps(5)
            .slotsIn(folder)
            .timeLimit(Duration.ofSeconds(20)));
  }

  @Test
  void aGoodHandshakeIsTaken() throws IOException {
    try (var model = saying(WELL + "ok 1\n")) {
      assertEquals(
          new Declaration("x", 5, 8, 8, 8, 8, 0, Double.BYTES, 0, "f"), model.declaration());
      model.initialize();
    }
  }

  @Test
  void aControlIsDeclaredAsWell() throws IOException {
    try (var model = saying(WELL + "control 8 float64\nok 1\n")) {
      assertEquals(8, model.declaration().controlBytes());
      model.writeControl(segment -> segment.fill((byte) 1));
      model.readControl(segment -> assertEquals(1, segment.get(JAVA_BYTE, 7)));
    }
    try (var model = saying(WELL + "ok 1\n")) {
      assertThrows(InvalidArgumentException.class, () -> model.readControl(_ -> {}));
      assertThrows(InvalidArgumentException.class, () -> model.writeControl(_ -> {}));
      assertThrows(InvalidArgumentException.class, () -> ControlTest.run(model, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "protocol 1, protocol 2, speaks version '2'",
    "protocol 1, protocol one, speaks version 'one'",
    "name x, name, 'name'",
    "steps 5, name z, 'name z'",
    "steps 5, steps five, 'steps five'",
    "steps 5, steps, 'steps'",
    "gradient 8 float64, gradient 8, 'gradient 8'",
    "gradient 8 float64, gradient 8 int32, 'gradient 8 int32'",
    "name x, name x\\ncontrol 8, control 8",
    "name x, name x\\ncontrol eight float64, control eight",
    "fingerprint f, mood good, 'mood good'",
    "fingerprint f, '', did not declare 'fingerprint'",
    "ok 1, ok, 'ok'",
    "ok 1, ok 2, 'ok 2'",
  })
  void aHandshakeThatIsNoneIsNonsense(String line, String instead, String says) throws IOException {
    String answer =
        (WELL + "ok 1\n")
            .replace(line + "\n", instead.isEmpty() ? "" : instead.replace("\\n", "\n") + "\n");
    var thrown = assertThrows(SolverException.class, () -> saying(answer).close());
    assertEquals(Fault.NONSENSE, thrown.fault());
    assertTrue(thrown.getMessage().contains(says.strip()), thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "steps 5, steps 6, steps",
    "steps 5, steps 0, steps",
    "state 8, state 0, state",
    "data 8, data -1, data",
    "adjoint 8, adjoint 0, adjoint",
    "gradient 8, gradient 0, gradient",
    "gradient 8, gradient 12, gradient of x",
    "fingerprint f, 'fingerprint f\ncontrol 16 float64', control of x",
    "fingerprint f, 'fingerprint f\ncontrol 8 float32', control of x",
    "fingerprint f, 'fingerprint f\ncontrol 0 float64', control of x",
    "state 8, state 9000000000000000000, slots",
    "gradient 8, gradient 9000000000000000000, slots"
  })
  void sizesThatMakeNoSenseAreRefusedByName(String line, String instead, String argument)
      throws IOException {
    String answer = (WELL + "ok 1\n").replace(line, instead.replace("\\n", "\n"));
    var refused = assertThrows(InvalidArgumentException.class, () -> saying(answer).close());
    assertEquals(argument, refused.argument());
  }
}
