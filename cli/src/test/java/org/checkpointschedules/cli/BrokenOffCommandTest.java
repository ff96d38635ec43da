package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `run` in processes of their own, to which something happens.
class BrokenOffCommandTest {
  @TempDir Path directory;

  static List<String> command(String words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(words.split(" ")));
    return command;
  }

  /// The journal as far as it is written; empty before.
  private String journal() throws IOException {
    Path journal = directory.resolve("checkpoints-burgers/journal");
    return Files.exists(journal) ? Files.readString(journal) : "";
  }

  @Test
  void aKilledRunIsNotContinuedWithAnotherCodec() throws Exception {
    Path gradient = directory.resolve("gradient");
    String words =
        "run burgers --steps 15000 --ram 2 --disk 4 --resume --directory %s --gradient %s"
            .formatted(directory, gradient);
    Cli undisturbed = Cli.line(words + " --disk-codec lz4");
    assertEquals(0, undisturbed.status(), undisturbed.err());
    byte[] expected = Files.readAllBytes(gradient);
    Files.delete(gradient);
    Process run =
        new ProcessBuilder(command(words + " --disk-codec lz4"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    while (run.isAlive() && !journal().contains("stored DISK")) {
      Thread.sleep(5);
    }
    run.destroyForcibly().waitFor();
    assumeTrue(Files.notExists(gradient), "it had ended before it could be killed");
    for (String other : List.of("none", "zstd", "float32")) {
      Cli refused = Cli.line(words + " --disk-codec " + other);
      assertEquals(1, refused.status(), other);
      assertTrue(refused.err().contains("DISK 4 encoded by lz4/8"), refused.err());
      assertEquals(1, refused.err().lines().filter(line -> !line.isBlank()).count());
    }
    Cli continued = Cli.line(words + " --disk-codec lz4");
    assertEquals(0, continued.status(), continued.err());
    assertTrue(continued.out().contains("continued from"), continued.out());
    assertArrayEquals(expected, Files.readAllBytes(gradient));
  }

  /// No file may grow beyond 2 KiB, or 4 in some shells: the gradient's, but no checkpoint.
  @Test
  void aDiskThatTakesNothingCostsItsSlotsOrEndsTheRun() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell to set limits with");
    Path gradient = directory.resolve("gradient");
    String words =
        "run burgers --steps 300 --ram 3 --disk 5 --directory %s --gradient %s"
            .formatted(directory, gradient);
    assertEquals(0, Cli.line(words).status());
    byte[] expected = Files.readAllBytes(gradient);
    Files.delete(gradient);
    Process ended = limited(words);
    String output = new String(ended.getInputStream().readAllBytes());
    assertEquals(1, ended.waitFor(), output);
    assertTrue(output.contains("the run broke off: could not write the restart data"), output);
    Process planned = limited(words + " --replan-on-full-disk");
    output = new String(planned.getInputStream().readAllBytes());
    assertEquals(0, planned.waitFor(), output);
    assertTrue(output.contains("went on with 0 slots in DISK"), output);
    assertArrayEquals(expected, Files.readAllBytes(gradient));
  }

  private static Process limited(String words) throws IOException {
    var all = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 4 && exec \"$@\"", "sh"));
    all.addAll(command(words));
    return new ProcessBuilder(all).redirectErrorStream(true).start();
  }
}
