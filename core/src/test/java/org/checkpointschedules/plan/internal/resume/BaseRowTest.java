package org.checkpointschedules.plan.internal.resume;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.junit.jupiter.api.Test;

/// Rows over many survivors: as good as the recurrence, legal, and forecast as counted.
class BaseRowTest {
  private static List<Level> levels(long memory, long disk, long price) {
    BigDecimal dear = BigDecimal.valueOf(price);
    return List.of(
        new Level(RAM, memory, BigDecimal.ZERO, BigDecimal.ZERO),
        new Level(DISK, disk, dear, dear));
  }

  private static List<Entry> survivors(SplittableRandom random, int count, int steps) {
    var at = new TreeSet<Long>();
    at.add(0L);
    while (at.size() < count) {
      at.add(random.nextLong(steps));
    }
    return at.stream().map(step -> new Entry(DISK, step, true, false)).toList();
  }

  /// `B(N)` as it is defined, in quadratic time.
  private static double least(Hierarchy hierarchy, List<Base> held, boolean taking) {
    int steps = (int) hierarchy.steps;
    var known = new HashMap<List<Long>, LeastCosts>();
    var own = new LeastCosts[steps];
    var load = new double[steps];
    for (int y = 0; y < steps; y++) {
      load[y] = Double.MAX_VALUE;
      var free = new ArrayList<Long>();
      for (int tier = 0; tier <= hierarchy.top; tier++) {
        long taken = 0;
        for (Base base : held) {
          boolean here = base.step() <= y && hierarchy.holds(tier, base.entry().location());
          taken += here && taking ? 1 : 0;
          if (here) {
            long run = y - base.step();
            double cost = hierarchy.read(tier) + (double) hierarchy.forward * run;
            load[y] = Math.min(load[y], cost);
          }
        }
        long all = hierarchy.slots(tier);
        free.add(BaseRow.rounded(all - taken, all));
      }
      own[y] =
          known.computeIfAbsent(
              free,
              slots ->
                  new LeastCosts(hierarchy, slots.stream().mapToLong(Long::longValue).toArray()));
    }
    var least = new double[steps + 1];
    for (int a = 1; a <= steps; a++) {
      least[a] = Double.MAX_VALUE;
      for (int y = 0; y < a; y++) {
        least[a] = Math.min(least[a], load[y] + least[y] + own[y].of(a - y));
      }
    }
    return least[steps];
  }

  /// Survivors of one tier, or of two, each of which is the best for some step.
  private static List<Base> bases(SplittableRandom random, int steps, long price) {
    var bases = new ArrayList<Base>();
    long best = Long.MIN_VALUE;
    boolean mixed = random.nextBoolean();
    for (Entry entry : survivors(random, 1 + random.nextInt(steps), steps)) {
      boolean fast = mixed && random.nextInt(8) == 0;
      long spared = entry.step() - (fast ? 0 : price);
      if (spared > best) {
        best = spared;
        var place = new Entry(fast ? RAM : DISK, entry.step(), true, false);
        bases.add(new Base(place, fast ? 0 : 1, true));
      }
    }
    return bases;
  }

  @Test
  void noRowCostsLess() {
    long seed = 20_270;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 150; i++) {
      int steps = 2 + random.nextInt(120);
      long price = 1 + random.nextInt(12);
      List<Base> held = bases(random, steps, price);
      long fast = held.stream().filter(base -> base.level() == 0).count();
      long memory = fast + 1 + random.nextInt(4);
      long disk = held.size() - fast + random.nextInt(20);
      var hierarchy =
          new Hierarchy(
              steps,
              levels(memory, Math.max(1, disk), price).stream().map(Priced::asIs).toList(),
              StepCosts.UNIT);
      boolean taking = random.nextInt(4) > 0;
      var row = new BaseRow(hierarchy, held, taking, new HashMap<>());
      String which =
          "seed %d, %d steps, memory %d, disk %d, price %d, %s"
              .formatted(seed, steps, memory, disk, price, held);
      assertEquals(least(hierarchy, held, taking), row.cost(), 1e-6, which);
    }
  }

  @Test
  void hundredsOfSurvivorsAreContinuedAsForecast() {
    var random = new SplittableRandom(20_271);
    for (int count : new int[] {100, 400, 1_000}) {
      int steps = 20_000;
      List<Level> levels = levels(10, count + 3, 4);
      var standing = new Standing(steps - 100, true, survivors(random, count, steps - 100));
      var schedule = new Problem(steps, levels, StepCosts.UNIT).plan();
      ActionStream stream = ContinuedPlan.with(StepCosts.UNIT).replan(schedule, standing);
      var referee = ScheduleReferee.continued(steps, levels, standing);
      stream.forEachRemaining(referee::accept);
      referee.finish(true);
      assertEquals(List.of(), stream.remaining().differences(referee.counts()));
      // Loading every survivor once and going on from there in memory alone is one of the rows.
      long simple = 0;
      List<Entry> held = standing.held();
      for (int i = 0; i < count; i++) {
        long end = i + 1 < count ? held.get(i + 1).step() : steps - 100;
        long length = end - held.get(i).step();
        simple += 4 + length + Binomial.forwardSteps(length, 10).longValueExact();
      }
      assertTrue(stream.remaining().cost().compareTo(BigDecimal.valueOf(simple)) <= 0);
    }
  }
}
