package org.checkpointschedules.choose;

import static org.checkpointschedules.StorageLocation.RAM;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.LevelFigures;
import org.checkpointschedules.RunFigures;
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

/// Makes every schedule that the budgets may allow, and sorts out which do.
final class Contest {
  /// Multistage is planned in time and memory that grow with its slots, mixed in time that does.
  private static final long MOST_RANKED = 100_000;

  private static final double[] EXPOSED = {1, 0.5, 0};

  private final long steps;
  private final Room room;
  private final Predictor predictor;
  private final Predictor lower;
  private final Predictor upper;
  private final Pricing pricing;
  private final List<LevelFigures> levels;
  private final Map<String, Candidate> fitting = new LinkedHashMap<>();
  private final Map<String, String> excluded = new LinkedHashMap<>();

  Contest(long steps, RunFigures figures, List<Budget> budgets) {
    this.steps = steps;
    room = new Room(figures, budgets);
    predictor = new Predictor(figures);
    lower = predictor(figures, Spread.lower(figures));
    upper = predictor(figures, Spread.upper(figures));
    levels = room.levels();
    pricing = new Pricing(steps, figures, room);
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
        () -> SingleMemoryCheckpointSchedule.of(Problem.steps(steps).costs(pricing.costs())));
  }

  private void revolve(List<LevelFigures> used) {
    boolean background = used.stream().anyMatch(LevelFigures::background);
    for (double exposed : background ? EXPOSED : new double[] {1}) {
      enter(
          label(used.size() == 1 ? "revolve" : "h-revolve", used),
          Contents.STATES,
          used,
          () ->
              RevolveCheckpointSchedule.of(
                  pricing.problem(used, Contents.STATES, exposed, false, false)));
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
        () -> MixedCheckpointSchedule.of(pricing.problem(used, Contents.EITHER, 1, false, true)));
  }

  private void singleDisk(LevelFigures level) {
    List<LevelFigures> used = List.of(level);
    enter(
        label("single-disk", used),
        Contents.DATA,
        used,
        () ->
            SingleDiskCheckpointSchedule.moving(
                pricing.problem(used, Contents.DATA, 1, true, true)));
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
                  pricing.problem(used, Contents.STATES, 1, false, true), Trajectory.MAXIMUM));
    }
    for (double exposed : EXPOSED) {
      enter(
          label("disk-revolve", used),
          Contents.STATES,
          used,
          () ->
              RevolveCheckpointSchedule.diskRevolve(
                  pricing.problem(used, Contents.STATES, exposed, true, true)));
      enter(
          label("periodic-disk-revolve", used),
          Contents.STATES,
          used,
          () ->
              PeriodicDiskRevolveCheckpointSchedule.of(
                  pricing.problem(used, Contents.STATES, exposed, true, true)));
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
                  pricing.problem(used, Contents.STATES, 1, true, true),
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
            room.inBytes() ? new BudgetedSchedule(schedule, room.entryBytes()) : schedule,
            pricing.costs(),
            prediction(schedule, contents, used),
            forecast.forwardSteps().doubleValue() / steps,
            predictor.moved(forecast, contents, used),
            peak);
    fitting.merge(
        label, candidate, (a, b) -> b.prediction().seconds() < a.prediction().seconds() ? b : a);
  }

  /// The same as ever for figures that were given, which have no spread.
  private Predictor predictor(RunFigures figures, RunFigures atQuartiles) {
    return atQuartiles.equals(figures) ? predictor : new Predictor(atQuartiles);
  }

  /// The prediction, with what it would be if all figures were at their quartiles.
  private Prediction prediction(
      CheckpointSchedule schedule, Contents contents, List<LevelFigures> used) {
    Prediction median = predictor.predict(schedule, contents, used);
    if (lower == predictor && upper == predictor) {
      return median;
    }
    double least = lower.predict(schedule, contents, lower.levels(used)).seconds();
    double most = upper.predict(schedule, contents, upper.levels(used)).seconds();
    return median.between(least, most);
  }

  private static String label(String name, List<LevelFigures> used) {
    return name
        + used.stream()
            .map(level -> level.location().name())
            .collect(Collectors.joining(" and ", " on ", ""));
  }
}
