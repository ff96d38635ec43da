package org.checkpointschedules.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `run`: a gradient. The examples are its subcommands.
@Command(
    name = "run",
    customSynopsis = "checkpoint-schedules run EXAMPLE [options]",
    description = {
      "Compute a gradient under a memory budget, with real storage, and verify it.",
      "",
      "Each example has its own --help.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # seconds, with everything built in",
      "  checkpoint-schedules run burgers",
      "  checkpoint-schedules run fwi",
      "",
      "  # a velocity model of your own, 20 checkpoints in memory and 60 on disk",
      "  checkpoint-schedules run fwi --velocity model.f32 --shape 1601x401 --spacing 7.5 \\",
      "    --steps 2000 --ram 20 --disk 60 --directory /scratch --gradient gradient.f32"
    })
final class RunCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "an example is missing; allowed: burgers, fwi, --help");
  }
}
