package org.checkpointschedules.cli;

import java.util.List;
import java.util.stream.Stream;

/// A request for each schedule and variant, small and middling: the options of `plan`, and the
/// limits that `check` is told.
record EverySchedule(String plan, String limits) {

  static Stream<EverySchedule> all() {
    return Stream.of(1, 2, 12, 150)
        .flatMap(steps ->
            List.of(
                of(steps, "none", "", "--ram 0 --disk 0"),
                of(steps, "single-memory", "", "--ram 0 --disk 0"),
                of(steps, "single-disk", "", "--ram 0"),
                of(steps, "single-disk", "--move", "--ram 0 --empty"),
                of(steps, "revolve", "--ram 3", "--ram 3 --disk 0 --empty"),
                of(steps, "multistage", "--ram 1 --disk 2", "--ram 1 --disk 2 --empty"),
                of(
                    steps,
                    "multistage",
                    "--ram 2 --disk 3 --trajectory revolve",
                    "--ram 2 --disk 3 --empty"),
                of(steps, "two-level", "--period 5 --binomial-snapshots 2", "--ram 0"),
                of(
                    steps,
                    "two-level",
                    "--period 5 --binomial-snapshots 2 --binomial-storage RAM"
                        + " --trajectory revolve",
                    "--ram 2"),
                of(steps, "mixed", "--snapshots 3", "--ram 0 --disk 3 --empty"),
                of(steps, "mixed", "--snapshots 3 --storage RAM", "--ram 3 --disk 0 --empty"),
                of(steps, "disk-revolve", "--ram 2", "--ram 2 --empty"),
                of(steps, "disk-revolve", "--ram 2 --read-once", "--ram 2 --empty"),
                of(steps, "periodic-disk-revolve", "--ram 2", "--ram 2 --empty"),
                of(steps, "periodic-disk-revolve", "--ram 2 --period 9", "--ram 2 --empty"),
                of(steps, "h-revolve", "--ram 2 --disk 3", "--ram 2 --disk 3 --empty"),
                of(
                    steps,
                    "h-revolve",
                    "--level RAM:1:0:0 --level NVME:2:0.5:0.25 --level DISK:3:3:2",
                    "--level RAM:1:0:0 --level NVME:2:0:0 --level DISK:3:0:0 --empty"))
                .stream());
  }

  private static EverySchedule of(int steps, String schedule, String options, String limits) {
    return new EverySchedule(
        "plan " + schedule + " --steps " + steps + " " + options,
        "check --steps " + steps + " " + limits);
  }

  String name() {
    return plan.split(" ")[1];
  }
}
