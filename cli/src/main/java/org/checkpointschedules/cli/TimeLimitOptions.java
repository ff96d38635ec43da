package org.checkpointschedules.cli;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.run.RunControl;
import picocli.CommandLine.Option;

/// By when a run is to have stopped: as an option says, or the batch system that it runs under.
final class TimeLimitOptions {
  /// Seconds since 1970, in the environment of a job of Slurm, from version 22.05 on.
  private static final String SLURM_END = "SLURM_JOB_END_TIME";

  /// Of the year 9999.
  private static final long LAST = 253_402_300_799L;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "with --resume, how long this whole command may take: seconds, 90m, 1:30:00; the run"
              + " stops at the last safe point that leaves time to save, and the same command"
              + " continues it (default: until the end of the job, where Slurm tells it in"
              + " SLURM_JOB_END_TIME)")
  private String timeLimit;

  /// What stops the run, before its time is up or when asked.
  ///
  /// @param resume whether the run keeps what continues it
  RunControl control(boolean resume) {
    return end(resume, System.getenv(), started())
        .map(RunControl::stoppingBy)
        .orElseGet(RunControl::new);
  }

  private static Instant started() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /// By when the run is to have stopped, if at any time.
  ///
  /// @param started when this process began
  Optional<Instant> end(boolean resume, Map<String, String> environment, Instant started) {
    if (timeLimit != null) {
      if (!resume) {
        throw new WrongRequest(
            "--time-limit needs --resume: without it, nothing that was computed would be kept");
      }
      return Optional.of(started.plus(Durations.read("--time-limit", timeLimit)));
    }
    String end = environment.get(SLURM_END);
    if (!resume || end == null || end.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Numbers.whole(SLURM_END, end.strip(), 0, LAST)));
    } catch (WrongRequest e) {
      throw new WrongRequest(e.getMessage() + "; an explicit --time-limit goes before it");
    }
  }
}
