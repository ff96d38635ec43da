package org.checkpointschedules.plan.internal.hierarchy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Forecast.Traffic;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.internal.binomial.BinomialWalk;
import org.checkpointschedules.plan.internal.hierarchy.division.Columns;
import org.checkpointschedules.plan.internal.hierarchy.division.Segment;
import org.checkpointschedules.plan.internal.hierarchy.division.SegmentFigures;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Optimum;
import org.checkpointschedules.plan.internal.numbers.Binomial;

/// The forecast of a plan, or of what remains of it, in closed form.
///
/// A plan of `n` steps divides segments `n - 1` times. Each time it advances once and loads once,
/// and each step is recorded and reversed once: `4 n` actions with the two ends, `n - 1` reads. The
/// tiers' writes and reads are the plan's own unknowns. A tier above 0 fills its slots as far as
/// its writes and reads go, since the first layer of leaves is filled first.
///
/// Only where several levels of equal cost share a tier, and the first of them overflows, the share
/// of each in the writes and reads is left open.
final class HierarchyForecast {
  private final Hierarchy hierarchy;
  private final List<Level> levels;
  private final Optimum optimum;
  private final SegmentFigures figures;

  private final long[] writes;
  private final long[] reads;
  private final long[] peaks;
  private BigInteger forwardSteps = BigInteger.ZERO;

  HierarchyForecast(Hierarchy hierarchy, List<Level> levels, Optimum optimum) {
    this.hierarchy = hierarchy;
    this.levels = levels;
    this.optimum = optimum;
    figures = new SegmentFigures(hierarchy);
    writes = new long[hierarchy.top + 1];
    reads = new long[hierarchy.top + 1];
    peaks = new long[hierarchy.top + 1];
  }

  /// The forecast of the whole schedule.
  Forecast whole() {
    long steps = hierarchy.steps;
    Segment whole = Segment.whole(hierarchy, optimum);
    countTraffic(whole);
    forwardSteps = repeats().add(BigInteger.valueOf(steps));
    writes[0] += Columns.suits(hierarchy, optimum) ? columnWrites() : figures.baseWrites(whole);
    reads[0] += steps - 1;
    boolean proved = optimum.proved();
    Forecast found = forecast(steps, 4 * steps, 1, proved, Optional.empty());
    if (proved) {
      return found;
    }
    BigDecimal missing = new BigDecimal(optimum.excess().subtract(optimum.bound()));
    BigDecimal bound = found.cost().subtract(missing.multiply(hierarchy.unit));
    return forecast(steps, 4 * steps, 1, false, Optional.of(bound));
  }

  /// The forecast of what a walk that has just been opened will do. The rest of an optimal schedule
  /// is the best that can follow what went before, or the whole would not be optimal.
  Forecast remaining(HierarchyWalk walk, long adjoint, boolean optimal) {
    long actions = 1;
    long waiting = 0;
    for (Segment segment : walk.waiting()) {
      long position = segment.position(hierarchy);
      peaks[segment.tier] = Math.max(peaks[segment.tier], position + 1);
      count(segment);
      writes[segment.tier]--;
      reads[segment.tier]++;
      reads[0] += segment.steps - 1;
      waiting += segment.steps;
      actions += 4 * segment.steps - 1;
    }
    BinomialWalk base = walk.base();
    for (int slot = 0; slot < base.depth(); slot++) {
      long steps = base.stepsFrom(slot);
      long free = hierarchy.slots(0) - slot;
      forwardSteps = forwardSteps.add(Binomial.forwardSteps(steps, free));
      writes[0] += Binomial.writes(steps, free) - (steps > 1 ? 1 : 0);
      reads[0] += steps;
      peaks[0] = Math.max(peaks[0], slot + Math.max(1, Math.min(free, steps - 1)));
      waiting += steps;
      actions += 4 * steps - 1;
    }
    // After EndForward the last step has been recorded and is yet to be reversed.
    actions += adjoint - waiting;
    return forecast(adjoint, actions, adjoint > 0 ? 1 : 0, optimal, Optional.empty());
  }

  /// What is left of the excess when all reads and writes of the tiers are paid.
  private BigInteger repeats() {
    BigInteger repeats = optimum.excess();
    for (int tier = 1; tier <= hierarchy.top; tier++) {
      repeats = repeats.subtract(times(hierarchy.write(tier), optimum.writes()[tier]));
      repeats = repeats.subtract(times(hierarchy.read(tier), optimum.reads()[tier]));
    }
    return repeats.divide(BigInteger.valueOf(hierarchy.forward));
  }

  private static BigInteger times(long price, long count) {
    return BigInteger.valueOf(price).multiply(BigInteger.valueOf(count));
  }

  /// What the leaves of columns store in tier 0.
  private long columnWrites() {
    return Columns.blocks(hierarchy, optimum).stream()
        .mapToLong(run -> run.count() * run.block().writes())
        .sum();
  }

  /// Adds what a segment will do; its reads as if it were all the schedule.
  private void count(Segment segment) {
    forwardSteps = forwardSteps.add(figures.forwardSteps(segment.settled(hierarchy)));
    writes[0] += figures.baseWrites(segment);
    countTraffic(segment);
  }

  private void countTraffic(Segment segment) {
    peaks[0] = Math.max(peaks[0], Math.min(hierarchy.slots(0), segment.steps - 1));
    for (int tier = 1; tier <= segment.tier; tier++) {
      writes[tier] += segment.writes[tier];
      reads[tier] += segment.reads[tier];
      reads[0] -= segment.reads[tier];
      boolean own = tier == segment.tier;
      long slots = own ? segment.slots : hierarchy.slots(tier);
      long below = own ? segment.position(hierarchy) : 0;
      long used = Math.min(slots, Math.min(segment.writes[tier], segment.reads[tier]));
      peaks[tier] = Math.max(peaks[tier], used == 0 ? 0 : below + used);
    }
  }

  private Forecast forecast(
      long adjointSteps,
      long actions,
      long peakTape,
      boolean optimal,
      Optional<BigDecimal> lowerBound) {
    Map<StorageLocation, Traffic> traffic = new LinkedHashMap<>();
    for (Level level : levels) {
      traffic.put(level.location(), Traffic.of(0, 0, 0));
    }
    BigDecimal cost =
        hierarchy
            .costs
            .forward()
            .multiply(new BigDecimal(forwardSteps))
            .add(hierarchy.costs.adjoint().multiply(BigDecimal.valueOf(adjointSteps)));
    for (int tier = 0; tier <= hierarchy.top; tier++) {
      List<Level> members = hierarchy.members(tier);
      if (!members.isEmpty()) {
        share(tier, members, traffic);
        Level any = members.getFirst();
        cost = cost.add(any.writeCost().multiply(BigDecimal.valueOf(writes[tier])));
        cost = cost.add(any.readCost().multiply(BigDecimal.valueOf(reads[tier])));
      }
    }
    return new Forecast(
        forwardSteps,
        adjointSteps,
        OptionalLong.of(actions),
        traffic,
        OptionalLong.of(peakTape),
        cost,
        optimal,
        lowerBound);
  }

  private void share(int tier, List<Level> members, Map<StorageLocation, Traffic> traffic) {
    long peak = peaks[tier];
    if (peak <= members.getFirst().slots()) {
      traffic.put(members.getFirst().location(), Traffic.of(writes[tier], reads[tier], peak));
      return;
    }
    for (Level level : members) {
      long here = Math.min(peak, level.slots());
      peak -= here;
      var open = here == 0 ? OptionalLong.of(0) : OptionalLong.empty();
      traffic.put(level.location(), new Traffic(open, open, OptionalLong.of(here)));
    }
  }
}
