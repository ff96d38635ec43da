package org.checkpointschedules.run;

import java.util.Map;
import org.checkpointschedules.InvalidArgumentException;

/// What the environment tells of the parallel job that a process is part of.
///
/// Inside a batch script of Slurm, `SLURM_NTASKS` and `SLURM_PROCID` are those of the whole job,
/// though one process runs the script: only what a step (`srun`) tells its tasks counts.
final class Ranks {
  /// How many processes were started together: Open MPI, MPICH and Intel MPI with what speaks their
  /// PMI, MVAPICH, Slurm, Flux, `jsrun`.
  private static final String[] SIZES = {
    "OMPI_COMM_WORLD_SIZE",
    "PMI_SIZE",
    "MPI_LOCALNRANKS",
    "MV2_COMM_WORLD_SIZE",
    "SLURM_STEP_NUM_TASKS",
    "FLUX_JOB_SIZE",
    "JSM_NAMESPACE_SIZE"
  };

  /// Which of them this is, from 0, where the size is not told: PMIx, PALS and ALPS of Cray.
  private static final String[] RANKS = {"PMIX_RANK", "PMI_RANK", "PALS_RANKID", "ALPS_APP_PE"};

  private Ranks() {}

  /// Refuses a journal to a process that is one of several: each would save its adjoint by its own
  /// clock, and be continued from another step than the others.
  ///
  /// @throws InvalidArgumentException if it is
  static void requireOne(Map<String, String> environment) {
    for (String size : SIZES) {
      if (number(environment.get(size)) > 1) {
        throw refused(size, environment.get(size));
      }
    }
    for (String rank : RANKS) {
      if (number(environment.get(rank)) > 0) {
        throw refused(rank, environment.get(rank));
      }
    }
  }

  private static InvalidArgumentException refused(String variable, String value) {
    return new InvalidArgumentException(
        "journal",
        "kept by one of several processes (%s=%s), of which each would be continued from a step of its own"
            .formatted(variable, value.strip()),
        "one process that drives all ranks, `checkpoint-schedules drive --resume ... -- mpirun ...`"
            + " for one; processes that have nothing to do with each other, with %s unset"
                .formatted(variable));
  }

  private static long number(String text) {
    return text != null && text.strip().matches("\\d{1,18}") ? Long.parseLong(text.strip()) : 0;
  }
}
