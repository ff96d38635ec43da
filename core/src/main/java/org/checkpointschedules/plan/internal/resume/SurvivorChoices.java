package org.checkpointschedules.plan.internal.resume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.resume.BaseTable.Row;
import org.checkpointschedules.plan.internal.resume.BaseTable.Stretch;

// A survivor takes a slot from all stretches above it. It is dropped where the slot is worth more:
// let it be loaded l times in a row, and let d steps lie between it and the next one below; without
// it these loads come from there, for l d steps more at most. So survivors are dropped by least
// l d, and each hands its loads down. How many is tried: powers of four, and then some between
// those about the best. A row over all of them with all slots free costs no more than any of these;
// what comes close to it ends the trials.

/// Chooses which of many survivors a row keeps.
final class SurvivorChoices {
  /// Positions that all rows tried may have together, about: some tenths of a second.
  private static final long WORK = 3_000_000;

  /// How much of the cost is not worth another trial.
  private static final double CLOSE = 1e-4;

  private final Hierarchy hierarchy;
  private final Map<List<Long>, LeastCosts> known = new HashMap<>();
  private final double bound;
  private BaseRow best;
  private List<Base> kept;
  private long trials;

  /// @param hierarchy that rows suit
  /// @param survivors by step, the first of step 0
  SurvivorChoices(Hierarchy hierarchy, List<Base> survivors) {
    this.hierarchy = hierarchy;
    trials = Math.max(1, WORK / hierarchy.steps - 1);
    bound = trials == 1 ? 0 : new BaseRow(hierarchy, survivors, false, known).cost();
    offer(survivors);
    List<Base> order = order();
    List<Base> all = kept;
    int dropped = 0;
    for (int k = 1; k <= order.size(); k *= 4) {
      dropped = tried(all, order, k) ? k : dropped;
    }
    for (int step = dropped / 2; step > dropped / 16; step /= 2) {
      int about = dropped;
      dropped = tried(all, order, about + step) ? about + step : dropped;
      dropped = tried(all, order, about - step) ? about - step : dropped;
    }
  }

  /// The best row found.
  Row best() {
    return best.best();
  }

  /// What it costs by the reckoning of rows.
  double cost() {
    return best.cost();
  }

  private boolean tried(List<Base> all, List<Base> order, int drop) {
    if (drop < 1 || drop > order.size()) {
      return false;
    }
    var dropped = new HashSet<>(order.subList(0, drop));
    return offer(all.stream().filter(base -> !dropped.contains(base)).toList());
  }

  /// Tries these, and then those of them alone that are loaded.
  private boolean offer(List<Base> choice) {
    boolean better = false;
    List<Base> next = choice;
    while (next != null && trials-- > 0 && !close()) {
      var row = new BaseRow(hierarchy, next, true, known);
      if (best != null && row.cost() >= best.cost()) {
        return better;
      }
      best = row;
      kept = next;
      better = true;
      List<Base> used = used(row.best());
      next = used.size() < next.size() ? used : null;
    }
    return better;
  }

  private boolean close() {
    double steps = (double) hierarchy.forward * hierarchy.steps;
    return best != null && best.cost() - bound <= CLOSE * (bound + steps);
  }

  private List<Base> used(Row row) {
    var used = new HashSet<Base>();
    used.add(kept.getFirst());
    row.stretches().forEach(stretch -> used.add(stretch.from()));
    return kept.stream().filter(used::contains).toList();
  }

  /// Survivors in the order in which they are dropped, all but the first.
  private List<Base> order() {
    int count = kept.size();
    var loads = new HashMap<Base, Long>();
    for (Stretch stretch : best.best().stretches()) {
      loads.merge(stretch.from(), 1L, Long::sum);
    }
    var below = new int[count];
    var above = new int[count];
    var load = new long[count];
    record Loss(int index, long steps) {}
    var losses = new PriorityQueue<>(Comparator.comparingLong(Loss::steps));
    for (int i = 0; i < count; i++) {
      below[i] = i - 1;
      above[i] = i + 1;
      load[i] = loads.getOrDefault(kept.get(i), 0L);
      if (i > 0) {
        losses.add(new Loss(i, load[i] * (kept.get(i).step() - kept.get(i - 1).step())));
      }
    }
    var order = new ArrayList<Base>();
    while (order.size() < count - 1) {
      Loss loss = losses.remove();
      int i = loss.index;
      long now = below[i] < 0 ? -1 : load[i] * (kept.get(i).step() - kept.get(below[i]).step());
      if (now != loss.steps) {
        if (now >= 0) {
          losses.add(new Loss(i, now));
        }
        continue;
      }
      order.add(kept.get(i));
      load[below[i]] += load[i];
      above[below[i]] = above[i];
      if (above[i] < count) {
        below[above[i]] = below[i];
      }
      below[i] = -1;
    }
    return order;
  }
}
