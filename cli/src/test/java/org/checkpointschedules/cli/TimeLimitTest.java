package org.checkpointschedules.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `--time-limit`, and the end of a job that the environment tells.
class TimeLimitTest {
  private static final String RUN = "run burgers --steps 20000 --ram 25 --resume";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "90, PT90S",
    "0.5, PT0.5S",
    "90m, PT90M",
    "1.5h, PT90M",
    "2d, PT48H",
    "1:30:00, PT90M",
    "1e3s, PT1000S",
    "100:00:01, PT100H1S"
  })
  void durations(String text, Duration expected) {
    assertEquals(expected, Durations.read("--time-limit", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1:30", "1:60:00", "0:00:00", "m", "1w", "soon", "1:00:00:00"})
  void noDurations(String text) {
    var refused = assertThrows(WrongRequest.class, () -> Durations.read("--time-limit", text));
    assertTrue(refused.getMessage().contains("HOURS:MINUTES:SECONDS"), refused::getMessage);
  }

  @Test
  void anOptionGoesBeforeTheEnvironmentAndBothNeedAJournal() {
    Instant started = Instant.ofEpochSecond(1_000);
    Map<String, String> slurm = Map.of("SLURM_JOB_END_TIME", "5000");
    var none = options();
    assertEquals(Optional.empty(), none.end(true, Map.of(), started));
    assertEquals(Optional.empty(), none.end(false, slurm, started));
    assertEquals(Optional.of(Instant.ofEpochSecond(5_000)), none.end(true, slurm, started));
    var given = options("--time-limit", "10m");
    assertEquals(Optional.of(Instant.ofEpochSecond(1_600)), given.end(true, slurm, started));
    assertThrows(WrongRequest.class, () -> given.end(false, slurm, started));
    Map<String, String> strange = Map.of("SLURM_JOB_END_TIME", "Unknown");
    var refused = assertThrows(WrongRequest.class, () -> none.end(true, strange, started));
    assertTrue(refused.getMessage().contains("SLURM_JOB_END_TIME is 'Unknown'"));
    assertEquals(Optional.of(Instant.ofEpochSecond(1_600)), given.end(true, strange, started));
  }

  private static TimeLimitOptions options(String... words) {
    var options = new TimeLimitOptions();
    var spec = CommandSpec.create().addMixin("limit", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs(words);
    return options;
  }

  /// This process began long ago.
  @Test
  void whoseTimeIsUpBeforeItBeginsComputesNothing() {
    Cli run = Cli.line(RUN + " --time-limit 1e-3 --directory " + directory.resolve("d"));
    assertEquals(1, run.status());
    assertEquals(
        "checkpoint-schedules run burgers: time was nearly up during the verification, before the"
            + " run: nothing was computed, and what earlier calls kept is as it was; allow more"
            + " with --time-limit\n",
        run.err());
    assertFalse(Files.exists(directory.resolve("d/checkpoints-burgers")));
  }

  @Test
  void withoutAJournalThereIsNothingToKeep() {
    Cli run = Cli.line("run burgers --time-limit 1h");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--time-limit needs --resume"), run.err());
  }

  /// Each call gets more time than the one before, so that this ends on a machine of any speed.
  @Test
  void theSameCommandAgainAndAgainEndsInTheSameGradient() throws Exception {
    Path expected = directory.resolve("expected.f64");
    Cli whole = Cli.line(RUN + " --directory %s --gradient %s".formatted(directory, expected));
    assertEquals(0, whole.status(), whole.err());
    Path gradient = directory.resolve("gradient.f64");
    int stopped = 0;
    double seconds = 1;
    while (true) {
      String words =
          RUN
              + " --directory %s --gradient %s --time-limit %s"
                  .formatted(directory, gradient, seconds);
      Cli run = Cli.process(Map.of(), List.of(), words.split(" "));
      if (run.status() == 0) {
        break;
      }
      assertEquals(1, run.status(), run.err());
      assertTrue(
          run.err().contains("time is nearly up") || run.err().contains("time was nearly up"),
          run.err());
      stopped++;
      seconds *= 1.6;
    }
    assertTrue(stopped > 0, "a second is not enough");
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(gradient));
    assertFalse(Files.exists(directory.resolve("checkpoints-burgers")));
  }
}
