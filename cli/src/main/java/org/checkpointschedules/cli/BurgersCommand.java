package org.checkpointschedules.cli;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.burgers.Burgers;
import org.checkpointschedules.examples.burgers.BurgersSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `run burgers`.
@Command(
    name = "burgers",
    customSynopsis = "checkpoint-schedules run burgers [options]",
    description = {
      "Differentiate the 1-D viscous Burgers equation with respect to its initial condition: its"
          + " final energy, or the misfit to observations.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  checkpoint-schedules run burgers",
      "  checkpoint-schedules run burgers --steps 100000 --schedule revolve --ram 30",
      "  checkpoint-schedules run burgers --initial u0.txt --observations u1.txt --gradient g.f64"
    })
final class BurgersCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private RunOptions options;

  @Option(
      names = "--initial",
      paramLabel = "FILE",
      description =
          "the initial condition, one value a line or FILE.npy (default: a sine, built in)")
  private Path initial;

  @Option(
      names = "--observations",
      paramLabel = "FILE",
      description =
          "the final state observed, one value a line or FILE.npy (default: the final energy)")
  private Path observations;

  BurgersCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    return new RunSession(streams, options, spec.commandLine().getParseResult()).run(this::example);
  }

  private Example example(OptionalLong steps) {
    BurgersSettings settings = BurgersSettings.defaults();
    if (initial != null) {
      settings = settings.withInitial(initial);
    }
    if (observations != null) {
      settings = settings.withObservations(observations);
    }
    return new Burgers(steps.isPresent() ? settings.withSteps(steps.getAsLong()) : settings);
  }
}
