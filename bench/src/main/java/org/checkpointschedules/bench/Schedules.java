package org.checkpointschedules.bench;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ChainCheckpointSchedule;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.NonUniformCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.ReadOnceDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;

/// The schedules that are measured, by name.
public enum Schedules {
  /// Ten checkpoints in memory.
  REVOLVE_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 10);
    }
  },
  /// Fifty checkpoints in memory.
  REVOLVE_50 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 50);
    }
  },
  /// A hundred checkpoints in memory.
  REVOLVE_100 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 100);
    }
  },
  /// Ten in memory, twenty on disk, a fixed binomial trajectory.
  MULTISTAGE_10_20 {
    @Override
    CheckpointSchedule plan(long steps) {
      return MultistageCheckpointSchedule.of(steps, 10, 20);
    }
  },
  /// One in memory, one on disk: the most repetitions.
  H_REVOLVE_1_1 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 1, 1, writeCost(2), readCost(2));
    }
  },
  /// Three in memory, five on disk.
  H_REVOLVE_3_5 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 3, 5, writeCost(2), readCost(2));
    }
  },
  /// Ten in memory, ten on disk.
  H_REVOLVE_10_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 10, 10, writeCost(2), readCost(2));
    }
  },
  /// A hundred in memory, a thousand on disk.
  H_REVOLVE_100_1000 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.of(steps, 100, 1000, writeCost(2), readCost(2));
    }
  },
  /// Ten in memory, whose accesses cost a little, ten on disk.
  H_REVOLVE_PRICED_10_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return Problem.steps(steps)
          .level(RAM, 10, writeCost(0.1), readCost(0.1))
          .level(DISK, 10, writeCost(2), readCost(2))
          .plan();
    }
  },
  /// One in memory, whose accesses cost a little, one on disk.
  H_REVOLVE_PRICED_1_1 {
    @Override
    CheckpointSchedule plan(long steps) {
      return Problem.steps(steps)
          .level(RAM, 1, writeCost(1), readCost(1))
          .level(DISK, 1, writeCost(3), readCost(3))
          .plan();
    }
  },
  /// Four levels of 2, 4, 8 and 16.
  H_REVOLVE_2_4_8_16 {
    @Override
    CheckpointSchedule plan(long steps) {
      return Problem.steps(steps)
          .level(RAM, 2)
          .level(StorageLocation.level("NVM"), 4, writeCost(5), readCost(3))
          .level(DISK, 8, writeCost(50), readCost(40))
          .level(StorageLocation.level("ARCHIVE"), 16, writeCost(200), readCost(150))
          .plan();
    }
  },
  /// Three levels of 4, 8 and 16.
  H_REVOLVE_4_8_16 {
    @Override
    CheckpointSchedule plan(long steps) {
      return Problem.steps(steps)
          .level(RAM, 4)
          .level(DISK, 8, writeCost(50), readCost(50))
          .level(StorageLocation.level("ARCHIVE"), 16, writeCost(80), readCost(80))
          .plan();
    }
  },
  /// Ten in memory, a disk without limit.
  DISK_REVOLVE_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return RevolveCheckpointSchedule.diskRevolve(
          Problem.steps(steps)
              .level(RAM, 10)
              .level(DISK, Level.UNBOUNDED, writeCost(2), readCost(2)));
    }
  },
  /// The same, but every checkpoint on disk is read once.
  READ_ONCE_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return ReadOnceDiskRevolveCheckpointSchedule.of(steps, 10, writeCost(2), readCost(2));
    }
  },
  /// The same in a fixed rhythm.
  PERIODIC_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return PeriodicDiskRevolveCheckpointSchedule.of(steps, 10, writeCost(2), readCost(2));
    }
  },
  /// Blocks of a thousand steps, ten binomial checkpoints in memory within each.
  TWO_LEVEL_1000_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return TwoLevelCheckpointSchedule.of(steps, 1000, 10, RAM);
    }
  },
  /// Steps of different cost, ten checkpoints; a thousand steps at most, since it plans by a table.
  NON_UNIFORM_10 {
    @Override
    CheckpointSchedule plan(long steps) {
      return NonUniformCheckpointSchedule.of(costs(Math.min(steps, 1000)), 10);
    }
  },
  /// Checkpoints of different size; a hundred steps at most, since it plans by a table.
  CHAIN_60 {
    @Override
    CheckpointSchedule plan(long steps) {
      double[] costs = costs(Math.min(steps, 100));
      int[] sizes = IntStream.range(0, costs.length).map(i -> 1 + i * 5 % 7).toArray();
      return ChainCheckpointSchedule.withSizes(costs, sizes, 60);
    }
  },
  /// Twenty units in memory, each for restart data or for the adjoint data of a step.
  MIXED_20 {
    @Override
    CheckpointSchedule plan(long steps) {
      return MixedCheckpointSchedule.of(steps, 20, RAM);
    }
  };

  abstract CheckpointSchedule plan(long steps);

  /// Whether fewer steps are planned, since it takes a table.
  private boolean isTabled() {
    return this == NON_UNIFORM_10 || this == CHAIN_60;
  }

  /// Whether it plans no more for so many steps than for the least size.
  boolean isTabled(long steps) {
    return isTabled() && steps > 1_000_000;
  }

  /// What to say of the steps beside the name.
  String limit() {
    return isTabled() ? ", " + plan(Long.MAX_VALUE).steps() + " steps" : "";
  }

  private static double[] costs(long steps) {
    return LongStream.range(0, steps).mapToDouble(i -> 1 + i * 37 % 11).toArray();
  }
}
