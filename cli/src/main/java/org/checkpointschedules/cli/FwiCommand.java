package org.checkpointschedules.cli;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.checkpointschedules.examples.Example;
import org.checkpointschedules.examples.fwi.Fwi;
import org.checkpointschedules.examples.fwi.FwiSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `run fwi`.
@Command(
    name = "fwi",
    customSynopsis = "checkpoint-schedules run fwi [options]",
    description = {
      "Acoustic full-waveform inversion in two dimensions: the gradient of the data misfit at a"
          + " smoothed starting model, with respect to 1/v^2, on the physical grid, in km and s.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  checkpoint-schedules run fwi",
      "  checkpoint-schedules run fwi --velocity marmousi.f32 --shape 1601x401 --spacing 7.5 \\",
      "    --steps 2000 --ram 20 --disk 60 --directory /scratch --gradient gradient.f32"
    })
final class FwiCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private RunOptions options;

  @Option(
      names = "--velocity",
      paramLabel = "FILE",
      description =
          "the true model, which makes the observed data: raw little-endian float32, or FILE.npy"
              + " (default: a small layered one, built in); needs --spacing and, but for FILE.npy,"
              + " --shape")
  private Path velocity;

  @Mixin private VelocityOptions layout;

  @Option(names = "--shape", paramLabel = "NXxNZ", description = "points across and in depth")
  private String shape;

  @Option(
      names = "--spacing",
      paramLabel = "METRES",
      description = "distance of the points, both ways")
  private String spacing;

  @Option(
      names = "--smooth",
      paramLabel = "METRES",
      description = "deviation of the Gaussian that makes the starting model (default: 100)")
  private String smooth;

  @Option(names = "--shots", paramLabel = "N", description = "sources (default: 1)")
  private String shots;

  @Option(
      names = "--frequency",
      paramLabel = "HZ",
      description = "peak of the Ricker wavelet (default: 10)")
  private String frequency;

  @Option(
      names = "--dt",
      paramLabel = "SECONDS",
      description = "time step (default: from the CFL limit)")
  private String dt;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that share a time step (default: the processors)")
  private String threads;

  FwiCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    return new RunSession(streams, options, spec.commandLine().getParseResult()).run(this::example);
  }

  private Example example(OptionalLong steps) {
    var settings = FwiSettings.builder();
    steps.ifPresent(settings::steps);
    if (velocity != null) {
      settings.velocity(velocity);
    }
    layout.apply(settings);
    if (shape != null) {
      String[] sides = shape.split("x", -1);
      if (sides.length != 2) {
        throw new WrongRequest("--shape", Numbers.quoted(shape), "NXxNZ, such as 1601x401");
      }
      settings.shape(count("--shape", sides[0]), count("--shape", sides[1]));
    }
    if (spacing != null) {
      settings.spacing(Numbers.measure("--spacing", spacing));
    }
    if (smooth != null) {
      settings.smooth(Numbers.measure("--smooth", smooth));
    }
    if (shots != null) {
      settings.shots(count("--shots", shots));
    }
    if (frequency != null) {
      settings.frequency(Numbers.measure("--frequency", frequency));
    }
    if (dt != null) {
      settings.dt(Numbers.measure("--dt", dt));
    }
    if (threads != null) {
      settings.threads(count("--threads", threads));
    }
    return new Fwi(settings.build());
  }

  private static int count(String name, String text) {
    return (int) Numbers.whole(name, text, 1, Integer.MAX_VALUE);
  }
}
