package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `drive`, with the solvers of the module `foreign` and with faulty ones.
class DriveCommandTest {
  private static final Path FOREIGN = Path.of("../foreign").toAbsolutePath().normalize();
  private static final Path COMPILED = Path.of("target/compiled").toAbsolutePath();

  @TempDir private static Path shared;
  private static Path initial;
  private static Path expected;

  @TempDir private Path folder;

  /// The gradient of the Java example, of 200 steps from an initial condition in a file.
  @BeforeAll
  static void gradientOfTheJavaExample() throws IOException {
    initial = shared.resolve("u0.txt");
    Files.write(
        initial,
        DoubleStream.of(new Burgers(BurgersSettings.defaults()).initial())
            .mapToObj(Double::toString)
            .toList());
    expected = shared.resolve("expected.f64");
    Cli run =
        Cli.run(
            "run",
            "burgers",
            "--initial",
            "" + initial,
            "--steps",
            "200",
            "--gradient",
            "" + expected);
    assertEquals(0, run.status(), run.err());
  }

  private static String compiled(String name, String source) throws IOException {
    Path made = COMPILED.resolve(name);
    if (Files.notExists(made)) {
      Files.createDirectories(COMPILED);
      assumeTrue(
          works("cc", "-O2", "-ffp-contract=off", "" + FOREIGN.resolve(source), "-o", "" + made),
          "cc is not installed");
    }
    return made.toString();
  }

  private static boolean works(String... words) {
    try {
      Process process = new ProcessBuilder(words).inheritIO().start();
      return process.waitFor() == 0;
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  private static String solver() throws IOException {
    return compiled("burgers", "examples/burgers.c");
  }

  private static String faulty() throws IOException {
    return compiled("faulty", "src/test/c/faulty.c");
  }

  private static Cli drive(String options, String... solver) {
    return Cli.run(
        Stream.of(List.of("drive"), List.of(options.split(" ")), List.of("--"), List.of(solver))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private List<String> left(String name) throws IOException {
    Path directory = folder.resolve(name);
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertGradient(Path gradient) throws IOException {
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(gradient));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--ram 5",
        "--ram 2 --disk 4",
        "--schedule single-memory",
        "--schedule disk-revolve --ram 2 --disk-codec zstd",
        "--ram 2 --disk 4 --no-overlap --checked",
        "--ram 3 --disk 3 --resume"
      })
  void aSolverInCGivesTheGradientOfTheJavaExample(String options) throws IOException {
    Path gradient = folder.resolve("gradient.f64");
    Cli run =
        drive(
            options + " --steps 200 --directory " + folder.resolve("d") + " --gradient " + gradient,
            solver(),
            "" + initial);
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("passed: rehearsal of 5 steps"), run.out());
    assertTrue(run.out().contains("\nobjective "), run.out());
    assertTrue(run.out().contains("forecast             counted\n"), run.out());
    boolean overlapped = options.contains("disk") && !options.contains("--no-overlap");
    assertEquals(overlapped, run.out().contains("\nbackground  "), run.out());
    assertGradient(gradient);
    assertEquals(List.of(), left("d"));
  }

  /// Slots that fit: beside a disk, 17,984 bytes of the memory are its buffers and working storage.
  /// A file of an entry takes two blocks of 4 KiB.
  @ParameterizedTest
  @CsvSource({"--ram 24KiB --disk 64KiB, 4, 8", "--schedule revolve --ram 24KiB, 14, 0"})
  void budgetsInBytesAreKept(String options, long ram, long disk) throws IOException {
    Path gradient = folder.resolve("gradient.f64");
    Cli run =
        drive(
            options + " --steps 200 --directory " + folder + " --gradient " + gradient,
            solver(),
            "" + initial);
    assertEquals(0, run.status(), run.err());
    assertEquals(ram, peak(run, "RAM"));
    assertEquals(disk, peak(run, "DISK"));
    assertGradient(gradient);
  }

  /// As forecast and as counted, which are the same.
  private static long peak(Cli run, String level) {
    var peak = Pattern.compile("\n" + level + " peak +(\\d+) +(\\d+)\n").matcher(run.out());
    if (!peak.find()) {
      return 0;
    }
    assertEquals(peak.group(1), peak.group(2));
    return Long.parseLong(peak.group(1));
  }

  /// What `--auto` prints for it to be done again leaves the solver's own arguments alone.
  @Test
  void whatWasChosenIsRepeatedByHand() throws IOException {
    Path gradient = folder.resolve("gradient.f64");
    Cli chosen =
        drive(
            "--auto --ram=24KiB --disk 64KiB --steps 200 --directory " + folder,
            faulty(),
            "--ram",
            "--auto",
            "-",
            solver(),
            "" + initial);
    assertEquals(0, chosen.status(), chosen.err());
    assertTrue(peak(chosen, "RAM") <= 14 && peak(chosen, "DISK") <= 8, chosen.out());
    String said = "the same schedule by hand: checkpoint-schedules ";
    String again =
        chosen.lines().stream().filter(line -> line.startsWith(said)).findFirst().orElseThrow();
    assertTrue(again.endsWith(" --ram --auto - " + solver() + " " + initial), again);
    Cli repeated =
        Cli.line(
            again
                .substring(said.length())
                .replaceFirst(" -- ", " --gradient " + gradient + " -- "));
    assertEquals(0, repeated.status(), repeated.err());
    assertEquals(counted(chosen), counted(repeated));
    assertGradient(gradient);
  }

  private static String counted(Cli run) {
    int from = run.out().indexOf("forward steps ");
    return run.out().substring(from, run.out().indexOf("\n\n", from));
  }

  /// A bit of each checkpoint on disk is another, half-way: found, and with `--resume` healed.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDamagedCheckpointIsFound(boolean resume) throws IOException {
    Path gradient = folder.resolve("gradient.f64");
    Path directory = folder.resolve("d");
    String damage =
        "do:for f in %s/checkpoints-*/slot*; do printf X | dd of=\"$f\" bs=1 seek=4200 conv=notrunc 2>>%s; done"
            .formatted(directory, folder.resolve("log"));
    Cli run =
        drive(
            "--ram 2 --disk 4 --steps 200 --directory %s --gradient %s%s"
                .formatted(directory, gradient, resume ? " --resume" : ""),
            faulty(),
            damage,
            "reverse 100",
            "-",
            solver(),
            "" + initial);
    assertTrue(Files.readString(folder.resolve("log")).contains("1 byte"), "the damage was done");
    if (resume) {
      assertEquals(0, run.status(), run.err());
      assertTrue(run.out().contains("\nhealed: the restart data of step "), run.out());
      assertGradient(gradient);
    } else {
      assertEquals(1, run.status(), run.out());
      assertTrue(run.err().contains("the run broke off: the restart data of step "), run.err());
      assertTrue(Files.notExists(gradient));
    }
    assertEquals(List.of(), left("d"));
  }

  @Test
  void aTraceOfARunThatBrokeOffStaysBesideItsPlace() throws IOException {
    Path trace = folder.resolve("t.jsonl");
    Files.writeString(trace, "good");
    Cli run =
        drive(
            "--ram 3 --steps 200 --trace " + trace,
            faulty(),
            "die",
            "reverse 100",
            "-",
            solver(),
            "" + initial);
    assertEquals(1, run.status(), run.out());
    Path part = folder.toRealPath().resolve("t.jsonl.part-1");
    assertTrue(run.err().contains("what was traced until then is in " + part), run.err());
    assertEquals("good", Files.readString(trace));
    assertTrue(Files.readString(part).lines().count() > 200);
  }

  /// After two seconds it is told how far the run has come.
  @Test
  void aRunThatTakesItsTimeTellsOfItsProgress() throws IOException {
    Cli run =
        drive(
            "--ram 2 --disk 4",
            faulty(),
            "do:sleep 2.1",
            "reverse 100",
            "-",
            solver(),
            "" + initial,
            "200");
    assertEquals(0, run.status(), run.err());
    assertTrue(
        Pattern.compile("%.* left, I/O .*\n.*, adjoint at \\d+ of 200  RAM \\d/2  DISK \\d/4\n")
            .matcher(run.err())
            .find(),
        run.err());
  }

  @Test
  void aSolverInPythonDoesToo() throws IOException {
    assumeTrue(works("python3", "-c", "import numpy"), "python3 with numpy is not installed");
    Path gradient = folder.resolve("gradient.f64");
    // Without `--`, options end at the solver.
    Cli run =
        Cli.run(
            "drive",
            "--ram",
            "3",
            "--gradient",
            "" + gradient,
            "python3",
            "" + FOREIGN.resolve("examples/burgers.py"),
            "" + initial,
            "200");
    assertEquals(0, run.status(), run.out() + run.err());
    assertGradient(gradient);
  }

  @ParameterizedTest
  @CsvSource({
    "die, reverse 20, ended by itself with status 3",
    "killed, advance, was killed by signal 9",
    "hang, reverse 20, did not answer within 1 s",
    "print, reverse 20, answered 'residual 1.0e-3'",
    "error, gradient, the pressure became negative",
    "overrun, record 199, wrote behind the end of the slot 'data'"
  })
  void aSolverAtFaultFailsTheWorkInOneLine(String action, String at, String says)
      throws IOException {
    Path slots = Files.createDirectory(folder.resolve("slots"));
    Cli run =
        drive(
            "--steps 200 --ram 3 --disk 3 --answer-limit 1 --slots %s --directory %s"
                .formatted(slots, folder.resolve("d")),
            faulty(),
            action,
            at,
            "-",
            solver(),
            "" + initial);
    assertEquals(1, run.status(), run.out());
    assertTrue(run.err().contains("checkpoint-schedules drive: the run broke off: "), run.err());
    assertTrue(run.err().contains(says), run.err());
    assertEquals(
        1, run.err().lines().filter(line -> line.startsWith("checkpoint-schedules")).count());
    assertEquals(List.of(), left("slots"));
    assertEquals(List.of(), left("d"));
  }

  @ParameterizedTest
  @CsvSource({
    "--ram 3, '', SOLVER is missing",
    "--ram 3, ./no-such-solver, solver is './no-such-solver'",
    "--ram 3 --answer-limit 0, cat, --answer-limit is 0",
    "--ram 8KiB --disk 64KiB, SOLVER, '--ram is 8,192 bytes'",
    "--ram 3 --state u.npy, SOLVER, --state does not belong to drive",
    "--ram 3 --slots /no/such/folder, cat, slots is '/no/such/folder'",
    "--schedule none, SOLVER, --schedule is none"
  })
  void aWrongRequestIsRefusedInOneLine(String options, String program, String says)
      throws IOException {
    String[] words =
        switch (program) {
          case "" -> new String[0];
          case "SOLVER" -> new String[] {solver(), initial.toString()};
          default -> new String[] {program};
        };
    Cli run = drive(options, words);
    assertEquals(2, run.status(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(says), run.err());
    assertTrue(run.err().contains("; allowed: ") || options.contains("--state"), run.err());
  }

  private String[] words(Path gradient, String action, String at, Path mark) throws IOException {
    String options =
        "drive --steps 200 --ram 2 --disk 4 --resume --directory %s --gradient %s --slots %s --"
            .formatted(
                folder.resolve("d"), gradient, Files.createDirectories(folder.resolve("slots")));
    return Stream.concat(
            Stream.of(options.split(" ")),
            Stream.of(faulty(), action, at, "" + mark, solver(), "" + initial))
        .toArray(String[]::new);
  }

  /// The command in a process of its own, which may be killed.
  private Cli inAProcess(String... words) throws IOException, InterruptedException {
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
    command.addAll(List.of(words));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    return new Cli(process.exitValue(), "", Files.readString(log, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "kill-parent, reverse 150, 137",
    "kill-parent, reverse 9, 137",
    "kill-parent, record 199 then initialize-adjoint, 137",
    "killed, reverse 77, 1",
    "die, record 199, 1",
    "die, reverse 100 then gradient, 1",
    "kill-parent, reverse 100 then gradient, 137",
    "interrupt-parent, reverse 60, 130"
  })
  void theSameCommandGoesOnAfterAKill(String action, String at, int status)
      throws IOException, InterruptedException {
    if (action.equals("interrupt-parent")) {
      Interrupts.assumeHeard();
    }
    Path gradient = folder.resolve("gradient.f64");
    Path mark = folder.resolve("mark");
    String[] words = words(gradient, action, at, mark);
    Cli killed = action.endsWith("-parent") ? inAProcess(words) : Cli.run(words);
    assertEquals(status, killed.status(), killed.err());
    assertTrue(Files.exists(mark), "the fault happened");
    assertTrue(Files.notExists(gradient));
    assertEquals(List.of(), left("slots"));
    assertEquals(List.of("checkpoints-drive"), left("d"));
    Cli again = Cli.run(words);
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().contains("continued from"), again.out());
    if (at.endsWith("gradient")) {
      assertTrue(again.out().contains("with the adjoint at step 0"), again.out());
    }
    assertGradient(gradient);
    assertEquals(List.of(), left("slots"));
    assertEquals(List.of(), left("d"));
  }
}
