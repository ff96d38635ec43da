package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.NoneCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.ReadOnceDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;

/// The schedules by name: which parameters belong to each, and how it is made from them.
enum ScheduleKind {
  NONE(),
  SINGLE_MEMORY(),
  SINGLE_DISK(MOVE),
  REVOLVE(
      RAM,
      STEP_COSTS,
      ADJOINT_COSTS,
      CHECKPOINT_SIZES,
      ADJOINT_DATA_SIZES,
      FORWARD_TEMPORARIES,
      ADJOINT_TEMPORARIES),
  MULTISTAGE(RAM, DISK, TRAJECTORY),
  TWO_LEVEL(PERIOD, BINOMIAL_SNAPSHOTS, BINOMIAL_STORAGE, TRAJECTORY),
  MIXED(SNAPSHOTS, STORAGE),
  DISK_REVOLVE(RAM, READ_ONCE),
  PERIODIC_DISK_REVOLVE(RAM, PERIOD),
  H_REVOLVE(RAM, DISK, LEVELS);

  /// What every schedule takes: steps, and the costs that enter the reported cost.
  static final Set<Parameter> COMMON =
      EnumSet.of(
          STEPS, STATE_BYTES, ADJOINT_BYTES, FORWARD_COST, ADJOINT_COST, WRITE_COST, READ_COST);

  private final Set<Parameter> own = EnumSet.noneOf(Parameter.class);

  ScheduleKind(Parameter... own) {
    this.own.addAll(Arrays.asList(own));
  }

  static ScheduleKind named(String name) {
    for (var kind : values()) {
      if (kind.label().equals(name)) {
        return kind;
      }
    }
    throw new WrongRequest("schedule", Numbers.quoted(name), names());
  }

  static boolean isName(String name) {
    return Arrays.stream(values()).anyMatch(kind -> kind.label().equals(name));
  }

  static String names() {
    return Arrays.stream(values()).map(ScheduleKind::label).collect(Collectors.joining(", "));
  }

  /// The name on the command line: `h-revolve`.
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean takes(Parameter parameter) {
    return own.contains(parameter) || COMMON.contains(parameter);
  }

  /// The parameters that belong to this schedule, its own first.
  String spelled(Function<Parameter, String> spelling) {
    var all = own.stream().map(spelling).collect(Collectors.toList());
    COMMON.forEach(parameter -> all.add(spelling.apply(parameter)));
    return String.join(", ", all);
  }

  /// The schedule itself.
  ///
  /// @throws org.checkpointschedules.InvalidArgumentException if it refuses a value
  CheckpointSchedule plan(ScheduleRequest request) {
    if (UnevenSteps.in(request)) {
      return UnevenSteps.plan(request);
    }
    Problem problem = Problem.steps(request.number(STEPS)).costs(request.costs());
    return switch (this) {
      case NONE -> NoneCheckpointSchedule.of(problem);
      case SINGLE_MEMORY -> SingleMemoryCheckpointSchedule.of(problem);
      case SINGLE_DISK -> {
        Problem onDisk = problem.level(request.disk(Level.UNBOUNDED));
        yield request.flag(MOVE)
            ? SingleDiskCheckpointSchedule.moving(onDisk)
            : SingleDiskCheckpointSchedule.copying(onDisk);
      }
      case REVOLVE -> RevolveCheckpointSchedule.of(memory(problem, request));
      case MULTISTAGE ->
          MultistageCheckpointSchedule.of(
              memory(problem, request).level(request.disk(request.number(DISK))),
              trajectory(request));
      case TWO_LEVEL -> twoLevel(problem, request);
      case MIXED -> {
        long slots = request.number(SNAPSHOTS);
        yield MixedCheckpointSchedule.of(
            problem.level(
                request.choice(STORAGE, "DISK").equals("RAM")
                    ? request.ram(slots)
                    : request.disk(slots)));
      }
      case DISK_REVOLVE -> {
        Problem onBoth = memory(problem, request).level(request.disk(Level.UNBOUNDED));
        yield request.flag(READ_ONCE)
            ? ReadOnceDiskRevolveCheckpointSchedule.of(onBoth)
            : RevolveCheckpointSchedule.diskRevolve(onBoth);
      }
      case PERIODIC_DISK_REVOLVE -> {
        Problem onBoth = memory(problem, request).level(request.disk(Level.UNBOUNDED));
        yield request.has(PERIOD)
            ? PeriodicDiskRevolveCheckpointSchedule.of(onBoth, request.number(PERIOD))
            : PeriodicDiskRevolveCheckpointSchedule.of(onBoth);
      }
      case H_REVOLVE -> {
        for (Level level : request.hierarchy()) {
          problem = problem.level(level);
        }
        yield RevolveCheckpointSchedule.of(problem);
      }
    };
  }

  private static Problem memory(Problem problem, ScheduleRequest request) {
    return problem.level(request.ram(request.number(RAM)));
  }

  private static CheckpointSchedule twoLevel(Problem problem, ScheduleRequest request) {
    long snapshots = request.number(BINOMIAL_SNAPSHOTS);
    boolean inMemory = request.choice(BINOMIAL_STORAGE, "DISK").equals("RAM");
    Problem withMemory = inMemory ? problem.level(request.ram(snapshots)) : problem;
    return TwoLevelCheckpointSchedule.of(
        withMemory.level(request.disk(Level.UNBOUNDED)),
        request.number(PERIOD),
        snapshots,
        inMemory ? StorageLocation.RAM : StorageLocation.DISK,
        trajectory(request));
  }

  private static Trajectory trajectory(ScheduleRequest request) {
    return switch (request.choice(TRAJECTORY, "maximum")) {
      case "revolve" -> Trajectory.REVOLVE;
      default -> Trajectory.MAXIMUM;
    };
  }
}
