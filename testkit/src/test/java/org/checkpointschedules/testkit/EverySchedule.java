package org.checkpointschedules.testkit;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.ReadOnceDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;

/// Each schedule of the library that has an adjoint, in a handful of shapes, zero slots included.
final class EverySchedule {
  private static final StorageLocation SSD = StorageLocation.level("SSD");

  private EverySchedule() {}

  static List<CheckpointSchedule> of(int n) {
    var all = new ArrayList<CheckpointSchedule>();
    all.add(SingleMemoryCheckpointSchedule.of(n));
    all.add(SingleDiskCheckpointSchedule.copying(n));
    all.add(SingleDiskCheckpointSchedule.moving(n));
    for (int ram = 0; ram <= 3; ram++) {
      for (int disk = n == 1 || ram > 0 ? 0 : 1; disk <= 3; disk++) {
        var problem = memory(n, ram).level(disk(disk));
        for (Trajectory trajectory : Trajectory.values()) {
          all.add(MultistageCheckpointSchedule.of(problem, trajectory));
        }
        all.add(problem.plan());
        all.add(memory(n, ram).level(SSD, disk).level(disk(2)).plan());
      }
      var unbounded = memory(n, ram).level(disk(Level.UNBOUNDED));
      all.add(RevolveCheckpointSchedule.diskRevolve(unbounded));
      all.add(ReadOnceDiskRevolveCheckpointSchedule.of(unbounded));
      all.add(PeriodicDiskRevolveCheckpointSchedule.of(unbounded));
      all.add(PeriodicDiskRevolveCheckpointSchedule.of(unbounded, 3));
      all.add(TwoLevelCheckpointSchedule.of(n, 4, ram, RAM));
      all.add(TwoLevelCheckpointSchedule.of(n, 3, ram, DISK));
      if (ram > 0 || n == 1) {
        all.add(memory(n, ram).plan());
        all.add(MixedCheckpointSchedule.of(n, ram, RAM));
        all.add(MixedCheckpointSchedule.of(n, ram, DISK));
      }
    }
    return all;
  }

  private static Problem memory(int n, int slots) {
    return Problem.steps(n).level(Level.free(RAM, slots)).costs(StepCosts.of(1, 2));
  }

  private static Level disk(long slots) {
    return Level.of(DISK, slots, 1.5, 0.5);
  }
}
