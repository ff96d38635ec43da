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
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.ContinuedPlan;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.LevelOrder;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.numbers.Binomial;
import org.junit.jupiter.api.Test;

/// Continuations with hundreds of survivors: legal, forecast as counted, and near what rows cost
/// that could keep all survivors and had a slot for everything besides.
class SurvivorChoicesTest {
  private static final StorageLocation FAR = StorageLocation.level("FAR");

  private static Level level(StorageLocation location, long slots, long write, long read) {
    return new Level(location, slots, BigDecimal.valueOf(write), BigDecimal.valueOf(read));
  }

  private static List<Entry> spread(
      SplittableRandom random,
      StorageLocation location,
      int count,
      long lowest,
      long top,
      double skew) {
    var at = new TreeSet<Long>();
    while (at.size() < count) {
      double height = Math.pow(random.nextDouble(), skew);
      at.add(lowest + (long) (height * (top - lowest)));
    }
    return at.stream().map(step -> new Entry(location, step, true, false)).toList();
  }

  private static BigDecimal continued(long top, List<Level> levels, List<Entry> held) {
    var standing = new Standing(top, true, held);
    var schedule = new Problem(top + 1, levels, StepCosts.UNIT).plan();
    ActionStream stream = ContinuedPlan.with(StepCosts.UNIT).replan(schedule, standing);
    var referee = ScheduleReferee.continued(top + 1, levels, standing);
    stream.forEachRemaining(referee::accept);
    referee.finish(true);
    assertEquals(List.of(), stream.remaining().differences(referee.counts()));
    return stream.remaining().cost();
  }

  /// The least cost from nothing with so much memory and a disk without limit, by the recurrence.
  private static long[] fromNothing(int steps, int memory, long write, long read) {
    var open = new long[steps + 1];
    var stored = new long[steps + 1];
    for (int n = 2; n <= steps; n++) {
      long alone = Binomial.forwardSteps(n, memory).longValueExact() - n;
      stored[n] = alone;
      for (int j = 1; j < n; j++) {
        stored[n] = Math.min(stored[n], j + open[n - j] + read + stored[j]);
      }
      open[n] = Math.min(alone, write + stored[n]);
    }
    return open;
  }

  private static long bound(int steps, List<Entry> held, int memory, long write, long read) {
    long[] open = fromNothing(steps, memory, write, read);
    var load = new long[steps];
    for (Entry entry : held) {
      for (int y = (int) entry.step(); y < steps; y++) {
        load[y] = read + y - entry.step();
      }
    }
    var least = new long[steps + 1];
    for (int a = 1; a <= steps; a++) {
      least[a] = Long.MAX_VALUE;
      for (int y = 0; y < a; y++) {
        least[a] = Math.min(least[a], load[y] + least[y] + open[a - y]);
      }
    }
    return least[steps] + 2L * steps;
  }

  @Test
  void withAFullDiskTheyCostLittleMoreThanWithoutLimit() {
    long seed = 20_281;
    var random = new SplittableRandom(seed);
    double most = 0;
    double sum = 0;
    int count = 20;
    for (int i = 0; i < count; i++) {
      int top = 2_000 + random.nextInt(2_000);
      int memory = 3 + random.nextInt(4);
      long write = 1 + random.nextInt(4);
      long read = 1 + random.nextInt(4);
      var held = new ArrayList<Entry>();
      held.add(new Entry(DISK, 0, true, false));
      held.addAll(spread(random, DISK, 62 + random.nextInt(120), 1, top, 1 + random.nextInt(3)));
      int room = random.nextInt(4);
      List<Level> levels =
          List.of(level(RAM, memory, 0, 0), level(DISK, held.size() + room, write, read));
      double ratio =
          continued(top, levels, held).doubleValue() / bound(top, held, memory, write, read);
      assertTrue(ratio >= 1, "seed %d, %d: %f".formatted(seed, i, ratio));
      most = Math.max(most, ratio);
      sum += ratio;
    }
    System.out.printf(
        "full disks, seed %d: %.4f in the mean, %.4f at most%n", seed, sum / count, most);
    assertTrue(most <= 1.025, "seed %d: %f".formatted(seed, most));
    assertTrue(sum / count <= 1.004, "seed %d: %f".formatted(seed, sum / count));
  }

  @Test
  void survivorsAreDroppedWhereTheirSlotsAreWorthMore() {
    // The upper half of the steps has no survivor, the lower one for every other step.
    int top = 4_000;
    var held = new ArrayList<Base>();
    for (long step = 0; step < top / 2; step += 2) {
      held.add(new Base(new Entry(DISK, step, true, false), 1, true));
    }
    List<Level> levels = List.of(level(RAM, 3, 0, 0), level(DISK, held.size(), 2, 1));
    var hierarchy = new Hierarchy(top, LevelOrder.sorted(levels), StepCosts.UNIT);
    var all = new BaseRow(hierarchy, held, true, new HashMap<>());
    var none = new BaseRow(hierarchy, held.subList(0, 1), true, new HashMap<>());
    var choices = new SurvivorChoices(hierarchy, held);
    assertTrue(choices.cost() < 0.95 * Math.min(all.cost(), none.cost()));
  }

  @Test
  void anyLevelsAndAnySurvivors() {
    long seed = 20_282;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 15; i++) {
      long top = 600 + random.nextInt(3_000);
      int memory = random.nextInt(12);
      List<Level> levels =
          List.of(
              level(RAM, memory, 0, 0),
              level(DISK, 1 + random.nextInt(60), 3, 1 + random.nextInt(10)),
              level(FAR, 50 + random.nextInt(200), 8, 11 + random.nextInt(10)));
      var held = new ArrayList<Entry>();
      long lowest = random.nextInt(3) == 0 ? 0 : 5;
      for (Level level : levels) {
        int kept = random.nextInt(3) == 0 ? 0 : (int) level.slots();
        held.addAll(spread(random, level.location(), kept, lowest, top, 1));
      }
      BigDecimal cost = continued(top, levels, held);
      BigDecimal nothing = new Problem(top, levels, StepCosts.UNIT).plan().forecast().cost();
      assertTrue(
          cost.compareTo(nothing) <= 0,
          "seed %d, %d: %s, %s from nothing, %s".formatted(seed, i, cost, nothing, levels));
    }
  }

  @Test
  void withoutStepZeroAndSlotsOfTheFastestLevelThereIsAPlan() {
    // Costs in conflict: no rows.
    List<Level> levels = List.of(level(RAM, 0, 0, 0), level(DISK, 90, 9, 1), level(FAR, 90, 2, 5));
    var random = new SplittableRandom(20_283);
    var held = new ArrayList<Entry>();
    held.addAll(spread(random, DISK, 80, 7, 2_000, 1));
    held.addAll(spread(random, FAR, 80, 7, 2_000, 1));
    BigDecimal cost = continued(2_000, levels, held);
    BigDecimal nothing = new Problem(2_000, levels, StepCosts.UNIT).plan().forecast().cost();
    assertTrue(cost.compareTo(nothing) < 0, cost + ", " + nothing + " from nothing");
  }
}
