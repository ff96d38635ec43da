package org.checkpointschedules.choose;

import static org.checkpointschedules.StorageLocation.RAM;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.MixedCheckpointSchedule;
import org.checkpointschedules.plan.MultistageCheckpointSchedule;
import org.checkpointschedules.plan.PeriodicDiskRevolveCheckpointSchedule;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.RevolveCheckpointSchedule;
import org.checkpointschedules.plan.SingleDiskCheckpointSchedule;
import org.checkpointschedules.plan.SingleMemoryCheckpointSchedule;
import org.checkpointschedules.plan.Trajectory;
import org.checkpointschedules.plan.TwoLevelCheckpointSchedule;

// Every schedule is given all the slots that its budgets hold: a slot more never makes a plan
// dearer.
//
// The planner of H-Revolve adds up forward steps, writes and reads. Where a level works in the
// background, an entry costs between what it costs the model alone, if the rest stays hidden, and
// that and all its transfers, if nothing does. Neither end is right for all budgets, so plans are
// made for shares of 0, 1/2 and 1 exposed, and the prediction decides.

/// Makes every schedule that the budgets may allow, and sorts out which do.
final class Contest {
  /// Multistage is planned in time and memory that grow with its slots, mixed in time that does.
  private static final long MOST_RANKED = 100_000;

  private static final double[] EXPOSED = {1, 0.5, 0};

  /// A fast level whose accesses take less than this share of a forward step is free to the
  /// planner.
  private static final double FREE = 0.02;

  /// Figures are measured to no more digits than this.
  private static final MathContext DIGITS = new MathContext(4);

  private final long steps;
  private final RunFigures figures;
  private final Room room;
  private final Predictor predictor;
  private final List<LevelFigures> levels;
  private final Map<String, Candidate> fitting = new LinkedHashMap<>();
  private final Map<String, String> excluded = new LinkedHashMap<>();

  Contest(long steps, RunFigures figures, List<Budget> budgets) {
    this.steps = steps;
    this.figures = figures;
    room = new Room(figures, budgets);
    predictor = new Predictor(figures);
    levels = room.levels();
    singleMemory();
    for (int choice = 1; choice < 1 << levels.size(); choice++) {
      revolve(subset(choice));
    }
    for (LevelFigures level : levels) {
      mixed(level);
      if (!level.location().equals(RAM)) {
        singleDisk(level);
      }
    }
    for (int fast = 0; fast < levels.size(); fast++) {
      for (int slow = fast + 1; slow < levels.size(); slow++) {
        twoLevels(levels.get(fast), levels.get(slow));
      }
    }
    // What fits in one form is not missing in another.
    excluded.keySet().removeAll(fitting.keySet());
  }

  /// What fits, best first; of equal times the earlier made, which is the simpler.
  List<Candidate> ranked() {
    return fitting.values().stream()
        .sorted(Comparator.comparingDouble(candidate -> candidate.prediction().seconds()))
        .toList();
  }

  /// What does not fit, and why.
  Map<String, String> excluded() {
    return excluded;
  }

  private List<LevelFigures> subset(int choice) {
    var chosen = new ArrayList<LevelFigures>();
    for (int i = 0; i < levels.size(); i++) {
      if ((choice >> i & 1) == 1) {
        chosen.add(levels.get(i));
      }
    }
    return chosen;
  }

  private void singleMemory() {
    enter(
        "single-memory",
        Contents.NONE,
        List.of(),
        () -> SingleMemoryCheckpointSchedule.of(Problem.steps(steps).costs(costs())));
  }

  private void revolve(List<LevelFigures> used) {
    boolean background = used.stream().anyMatch(LevelFigures::background);
    for (double exposed : background ? EXPOSED : new double[] {1}) {
      enter(
          label(used.size() == 1 ? "revolve" : "h-revolve", used),
          Contents.STATES,
          used,
          () -> RevolveCheckpointSchedule.of(problem(used, Contents.STATES, exposed, false)));
    }
  }

  private void mixed(LevelFigures level) {
    List<LevelFigures> used = List.of(level);
    String label = label("mixed", used);
    long slots = room.slots(level, Contents.EITHER, used);
    if (slots > MOST_RANKED && slots < steps - 1) {
      excluded.put(label, "is not planned for more than %,d slots".formatted(MOST_RANKED));
      return;
    }
    enter(
        label,
        Contents.EITHER,
        used,
        () -> MixedCheckpointSchedule.of(problem(used, Contents.EITHER, 1, false)));
  }

  private void singleDisk(LevelFigures level) {
    List<LevelFigures> used = List.of(level);
    enter(
        label("single-disk", used),
        Contents.DATA,
        used,
        () -> SingleDiskCheckpointSchedule.moving(problem(used, Contents.DATA, 1, true)));
  }

  private void twoLevels(LevelFigures fast, LevelFigures slow) {
    List<LevelFigures> used = List.of(fast, slow);
    long all =
        Math.addExact(
            Math.min(steps, room.slots(fast, Contents.STATES, used)),
            Math.min(steps, room.slots(slow, Contents.STATES, used)));
    String multistage = label("multistage", used);
    if (all > MOST_RANKED) {
      excluded.put(multistage, "is not planned for more than %,d slots".formatted(MOST_RANKED));
    } else {
      enter(
          multistage,
          Contents.STATES,
          used,
          () ->
              MultistageCheckpointSchedule.of(
                  problem(used, Contents.STATES, 1, false), Trajectory.MAXIMUM));
    }
    for (double exposed : EXPOSED) {
      enter(
          label("disk-revolve", used),
          Contents.STATES,
          used,
          () ->
              RevolveCheckpointSchedule.diskRevolve(problem(used, Contents.STATES, exposed, true)));
      enter(
          label("periodic-disk-revolve", used),
          Contents.STATES,
          used,
          () ->
              PeriodicDiskRevolveCheckpointSchedule.of(
                  problem(used, Contents.STATES, exposed, true)));
    }
    if (fast.location().equals(RAM)) {
      twoLevel(used);
    }
  }

  /// Checkpoints as dense as the slow level allows, and sparser ones.
  private void twoLevel(List<LevelFigures> used) {
    long slots = room.slots(used.get(1), Contents.STATES, used);
    long inMemory = room.slots(used.get(0), Contents.STATES, used);
    String label = label("two-level", used);
    if (slots == 0) {
      excluded.put(label, "needs a slot of " + used.get(1).location());
      return;
    }
    long densest = Math.max(1, (steps - 1) / slots + 1);
    for (long period = densest; period < 32 * densest && period <= steps; period *= 2) {
      long each = period;
      enter(
          label,
          Contents.STATES,
          used,
          () ->
              TwoLevelCheckpointSchedule.of(
                  problem(used, Contents.STATES, 1, true),
                  each,
                  Math.min(inMemory, each),
                  RAM,
                  Trajectory.MAXIMUM));
    }
  }

  /// Plans a schedule, and keeps it if it fits and is the best of its label.
  private void enter(
      String label,
      Contents contents,
      List<LevelFigures> used,
      Supplier<? extends CheckpointSchedule> plan) {
    CheckpointSchedule schedule;
    Forecast forecast;
    try {
      schedule = plan.get();
      forecast = schedule.forecast();
    } catch (InvalidArgumentException e) {
      excluded.putIfAbsent(label, e.getMessage());
      return;
    }
    if (forecast.levels().values().stream().anyMatch(traffic -> traffic.writes().isEmpty())) {
      excluded.putIfAbsent(label, "has no forecast for each level");
      return;
    }
    Map<StorageLocation, BigInteger> peak = room.peak(forecast, contents, used);
    Optional<String> shortage = room.shortage(peak, forecast);
    if (shortage.isPresent()) {
      excluded.putIfAbsent(label, shortage.get());
      return;
    }
    var candidate =
        new Candidate(
            label,
            schedule,
            predictor.predict(forecast, contents, used),
            forecast.forwardSteps().doubleValue() / steps,
            predictor.moved(forecast, contents, used),
            peak);
    fitting.merge(
        label, candidate, (a, b) -> b.prediction().seconds() < a.prediction().seconds() ? b : a);
  }

  /// The levels with as many slots as fit, at their costs in seconds.
  ///
  /// @param exposed the share of transfers in the background that is waited for
  /// @param unbounded whether the last level is planned without limit
  private Problem problem(
      List<LevelFigures> used, Contents contents, double exposed, boolean unbounded) {
    Problem problem = Problem.steps(steps).costs(costs());
    double write = 0;
    double read = 0;
    for (LevelFigures level : used) {
      // A planner wants levels whose costs do not decrease.
      double share = exposed + (1 - exposed) * figures.drag();
      write = Math.max(write, level.put().seconds() + share * level.write().seconds());
      read = Math.max(read, level.get().seconds() + share * level.read().seconds());
      boolean free =
          level == levels.getFirst()
              && !level.background()
              && write + read < FREE * figures.forward().seconds();
      if (problem.levels().stream().anyMatch(Contest.equalTo(write, read))) {
        // Levels of one price share their traffic in a way that no forecast divides.
        read = Math.max(1.01 * read, 1e-6 * figures.forward().seconds());
      }
      boolean limitless = unbounded && level == used.getLast();
      long slots =
          limitless
              ? Level.UNBOUNDED
              : Math.min(room.slots(level, contents, used), Math.max(1, steps - 1));
      problem =
          problem.level(
              free
                  ? Level.free(level.location(), slots)
                  : new Level(level.location(), slots, decimal(write), decimal(read)));
    }
    return problem;
  }

  private static Predicate<Level> equalTo(double write, double read) {
    return level ->
        level.writeCost().compareTo(decimal(write)) == 0
            && level.readCost().compareTo(decimal(read)) == 0;
  }

  /// Each step is recorded once, whatever the schedule: what that takes longer than a forward step
  /// counts with the adjoint.
  private StepCosts costs() {
    double forward = figures.forward().seconds();
    double more = Math.max(0, figures.record().seconds() - forward);
    return new StepCosts(decimal(forward), decimal(figures.adjoint().seconds() + more));
  }

  private static BigDecimal decimal(double seconds) {
    return BigDecimal.valueOf(seconds).round(DIGITS);
  }

  private static String label(String name, List<LevelFigures> used) {
    return name
        + used.stream()
            .map(level -> level.location().name())
            .collect(Collectors.joining(" and ", " on ", ""));
  }
}
