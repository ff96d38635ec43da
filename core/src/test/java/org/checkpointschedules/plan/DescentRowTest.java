package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.Standing;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.Hierarchy.Priced;
import org.junit.jupiter.api.Test;

/// Rows over many survivors: as good as the recurrence, legal, and forecast as counted.
class DescentRowTest {
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
  private static long least(int steps, List<Entry> held, int memory, long price) {
    var alone = new long[steps + 1];
    for (int n = 2; n <= steps; n++) {
      alone[n] = Binomial.forwardSteps(n, memory).longValueExact() - n;
    }
    var least = new long[steps + 1];
    for (int a = 1; a <= steps; a++) {
      least[a] = Long.MAX_VALUE;
      long base = 0;
      for (int y = 0; y < a; y++) {
        for (Entry entry : held) {
          base = entry.step() <= y ? Math.max(base, entry.step()) : base;
        }
        least[a] = Math.min(least[a], price + y - base + least[y] + alone[a - y]);
        base = 0;
      }
    }
    return least[steps];
  }

  private static long cost(DescentTable.Row row, int memory, long price) {
    long cost = 0;
    for (DescentTable.Stretch stretch : row.stretches()) {
      long steps = stretch.end() - stretch.start();
      cost += price + stretch.start() - stretch.from().step();
      cost += Binomial.forwardSteps(steps, memory).longValueExact() - steps;
    }
    return cost;
  }

  @Test
  void noRowCostsLess() {
    long seed = 20_270;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 150; i++) {
      int steps = 2 + random.nextInt(120);
      int memory = 1 + random.nextInt(4);
      long price = 1 + random.nextInt(12);
      List<Entry> held = survivors(random, 1 + random.nextInt(steps), steps);
      var hierarchy =
          new Hierarchy(
              steps,
              levels(memory, steps, price).stream().map(Priced::asIs).toList(),
              StepCosts.UNIT);
      var footings = new ArrayList<Footing>();
      held.forEach(entry -> footings.add(new Footing(entry, 1, true)));
      DescentTable.Row row = new DescentRow(hierarchy, footings, false).best();
      assertEquals(
          least(steps, held, memory, price),
          cost(row, memory, price),
          "seed %d, %d steps, memory %d, price %d, %s".formatted(seed, steps, memory, price, held));
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
