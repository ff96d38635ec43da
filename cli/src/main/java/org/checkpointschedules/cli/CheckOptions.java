package org.checkpointschedules.cli;

import java.util.OptionalDouble;
import org.checkpointschedules.examples.Checking;
import picocli.CommandLine.Option;

/// How a run is watched.
final class CheckOptions {
  @Option(
      names = "--no-replay-check",
      description =
          "do not compare recomputed states with the first ones, which is done at some places and"
              + " takes at most 1 %% of the run")
  private boolean noReplayCheck;

  @Option(
      names = "--reproducible-to",
      paramLabel = "TOLERANCE",
      description =
          "let recomputed states differ by this much of their largest number, as sums in the order"
              + " in which threads finish do; the numbers of a solver's state are taken to be of"
              + " its gradient's type (default: the same to the bit)")
  private String reproducibleTo;

  @Option(
      names = "--allow-not-finite",
      description = "let numbers be infinite, or none, instead of ending the run where one is seen")
  private boolean allowNotFinite;

  boolean replayCheck() {
    return !noReplayCheck;
  }

  Checking checking() {
    return new Checking(!noReplayCheck, tolerance(), allowNotFinite);
  }

  OptionalDouble tolerance() {
    if (reproducibleTo == null) {
      return OptionalDouble.empty();
    }
    double tolerance = Numbers.measure("--reproducible-to", reproducibleTo);
    if (tolerance >= 1) {
      throw new WrongRequest(
          "--reproducible-to", Numbers.quoted(reproducibleTo), "more than 0, and less than 1");
    }
    return OptionalDouble.of(tolerance);
  }
}
