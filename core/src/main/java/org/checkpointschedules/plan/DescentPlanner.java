package org.checkpointschedules.plan;

import static org.checkpointschedules.plan.SegmentPrices.OPEN;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.Hierarchy.Priced;
import org.checkpointschedules.plan.SegmentPrices.Price;

// Three ways, as far as they are affordable, and the best of what they give (docs/planning.md
// section 9): the table of all rows of stretches, with anything that a first run of the forward
// could store or, for more steps, with step 0 alone; for few survivors and any number of steps, the
// search over the bases of segments; for many, rows that keep each survivor of a choice to the end,
// and chains of segments between some of them.

/// Finds how a continuation goes down, and what any costs at least.
final class DescentPlanner {
  /// Transitions of a search, at most: some tenths of a second.
  private static final long WORK = 150_000;

  /// Steps below which everything that the first run could store is worth a look.
  private static final long MOST_STEPS = 500;

  /// Bases of a chain from which on slots are rounded down, so that segments of one length meet
  /// again.
  private static final int FEW = 60;

  /// Steps of which a row is worth its time even where there are few survivors.
  private static final long SHORT = 100_000;

  /// Survivors of a choice that are evenly spread, at most.
  private static final int MOST_SPREAD = 512;

  /// Different stretches of a row that are planned on all levels, at most: some tenths of a second.
  private static final int MOST_PRICES = 1_000;

  private final List<Footing> survivors;
  private final List<Level> levels;
  private final StepCosts costs;
  private final long top;
  private final boolean runs;
  private final SegmentPrices prices;

  /// @param descent what to do
  /// @param bound what any continuation costs at least; empty where that is not known
  record Found(Descent descent, Optional<BigDecimal> bound) {}

  /// @param survivors restart data below `top`, by step
  /// @param top where the adjoint stands
  /// @param runs whether the forward stands at step 0
  DescentPlanner(
      List<Footing> survivors, List<Level> levels, StepCosts costs, long top, boolean runs) {
    this.survivors = survivors;
    this.levels = levels;
    this.costs = costs;
    this.top = top;
    this.runs = runs;
    prices = new SegmentPrices(levels, costs);
  }

  /// Empty where there is neither an entry of step 0 nor the forward.
  Optional<Found> find() {
    Optional<Descent> whole = top > MOST_STEPS ? Optional.empty() : table(with(top));
    if (whole.isPresent() && sameReads()) {
      return Optional.of(new Found(whole.get(), Optional.of(whole.get().cost())));
    }
    return whole.or(this::descent).map(descent -> new Found(descent, bound()));
  }

  /// The best row of stretches over these footings; empty if its table is too large.
  private Optional<Descent> table(List<Footing> footings) {
    List<Footing> there =
        runs
            ? footings
            : footings.stream().map(f -> new Footing(f.entry(), f.level(), true)).toList();
    DescentTable table = DescentTable.of(there, levels, costs, top);
    return Optional.ofNullable(table).map(t -> descent(t.best(runs)));
  }

  private Descent descent(DescentTable.Row row) {
    BigDecimal cost = run(row.runTo());
    long[] free = levels.stream().mapToLong(Level::slots).toArray();
    var places = new HashMap<Footing, Footing>();
    for (DescentTable.Stretch stretch : row.stretches()) {
      Footing from = stretch.from();
      if (from != null && from.survived() && places.put(from, from) == null) {
        take(free, from, -1);
      }
    }
    var stored = new ArrayList<Footing>();
    for (Footing footing : row.stored()) {
      Footing placed = placed(footing, free);
      stored.add(placed);
      places.put(footing, placed);
      take(free, placed, -1);
      cost = cost.add(levels.get(placed.level()).writeCost());
    }
    var legs = new ArrayList<Leg>();
    for (DescentTable.Stretch stretch : row.stretches()) {
      Footing from = places.get(stretch.from());
      if (from != null) {
        cost =
            cost.add(levels.get(from.level()).readCost()).add(run(stretch.start() - from.step()));
        take(free, from, stretch.kept() ? 0 : 1);
      }
      long steps = stretch.end() - stretch.start();
      Price price = prices.of(steps, top > MOST_STEPS ? rounded(free) : free, OPEN);
      cost = cost.add(price.cost());
      legs.add(new Leg.Stretch(from, stretch.kept(), stretch.start(), stretch.end(), price));
    }
    if (!runs && !survivors.getFirst().survived()) {
      return new Descent(List.of(survivors.getFirst()), 1, legs, cost);
    }
    return new Descent(stored, row.runTo(), legs, cost);
  }

  /// Many slots rounded down to powers of two, so that stretches of one length meet again.
  private long[] rounded(long[] free) {
    var rounded = new long[free.length];
    Arrays.setAll(
        rounded,
        k -> free[k] <= FEW ? free[k] : DescentRow.rounded(free[k], levels.get(k).slots()));
    return rounded;
  }

  /// The same in a level of the same costs that has room.
  private Footing placed(Footing footing, long[] free) {
    Level wanted = levels.get(footing.level());
    for (int k = 0; k < levels.size(); k++) {
      Level level = levels.get(k);
      if (free[k] > 0 && sameCosts(level, wanted)) {
        return stored(footing.step(), k);
      }
    }
    throw new AssertionError("no room for " + footing);
  }

  private static boolean sameCosts(Level one, Level other) {
    return one.writeCost().compareTo(other.writeCost()) == 0
        && one.readCost().compareTo(other.readCost()) == 0;
  }

  private void take(long[] free, Footing footing, int sign) {
    if (!levels.get(footing.level()).unbounded()) {
      free[footing.level()] += sign * footing.slots();
    }
  }

  private BigDecimal run(long steps) {
    return costs.forward().multiply(BigDecimal.valueOf(steps));
  }

  /// Whether to load anything costs the same everywhere, and levels can be sorted by their costs:
  /// then rows of stretches are all there is to be looked at.
  private boolean sameReads() {
    List<Priced> sorted = LevelOrder.sorted(levels);
    return !sorted.isEmpty() && sorted.getFirst().read().compareTo(sorted.getLast().read()) == 0;
  }

  private Optional<Descent> descent() {
    var found = new ArrayList<Descent>();
    List<Footing> few = with(1);
    table(few).ifPresent(found::add);
    boolean searched = work(few) <= WORK;
    if (searched) {
      search(few).ifPresent(found::add);
    } else {
      for (List<Footing> choice : choices()) {
        chained(choice).ifPresent(found::add);
      }
    }
    if (!searched || top <= SHORT) {
      row().ifPresent(found::add);
    }
    return found.stream().min(Comparator.comparing(Descent::cost));
  }

  /// The best row in which every survivor of a choice is kept till the adjoint has passed it; empty
  /// where no such row can be reckoned with.
  private Optional<Descent> row() {
    List<Priced> sorted = LevelOrder.sorted(levels);
    if (sorted.isEmpty() || survivors.isEmpty() || !runs && survivors.getFirst().step() > 0) {
      return Optional.empty();
    }
    var hierarchy = new Hierarchy(top, sorted, costs);
    if (!DescentRow.suits(hierarchy)) {
      return Optional.empty();
    }
    DescentTable.Row row = new SurvivorChoices(hierarchy, useful()).best();
    long lengths = row.stretches().stream().mapToLong(s -> s.end() - s.start()).distinct().count();
    return lengths > MOST_PRICES ? Optional.empty() : Optional.of(descent(row));
  }

  /// Survivors from which some step is reached at less cost than from all below; where the first of
  /// them is not of step 0, that to be stored, if need be in the place of the lowest.
  private List<Footing> useful() {
    var rest = new ArrayList<>(survivors);
    var useful = new ArrayList<Footing>();
    if (rest.getFirst().step() > 0) {
      int level = room();
      useful.add(stored(0, level < 0 ? rest.removeFirst().level() : level));
    }
    BigDecimal most = null;
    for (Footing footing : rest) {
      BigDecimal spared = run(footing.step()).subtract(levels.get(footing.level()).readCost());
      if (most == null || spared.compareTo(most) > 0) {
        most = spared;
        useful.add(runs ? footing : new Footing(footing.entry(), footing.level(), true));
      }
    }
    return useful;
  }

  /// The last level that has room beside all survivors; -1 if none has.
  private int room() {
    for (int k = levels.size() - 1; k >= 0; k--) {
      int level = k;
      long taken =
          survivors.stream().filter(f -> f.level() == level).mapToLong(Footing::slots).sum();
      if (taken < levels.get(k).slots()) {
        return k;
      }
    }
    return -1;
  }

  /// One segment from each of these to the next, the uppermost of which may be dropped: none, one,
  /// two, four and so on. Empty if they do not fit.
  ///
  /// @param bases of different steps, by step, the first of step 0
  private Optional<Descent> chained(List<Footing> bases) {
    long[] free = levels.stream().mapToLong(Level::slots).toArray();
    boolean stores = !bases.getFirst().survived();
    BigDecimal cost = BigDecimal.ZERO;
    if (stores && runs) {
      cost = run(1).add(levels.get(bases.getFirst().level()).writeCost());
    }
    var segments = new ArrayList<Leg>();
    Descent best = null;
    for (int i = 0; i < bases.size(); i++) {
      Footing base = bases.get(i);
      if (free[base.level()] < base.slots()) {
        return Optional.empty();
      }
      long[] own = bases.size() > FEW ? rounded(free) : free;
      cost = cost.add(levels.get(base.level()).readCost());
      int dropped = bases.size() - 1 - i;
      if (dropped == DescentRow.rounded(dropped, 0)) {
        Price last = prices.of(top - base.step(), own, base.level());
        BigDecimal all = cost.add(last.cost());
        if (best == null || all.compareTo(best.cost()) < 0) {
          var legs = new ArrayList<>(segments);
          legs.add(new Leg.Segment(base, null, true, base.step(), top, last));
          List<Footing> stored = stores ? bases.subList(0, 1) : List.of();
          best = new Descent(stored, stores ? 1 : 0, legs.reversed(), all);
        }
      }
      if (dropped > 0) {
        long end = bases.get(i + 1).step();
        Price price = prices.of(end - base.step(), own, base.level());
        cost = cost.add(price.cost());
        segments.add(new Leg.Segment(base, null, true, base.step(), end, price));
      }
      take(free, base, -1);
    }
    return Optional.of(best);
  }

  private Optional<Descent> search(List<Footing> footings) {
    return new DescentSearch(footings, levels, costs, top, runs, prices).best();
  }

  /// About how many transitions a search has.
  private double work(List<Footing> footings) {
    double work = (double) footings.size() * footings.size() / 2;
    for (int k = 0; k < levels.size(); k++) {
      int level = k;
      long here = footings.stream().filter(footing -> footing.level() == level).count();
      work *= 1 + Math.min(here, levels.get(k).slots());
    }
    return work;
  }

  /// Survivors, and entries of the steps below `end` that the first run could store.
  private List<Footing> with(long end) {
    var footings = new ArrayList<>(survivors);
    for (long step = 0; runs && step < end; step++) {
      for (int k = 0; k < levels.size(); k++) {
        if (levels.get(k).slots() > 0 && !survives(step, k)) {
          footings.add(stored(step, k));
        }
      }
    }
    footings.sort(Comparator.comparingLong(Footing::step));
    return footings;
  }

  private boolean survives(long step, int level) {
    for (Footing survivor : survivors) {
      if (survivor.step() == step && sameCosts(levels.get(survivor.level()), levels.get(level))) {
        return true;
      }
    }
    return false;
  }

  private Footing stored(long step, int level) {
    return new Footing(new Entry(levels.get(level).location(), step, true, false), level, false);
  }

  /// All survivors; powers of two of them, evenly spread, the highest among them; none.
  private List<List<Footing>> choices() {
    List<Footing> above = survivors.stream().filter(f -> f.step() > 0).toList();
    var origins = new ArrayList<>(survivors.stream().filter(f -> f.step() == 0).toList());
    if (origins.isEmpty() && runs) {
      int level = room();
      origins.add(stored(0, level < 0 ? survivors.getFirst().level() : level));
    }
    var choices = new ArrayList<List<Footing>>();
    for (Footing origin : origins) {
      choices.add(chain(origin, above, above.size()));
      for (int kept = Integer.highestOneBit(Math.min(above.size(), MOST_SPREAD));
          kept > 0;
          kept /= 2) {
        choices.add(chain(origin, above, kept));
      }
      choices.add(List.of(origin));
    }
    return choices;
  }

  private static List<Footing> chain(Footing origin, List<Footing> above, int kept) {
    var chain = new ArrayList<Footing>();
    chain.add(origin);
    for (int i = 1; i <= kept; i++) {
      Footing next = above.get((int) ((long) i * above.size() / kept) - 1);
      if (next.step() > chain.getLast().step()) {
        chain.add(next);
      }
    }
    return chain;
  }

  // Let x be the highest survivor, P the least cost from nothing. Take a best continuation, of cost
  // C. Until its first load, or the adjoint's first step, it runs, stores some new entries and
  // deletes some survivors. From nothing, run as far as it does, or as far as x where that is more,
  // and store on the way what it holds when that run ends, each where it lies. That costs at most x
  // forward steps and the writes of survivors more. From there on do what it does. So
  // P <= C + f x + the write costs of the survivors.
  private Optional<BigDecimal> bound() {
    Price open = prices.of(top, levels.stream().mapToLong(Level::slots).toArray(), OPEN);
    if (open.plan() == null) {
      return Optional.empty();
    }
    Forecast nothing = open.plan().forecast();
    BigDecimal bound = nothing.lowerBound().orElse(nothing.cost());
    long highest = 0;
    for (Footing survivor : survivors) {
      highest = Math.max(highest, survivor.step());
      bound = bound.subtract(levels.get(survivor.level()).writeCost());
    }
    bound = bound.subtract(costs.forward().multiply(BigDecimal.valueOf(highest)));
    return Optional.of(bound.max(BigDecimal.ZERO));
  }
}
