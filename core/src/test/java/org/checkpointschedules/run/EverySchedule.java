package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.adjoint;
import static org.checkpointschedules.plan.Problem.forward;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
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
import org.checkpointschedules.store.CheckpointStore;

/// The schedules of the library that compute an adjoint, for a number of steps, with the slot
/// counts that matter: none, one, few, more than there are steps.
final class EverySchedule {
  private static final StorageLocation ROBOT = StorageLocation.level("ROBOT");
  private static final long[] SLOTS = {0, 1, 2, 5, 100};

  private final long steps;
  private final List<CheckpointSchedule> all = new ArrayList<>();

  private EverySchedule(long steps) {
    this.steps = steps;
    all.add(SingleMemoryCheckpointSchedule.of(steps));
    all.add(SingleDiskCheckpointSchedule.copying(steps));
    all.add(SingleDiskCheckpointSchedule.moving(steps));
    for (long slots : SLOTS) {
      if (slots > 0 || steps == 1) {
        oneLevel(slots);
      }
      unboundedDisk(slots);
      for (long disk : SLOTS) {
        if (slots + disk > 0 || steps == 1) {
          twoLevels(slots, disk);
        }
      }
    }
  }

  /// The first one stores everything.
  static List<CheckpointSchedule> of(long steps) {
    return new EverySchedule(steps).all;
  }

  /// The run with this store as its third level, where its schedule has one.
  static InPlaceAdjoint placed(
      InPlaceAdjoint run, CheckpointSchedule schedule, CheckpointStore robot) {
    return hasRobot(schedule) ? run.store(ROBOT, robot) : run;
  }

  /// The run with this store as its third level, where its schedule has one.
  static <S, D, A> ValueAdjoint<S, D, A> placed(
      ValueAdjoint<S, D, A> run, CheckpointSchedule schedule, CheckpointStore robot) {
    return hasRobot(schedule) ? run.store(ROBOT, robot) : run;
  }

  private static boolean hasRobot(CheckpointSchedule schedule) {
    return schedule.levels().stream().anyMatch(level -> level.location().equals(ROBOT));
  }

  private void oneLevel(long slots) {
    all.add(RevolveCheckpointSchedule.of(steps, slots));
    for (StorageLocation storage : List.of(RAM, DISK)) {
      all.add(MixedCheckpointSchedule.of(steps, slots, storage));
      for (long period : new long[] {1, 3, 10}) {
        all.add(TwoLevelCheckpointSchedule.of(steps, period, slots, storage));
      }
    }
  }

  private void unboundedDisk(long ram) {
    var problem =
        problem().level(RAM, ram).level(DISK, Level.UNBOUNDED, writeCost(2), readCost(1.5));
    all.add(RevolveCheckpointSchedule.diskRevolve(problem));
    all.add(PeriodicDiskRevolveCheckpointSchedule.of(problem));
    all.add(PeriodicDiskRevolveCheckpointSchedule.of(problem, 4));
    all.add(ReadOnceDiskRevolveCheckpointSchedule.of(problem));
  }

  private void twoLevels(long ram, long disk) {
    var problem = problem().level(RAM, ram).level(DISK, disk, writeCost(3), readCost(2));
    all.add(problem.plan());
    all.add(problem.level(ROBOT, 2, writeCost(9), readCost(7)).plan());
    for (Trajectory trajectory : Trajectory.values()) {
      all.add(MultistageCheckpointSchedule.of(problem, trajectory));
    }
  }

  private Problem problem() {
    return Problem.steps(steps).costs(forward(1), adjoint(2));
  }
}
