package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void runsWithoutOptions() {
    Cli run = Cli.line("run burgers");
    assertEquals(0, run.status(), run.err());
    assertEquals("", run.err());
    assertEquals(2, run.lines().stream().filter(line -> line.startsWith("passed: ")).count());
    assertTrue(run.out().contains("\nobjective "), run.out());
    assertTrue(run.out().contains("\ngradient, norm "), run.out());
    assertTrue(run.out().contains("forecast             counted\n"), run.out());
    assertTrue(run.out().contains("\nbytes "), run.out());
    assertTrue(run.out().contains("\ntime "), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single-memory",
        "single-disk",
        "single-disk --move",
        "revolve --ram 3",
        "multistage --ram 1 --disk 3 --trajectory revolve",
        "two-level --period 7 --binomial-snapshots 2",
        "mixed --snapshots 4",
        "disk-revolve --ram 2",
        "periodic-disk-revolve --ram 2",
        "h-revolve --level RAM:1:0:0 --level NVME:4:3:3"
      })
  void everyScheduleGivesTheSameGradient(String schedule) throws IOException {
    Path expected = folder.resolve("expected");
    Path gradient = folder.resolve("gradient");
    assertEquals(0, gradient("--schedule single-memory", expected).status());
    Cli run = gradient("--schedule " + schedule, gradient);
    assertEquals(0, run.status(), run.out() + run.err());
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(gradient));
    assertEquals(200 * Double.BYTES, Files.size(gradient));
  }

  /// They would share one directory, and so one device, at two prices.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run burgers --level RAM:1:0:0 --level NVME:2:1:1 --level DISK:4:3:3",
        "run fwi --level NVME:2:1:1 --level DISK:4:3:3 --resume",
        "run burgers --level RAM:1:0:0 --level DISK:2:1:1 --level S3:4:3:3"
      })
  void twoLevelsInFilesAreRefused(String line) {
    Cli run = Cli.line(line);
    assertEquals(2, run.status(), run.out() + run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains("one level in files"), run.err());
    Cli planned =
        Cli.line(line.replaceAll("run \\w+", "plan h-revolve --steps 30").replace("--resume", ""));
    assertEquals(0, planned.status(), planned.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--no-overlap", "--disk-codec lz4", "--disk-codec zstd", "--disk-codec none"})
  void howCheckpointsAreKeptChangesNothing(String option) throws IOException {
    Path expected = folder.resolve("expected");
    Path gradient = folder.resolve("gradient");
    assertEquals(0, gradient("--schedule single-memory", expected).status());
    Cli run = gradient("--schedule disk-revolve --ram 2 " + option, gradient);
    assertEquals(0, run.status(), run.out() + run.err());
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(gradient));
    assertEquals(!option.equals("--no-overlap"), run.out().contains("\nbackground "), run.out());
    assertEquals(option.matches(".*(lz4|zstd)"), run.out().contains("\n  encoded "), run.out());
  }

  @Test
  void theEffectOfALossyCodecIsMeasuredAndPrinted() {
    Cli run = Cli.line("run burgers --schedule disk-revolve --ram 2 --disk-codec float32");
    assertEquals(0, run.status(), run.out() + run.err());
    String lossy =
        run.lines().stream().filter(line -> line.startsWith("lossy: ")).findFirst().orElseThrow();
    double effect = Double.parseDouble(lossy.replaceAll(".* by ([0-9.e+-]+) of its norm", "$1"));
    assertTrue(effect > 0 && effect < 1e-6, lossy);
    assertTrue(run.out().contains("50.0% saved"), run.out());
    assertFalse(run.out().contains("loses digits"), run.out());
    for (String wrong :
        new String[] {
          "run burgers --disk-codec gzip",
          "run burgers --schedule single-memory --disk-codec lz4",
          "run fwi --disk-codec float32",
          "drive --ram 2 --disk 4 --checked --disk-codec float32 -- cat"
        }) {
      Cli refused = Cli.line(wrong);
      assertEquals(2, refused.status(), refused.out());
      assertEquals(1, refused.err().lines().count(), refused.err());
    }
  }

  @Test
  void takesInitialConditionAndObservations() throws IOException {
    Path initial = Files.writeString(folder.resolve("u0"), "1\n0.5\n\n0.25\n0.5\n1.5\n2\n");
    Path observed = Files.writeString(folder.resolve("u1"), "1\n1\n1\n1\n1\n1\n");
    Cli run =
        Cli.line("run burgers --steps 40 --initial " + initial + " --observations " + observed);
    assertEquals(0, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("misfit"), run.out());
    Path few = Files.writeString(folder.resolve("few"), "1\n");
    Cli wrong = Cli.line("run burgers --initial " + initial + " --observations " + few);
    assertEquals(2, wrong.status());
    assertEquals(1, wrong.err().lines().count(), wrong.err());
  }

  @Test
  void fwiWritesTheGradientAndAPicture() throws IOException {
    Path velocity = folder.resolve("v.f32");
    byte[] half = new byte[20 * 16 * Float.BYTES];
    for (int i = 0; i < half.length; i += Float.BYTES) {
      half[i + 2] = (byte) 0xc0; // 1.5, little-endian
      half[i + 3] = 0x3f;
    }
    Files.write(velocity, half);
    Path gradient = folder.resolve("g.f32");
    String model =
        "run fwi --velocity " + velocity + " --spacing 20 --steps 30 --threads 1 --shape ";
    Cli run =
        Cli.line(model + "20x16 --shots 2 --smooth 40 --ram 3 --disk 2 --gradient " + gradient);
    assertEquals(0, run.status(), run.out() + run.err());
    assertEquals(half.length, Files.size(gradient));
    assertTrue(Files.size(folder.resolve("g.f32.png")) > 0);
    assertTrue(run.out().contains("2 adjoints"), run.out());
    Cli wrong = Cli.line(model + "20x17");
    assertEquals(2, wrong.status());
    assertEquals(1, wrong.err().lines().count(), wrong.err());
    assertTrue(wrong.err().contains("1280 bytes"), wrong.err());
  }

  @Test
  void leavesNothingInTheDirectory() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("letter"), "keep me");
    Path theirs = folder.resolve("new/deeper");
    for (Path directory : List.of(mine, theirs)) {
      Cli run = Cli.line("run burgers --steps 100 --ram 1 --disk 5 --directory " + directory);
      assertEquals(0, run.status(), run.err());
      assertTrue(run.out().contains(directory.toString()), run.out());
    }
    assertEquals(List.of("letter"), names(mine));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run heat",
        "run burgers --steps 0",
        "run burgers --initial /nowhere/u0",
        "run burgers --gradient /nowhere/g",
        "run burgers --directory /dev/null",
        "run burgers --velocity v",
        "run burgers --schedule none",
        "run burgers --schedule spiral",
        "run burgers --schedule revolve --ram 0",
        "run burgers --ram 3 --period 2",
        "run fwi --shape 20",
        "run fwi --shape 20x20",
        "run fwi --velocity /nowhere/v --shape 20x20 --spacing 5",
        "run fwi --spacing far",
        "run fwi --frequency 0",
        "run fwi --dt 1",
        "run fwi --threads 0",
        "run fwi --initial u0"
      })
  void wrongRequestsAreRefusedBeforeAnyWork(String command) {
    Cli run = Cli.line(command);
    assertEquals(2, run.status(), run.out() + run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("checkpoint-schedules run"), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void controlCLeavesNothingBehind() throws Exception {
    Path directory = folder.resolve("scratch");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "burgers",
                "--steps",
                "100000000",
                "--ram",
                "1",
                "--disk",
                "5",
                "--directory",
                directory.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (run.isAlive() && !holdsFiles(directory)) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-INT", String.valueOf(run.pid())).start().waitFor();
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, run.exitValue());
    assertEquals("", new String(run.getErrorStream().readAllBytes()));
    assertFalse(Files.exists(directory), names(folder).toString());
  }

  private static boolean holdsFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.exists(directory) ? Files.walk(directory) : Stream.empty()) {
      return files.anyMatch(Files::isRegularFile);
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static Cli gradient(String options, Path file) {
    return Cli.line("run burgers --steps 60 " + options + " --gradient " + file);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
