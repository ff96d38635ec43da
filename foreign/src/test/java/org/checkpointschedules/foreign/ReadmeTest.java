package org.checkpointschedules.foreign;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.run.Adjoint;
import org.checkpointschedules.run.RunReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The samples of the README: that they stand there as they are here is checked with the other
/// documents.
class ReadmeTest {
  @TempDir private Path folder;

  private final CheckpointSchedule schedule = RevolveCheckpointSchedule.of(1_000, 10);
  private final double[] expected = Tools.expected(1_000);
  private final PrintStream screen = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(printed, true));
  }

  @AfterEach
  void listenNoMore() {
    System.setOut(screen);
  }

  private String said() {
    return printed.toString().lines().findFirst().orElseThrow();
  }

  @Test
  void aSolver() throws IOException {
    String solver = Tools.solver().toString();
    String initial = Tools.initial(folder).toString();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment gradient = arena.allocate(JAVA_DOUBLE, expected.length - 1);

      // solver: "./burgers", initial: "u0.txt"
      SolverCommand command = SolverCommand.of(List.of(solver, initial)).steps(1_000);
      try (var model = ProcessModel.start(command)) {
        RunReport report = Adjoint.of(model).schedule(schedule).run();
        double objective = model.gradient(segment -> gradient.copyFrom(segment));
        System.out.println("objective " + objective + "\n" + report.table());
      }

      assertEquals("objective " + expected[0], said());
      assertArrayEquals(
          Arrays.copyOfRange(expected, 1, expected.length), gradient.toArray(JAVA_DOUBLE));
    }
  }

  @Test
  void aKernel() {
    Path library = Tools.kernel();
    String arguments = "1000 " + Tools.values(" ");

    // library: Path.of("libburgers.so"), arguments: "1000 0.5 0.7 1.0 0.7"
    try (var kernel = NativeModel.open(library, arguments);
        var arena = Arena.ofConfined()) {
      Adjoint.of(kernel).schedule(schedule).run();
      MemorySegment there = arena.allocate(kernel.declaration().gradientBytes(), 8);
      double objective = kernel.gradient(there);
      System.out.println(
          "objective " + objective + ", first component " + there.get(JAVA_DOUBLE, 0));
    }

    assertEquals("objective " + expected[0] + ", first component " + expected[1], said());
  }
}
