package org.checkpointschedules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.checkpointschedules.InvalidArgumentException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which environments are those of one process among several.
class RanksTest {
  private static Map<String, String> environment(String assignments) {
    return Arrays.stream(assignments.split(" "))
        .map(assignment -> assignment.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=0",
        "PMI_SIZE=16 PMI_RANK=3",
        "PMIX_RANK=1 PMIX_NAMESPACE=job",
        "MPI_LOCALNRANKS=4 MPI_LOCALRANKID=0",
        "MV2_COMM_WORLD_SIZE=2",
        "SLURM_NTASKS=8 SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=8",
        "FLUX_JOB_SIZE=2 FLUX_TASK_RANK=0",
        "JSM_NAMESPACE_SIZE=6",
        "PALS_RANKID=5",
        "ALPS_APP_PE=1"
      })
  void oneOfSeveralKeepsNoJournal(String assignments) {
    var refused =
        assertThrows(
            InvalidArgumentException.class, () -> Ranks.requireOne(environment(assignments)));
    assertEquals("journal", refused.argument());
    assertTrue(refused.getMessage().contains("drive --resume ... -- mpirun"), refused::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HOME=/home/me",
        "OMPI_COMM_WORLD_SIZE=1 OMPI_COMM_WORLD_RANK=0 PMIX_RANK=0",
        "PMI_SIZE=1 PMI_RANK=0",
        "SLURM_NTASKS=8 SLURM_PROCID=0 SLURM_LOCALID=0 SLURM_JOB_NUM_NODES=2",
        "SLURM_NTASKS=8 SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_NUM_TASKS=1",
        "PMI_SIZE= PMIX_RANK=none"
      })
  void aProcessAloneDoes(String assignments) {
    Ranks.requireOne(environment(assignments));
  }
}
