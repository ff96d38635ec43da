package org.checkpointschedules.plan.internal.resume;

import static org.checkpointschedules.plan.internal.resume.SegmentPrices.OPEN;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;
import org.checkpointschedules.plan.internal.resume.SegmentPrices.Price;

// Three ways, as far as they are affordable, and the best of what they give (docs/planning.md
// section 9): the table of all rows of stretches, with anything that a first run of the forward
// could store or, for more steps, with step 0 alone; for few survivors and any number of steps, the
// search over the bases of segments; for many, rows that keep each survivor of a choice to the end,
// and chains of segments between some of them.

/// Finds how a continuation goes down, and what any costs at least.
public final class ContinuationPlanner {
  /// Transitions of a search, at most: some tenths of a second.
  private static final long WORK = 150_000;

  /// Steps below which everything that the first run could store is worth a look.
  private static final long MOST_STEPS = 500;

  /// Steps of which a row is worth its time even where there are few survivors.
  private static final long SHORT = 100_000;

  /// Different stretches of a row that are planned on all levels, at most: some tenths of a second.
  private static final int MOST_PRICES = 1_000;

  private final ContinuationTask task;
  private final SegmentPrices prices;

  /// @param continuation what to do
  /// @param bound what any continuation costs at least; empty where that is not known
  public record Found(Continuation continuation, Optional<BigDecimal> bound) {}

  public ContinuationPlanner(ContinuationTask task) {
    this.task = task;
    prices = new SegmentPrices(task.levels(), task.costs());
  }

  /// Empty where there is neither an entry of step 0 nor the forward.
  public Optional<Found> find() {
    Optional<Continuation> whole =
        task.top() > MOST_STEPS ? Optional.empty() : table(with(task.top()));
    if (whole.isPresent() && sameReads()) {
      return Optional.of(new Found(whole.get(), Optional.of(whole.get().cost())));
    }
    return whole.or(this::continuation).map(continuation -> new Found(continuation, bound()));
  }

  /// The best row of stretches over these bases; empty if its table is too large.
  private Optional<Continuation> table(List<Base> bases) {
    List<Base> there =
        task.runs()
            ? bases
            : bases.stream().map(f -> new Base(f.entry(), f.level(), true)).toList();
    BaseTable table = BaseTable.of(there, task.levels(), task.costs(), task.top());
    return Optional.ofNullable(table).map(t -> continuation(t.best(task.runs())));
  }

  private Continuation continuation(BaseTable.Row row) {
    BigDecimal cost = task.run(row.runTo());
    long[] free = task.slots();
    var places = new HashMap<Base, Base>();
    for (BaseTable.Stretch stretch : row.stretches()) {
      Base from = stretch.from();
      if (from != null && from.survived() && places.put(from, from) == null) {
        task.take(free, from, -1);
      }
    }
    var stored = new ArrayList<Base>();
    for (Base base : row.stored()) {
      Base placed = placed(base, free);
      stored.add(placed);
      places.put(base, placed);
      task.take(free, placed, -1);
      cost = cost.add(task.levels().get(placed.level()).writeCost());
    }
    var legs = new ArrayList<Leg>();
    for (BaseTable.Stretch stretch : row.stretches()) {
      Base from = places.get(stretch.from());
      if (from != null) {
        cost =
            cost.add(task.levels().get(from.level()).readCost())
                .add(task.run(stretch.start() - from.step()));
        task.take(free, from, stretch.kept() ? 0 : 1);
      }
      long steps = stretch.end() - stretch.start();
      Price price = prices.of(steps, task.top() > MOST_STEPS ? task.rounded(free) : free, OPEN);
      cost = cost.add(price.cost());
      legs.add(new Leg.Stretch(from, stretch.kept(), stretch.start(), stretch.end(), price));
    }
    if (!task.runs() && !task.survivors().getFirst().survived()) {
      return new Continuation(List.of(task.survivors().getFirst()), 1, legs, cost);
    }
    return new Continuation(stored, row.runTo(), legs, cost);
  }

  /// The same in a level of the same costs that has room.
  private Base placed(Base base, long[] free) {
    Level wanted = task.levels().get(base.level());
    for (int k = 0; k < task.levels().size(); k++) {
      Level level = task.levels().get(k);
      if (free[k] > 0 && sameCosts(level, wanted)) {
        return task.stored(base.step(), k);
      }
    }
    throw new AssertionError("no room for " + base);
  }

  private static boolean sameCosts(Level one, Level other) {
    return one.writeCost().compareTo(other.writeCost()) == 0
        && one.readCost().compareTo(other.readCost()) == 0;
  }

  /// Whether to load anything costs the same everywhere, and levels can be sorted by their costs:
  /// then rows of stretches are all there is to be looked at.
  private boolean sameReads() {
    List<Priced> sorted = LevelOrder.sorted(task.levels());
    return !sorted.isEmpty() && sorted.getFirst().read().compareTo(sorted.getLast().read()) == 0;
  }

  private Optional<Continuation> continuation() {
    var found = new ArrayList<Continuation>();
    List<Base> few = with(1);
    table(few).ifPresent(found::add);
    boolean searched = work(few) <= WORK;
    if (searched) {
      search(few).ifPresent(found::add);
    } else {
      found.addAll(new BaseChains(task, prices).all());
    }
    if (!searched || task.top() <= SHORT) {
      row().ifPresent(found::add);
    }
    return found.stream().min(Comparator.comparing(Continuation::cost));
  }

  /// The best row in which every survivor of a choice is kept till the adjoint has passed it; empty
  /// where no such row can be reckoned with.
  private Optional<Continuation> row() {
    List<Priced> sorted = LevelOrder.sorted(task.levels());
    if (sorted.isEmpty()
        || task.survivors().isEmpty()
        || !task.runs() && task.survivors().getFirst().step() > 0) {
      return Optional.empty();
    }
    var hierarchy = new Hierarchy(task.top(), sorted, task.costs());
    if (!BaseRow.suits(hierarchy)) {
      return Optional.empty();
    }
    BaseTable.Row row = new SurvivorChoices(hierarchy, useful()).best();
    long lengths = row.stretches().stream().mapToLong(s -> s.end() - s.start()).distinct().count();
    return lengths > MOST_PRICES ? Optional.empty() : Optional.of(continuation(row));
  }

  /// Survivors from which some step is reached at less cost than from all below; where the first of
  /// them is not of step 0, that to be stored, if need be in the place of the lowest.
  private List<Base> useful() {
    var rest = new ArrayList<>(task.survivors());
    var useful = new ArrayList<Base>();
    if (rest.getFirst().step() > 0) {
      int level = task.room();
      useful.add(task.stored(0, level < 0 ? rest.removeFirst().level() : level));
    }
    BigDecimal most = null;
    for (Base base : rest) {
      BigDecimal spared =
          task.run(base.step()).subtract(task.levels().get(base.level()).readCost());
      if (most == null || spared.compareTo(most) > 0) {
        most = spared;
        useful.add(task.runs() ? base : new Base(base.entry(), base.level(), true));
      }
    }
    return useful;
  }

  private Optional<Continuation> search(List<Base> bases) {
    return new BaseSearch(bases, task.levels(), task.costs(), task.top(), task.runs(), prices)
        .best();
  }

  /// About how many transitions a search has.
  private double work(List<Base> bases) {
    double work = (double) bases.size() * bases.size() / 2;
    for (int k = 0; k < task.levels().size(); k++) {
      int level = k;
      long here = bases.stream().filter(base -> base.level() == level).count();
      work *= 1 + Math.min(here, task.levels().get(k).slots());
    }
    return work;
  }

  /// Survivors, and entries of the steps below `end` that the first run could store.
  private List<Base> with(long end) {
    var bases = new ArrayList<>(task.survivors());
    for (long step = 0; task.runs() && step < end; step++) {
      for (int k = 0; k < task.levels().size(); k++) {
        if (task.levels().get(k).slots() > 0 && !survives(step, k)) {
          bases.add(task.stored(step, k));
        }
      }
    }
    bases.sort(Comparator.comparingLong(Base::step));
    return bases;
  }

  private boolean survives(long step, int level) {
    for (Base survivor : task.survivors()) {
      if (survivor.step() == step
          && sameCosts(task.levels().get(survivor.level()), task.levels().get(level))) {
        return true;
      }
    }
    return false;
  }

  // Let x be the highest survivor, P the least cost from nothing. Take a best continuation, of cost
  // C. Until its first load, or the adjoint's first step, it runs, stores some new entries and
  // deletes some survivors. From nothing, run as far as it does, or as far as x where that is more,
  // and store on the way what it holds when that run ends, each where it lies. That costs at most x
  // forward steps and the writes of survivors more. From there on do what it does. So
  // P <= C + f x + the write costs of the survivors.
  private Optional<BigDecimal> bound() {
    Price open = prices.of(task.top(), task.slots(), OPEN);
    if (open.plan() == null) {
      return Optional.empty();
    }
    Forecast nothing = open.plan().forecast();
    BigDecimal bound = nothing.lowerBound().orElse(nothing.cost());
    long highest = 0;
    for (Base survivor : task.survivors()) {
      highest = Math.max(highest, survivor.step());
      bound = bound.subtract(task.levels().get(survivor.level()).writeCost());
    }
    bound = bound.subtract(task.costs().forward().multiply(BigDecimal.valueOf(highest)));
    return Optional.of(bound.max(BigDecimal.ZERO));
  }
}
