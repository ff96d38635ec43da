package org.checkpointschedules.cli;

import java.util.OptionalLong;
import picocli.CommandLine.Option;

/// How `drive` tries a solver before the run.
final class RehearsalOptions {
  private static final String DEFAULT_STEPS = "10";

  @Option(
      names = "--taylor",
      paramLabel = "STEPS",
      arity = "0..1",
      fallbackValue = DEFAULT_STEPS,
      description =
          "before the run, test the gradient on its first STEPS steps (10 where no number is given,"
              + " or all where there are fewer): move the solver's control, halve the step up to"
              + " twelve times, and look at the rate; needs a solver that declares its control")
  private String taylor;

  /// Of how many steps a test was asked for.
  OptionalLong taylor() {
    return taylor == null
        ? OptionalLong.empty()
        : OptionalLong.of(Numbers.whole("--taylor", taylor, 1, Long.MAX_VALUE));
  }
}
