package org.checkpointschedules.plan.internal.hierarchy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.common.Plan;
import org.checkpointschedules.plan.internal.common.Requirements;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;
import org.checkpointschedules.plan.internal.hierarchy.vector.VectorPlan;

/// The plan of a problem whose levels come in any order (docs/planning.md section 8).
///
/// The theorem of [Planner] wants levels whose write and read costs both do not decrease. Levels
/// that can be sorted so, are. Where write and read costs conflict (one level is cheaper to write,
/// another cheaper to read) the best of several plans is taken: those of every choice of levels
/// that can be sorted, and those of all levels with either the read or the write prices raised to
/// the running maximum. Lowering the prices to the running minimum from the other end gives
/// problems that cost no more, so that their least costs are lower bounds.
///
/// Where a [VectorTable] is affordable it joins them.
public final class LevelOrder {
  private static final Comparator<Level> BY_WRITE =
      Comparator.comparing(Level::writeCost).thenComparing(Level::readCost);
  private static final Comparator<Level> BY_READ =
      Comparator.comparing(Level::readCost).thenComparing(Level::writeCost);

  /// More levels than this are not tried in every choice.
  private static final int CHOICES = 6;

  private LevelOrder() {}

  /// @throws org.checkpointschedules.InvalidArgumentException if there is more than one step and no
  ///   slot, or costs lie so far apart that they cannot be reckoned with exactly
  public static Plan plan(Problem problem) {
    List<Level> sorted =
        problem.levels().stream().filter(level -> level.slots() > 0).sorted(BY_WRITE).toList();
    if (problem.steps() > 1 && sorted.isEmpty()) {
      throw Requirements.noSlots(problem);
    }
    if (isSorted(sorted)) {
      return HierarchyPlan.of(problem, asTheyAre(sorted));
    }
    HierarchyPlan best = null;
    for (List<Priced> candidate : candidates(sorted)) {
      HierarchyPlan plan = HierarchyPlan.of(problem, candidate);
      if (best == null || plan.forecast().cost().compareTo(best.forecast().cost()) < 0) {
        best = plan;
      }
    }
    BigDecimal bound = lowerBound(problem, sorted);
    if (bound.compareTo(best.forecast().cost()) < 0) {
      VectorPlan vector = VectorPlan.of(problem, asTheyAre(sorted), bound);
      if (vector != null && vector.forecast().cost().compareTo(best.forecast().cost()) < 0) {
        return vector;
      }
    }
    return withBound(best, bound);
  }

  /// These levels, as far as they have slots, in the order of their prices; none where write and
  /// read costs conflict. Levels of equal costs stay in their order.
  public static List<Priced> sorted(List<Level> levels) {
    List<Level> sorted =
        levels.stream().filter(level -> level.slots() > 0).sorted(BY_WRITE).toList();
    return isSorted(sorted) ? asTheyAre(sorted) : List.of();
  }

  private static List<Priced> asTheyAre(List<Level> levels) {
    return levels.stream().map(Priced::asIs).toList();
  }

  private static boolean isSorted(List<Level> byWrite) {
    for (int k = 1; k < byWrite.size(); k++) {
      if (byWrite.get(k).readCost().compareTo(byWrite.get(k - 1).readCost()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<List<Priced>> candidates(List<Level> byWrite) {
    var candidates = new ArrayList<List<Priced>>();
    candidates.add(raised(byWrite));
    candidates.add(raised(byWrite.stream().sorted(BY_READ).toList()));
    if (byWrite.size() <= CHOICES) {
      for (int choice = 1; choice < 1 << byWrite.size(); choice++) {
        var chosen = new ArrayList<Level>();
        for (int k = 0; k < byWrite.size(); k++) {
          if ((choice >> k & 1) == 1) {
            chosen.add(byWrite.get(k));
          }
        }
        if (isSorted(chosen)) {
          candidates.add(asTheyAre(chosen));
        }
      }
    }
    return candidates;
  }

  private static List<Priced> raised(List<Level> levels) {
    var raised = new ArrayList<Priced>();
    BigDecimal write = BigDecimal.ZERO;
    BigDecimal read = BigDecimal.ZERO;
    for (Level level : levels) {
      write = write.max(level.writeCost());
      read = read.max(level.readCost());
      raised.add(new Priced(level, write, read));
    }
    return raised;
  }

  private static List<Priced> lowered(List<Level> levels) {
    var lowered = new ArrayList<Priced>();
    BigDecimal write = levels.getLast().writeCost();
    BigDecimal read = levels.getLast().readCost();
    for (Level level : levels.reversed()) {
      write = write.min(level.writeCost());
      read = read.min(level.readCost());
      lowered.addFirst(new Priced(level, write, read));
    }
    return lowered;
  }

  private static BigDecimal lowerBound(Problem problem, List<Level> byWrite) {
    return leastCost(problem, lowered(byWrite))
        .max(leastCost(problem, lowered(byWrite.stream().sorted(BY_READ).toList())));
  }

  private static BigDecimal leastCost(Problem problem, List<Priced> levels) {
    var priced =
        levels.stream()
            .map(l -> new Level(l.level().location(), l.level().slots(), l.write(), l.read()))
            .toList();
    Forecast least = plan(new Problem(problem.steps(), priced, problem.costs())).forecast();
    return least.lowerBound().orElse(least.cost());
  }

  private static Plan withBound(HierarchyPlan plan, BigDecimal bound) {
    Forecast forecast = plan.forecast();
    boolean optimal = bound.compareTo(forecast.cost()) >= 0;
    return plan.with(
        new Forecast(
            forecast.forwardSteps(),
            forecast.adjointSteps(),
            forecast.actions(),
            forecast.levels(),
            forecast.peakTape(),
            forecast.cost(),
            optimal,
            optimal ? Optional.empty() : Optional.of(bound)));
  }
}
