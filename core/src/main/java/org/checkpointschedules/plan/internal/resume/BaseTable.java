package org.checkpointschedules.plan.internal.resume;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy.Priced;
import org.checkpointschedules.plan.internal.hierarchy.vector.VectorTable;

// docs/planning.md section 9. A continuation is a row of stretches, reversed from the top, each
// from nothing but a forward that stands at its first step: loaded from a base at or below it,
// which is kept or given up then, or come from step 0 where it stood. Bases are used in the
// order of f x - r, for to reach y costs f y - (f x - r). Let i be the first to be used of those
// held, and m the slots that those used later leave free; G[m](n) the least cost of n steps from
// nothing (VectorTable). The least cost of the steps below `a` is
//
//   U(i, a, m) = r_i + min over x_i <= y < a of f (y - x_i) + min(
//                   G[m - e_i](a - y) + U(i, y, m)                        y > x_i, i is kept
//                   G[m](a - y) + min over j of U(j, y, m + e_j) )        i is given up; x_j < y
//
// over the j that come after i, with 0 for the last U where y = 0 and all slots are free. A base
// that a first run of the forward stores costs its write too, and is given up at y = x_i only.
// There are three kinds of U:
//
//   FOUND   all that is held has survived
//   OWED    some of it is stored by the first run, whose steps have not been paid for
//   PAID    the same, and paid for: up to one step above the highest that it stores
//
// Where the topmost stretch begins where the first run ends, that pays:
// f y + G[m - e_i](N - y) + U(i, y, m) with y > x_i.

/// The least cost of a continuation over all rows of stretches, by a table over bases, positions
/// and free slots. Not thread safe.
final class BaseTable {
  /// Comparisons that a table takes, at most: some tenths of a second.
  private static final double MOST_WORK = 1e8;

  private static final double MOST_NUMBERS = 4e6;

  private static final long NEVER = Long.MAX_VALUE / 4;
  private static final int FOUND = 0;
  private static final int OWED = 1;
  private static final int PAID = 2;
  private static final int KINDS = 3;

  private static final int KEPT = -1;
  private static final int NONE = -2;

  private final List<Base> bases;
  private final VectorTable fresh;
  private final int top;
  private final int full;
  private final long forward;
  private final int[] tier;
  private final int[] takes;
  private final int[] start;
  private final long[] read;
  private final long[] write;

  /// `G` by free slots and steps.
  private final long[][] nothing;

  /// `U` by base, kind and free slots; null where it is never.
  private final Values[][][] least;

  /// The least of the `U` so far, by kind and the slots that all held leave free; `next` says
  /// whose.
  private final Values[][] held;

  /// Costs by the position of the adjoint.
  ///
  /// @param cost the least
  /// @param cut where the first stretch begins
  /// @param next what comes after it: `KINDS` times a base and its kind, [#KEPT] or [#NONE]
  private record Values(long[] cost, int[] cut, int[] next) {
    private static Values never(int top) {
      var values = new Values(new long[top + 1], new int[top + 1], new int[top + 1]);
      Arrays.fill(values.cost, NEVER);
      Arrays.fill(values.next, NONE);
      return values;
    }

    private void offer(int a, long cost, int cut, int next) {
      if (cost < this.cost[a]) {
        this.cost[a] = cost;
        this.cut[a] = cut;
        this.next[a] = next;
      }
    }
  }

  /// A row of stretches.
  ///
  /// @param stored what the first run of the forward stores, the lowest first
  /// @param runTo where that run ends; 0 if there is none
  /// @param stretches the topmost first
  record Row(List<Base> stored, long runTo, List<Stretch> stretches) {}

  /// @param from what is loaded; null where the forward stands
  /// @param kept whether that is loaded again
  record Stretch(Base from, boolean kept, long start, long end) {}

  private BaseTable(List<Base> bases, Hierarchy hierarchy, VectorTable fresh) {
    forward = hierarchy.forward;
    this.bases = new ArrayList<>(bases);
    this.bases.sort(
        Comparator.comparingLong(
                (Base f) -> forward * f.step() - hierarchy.read(tierOf(hierarchy, f)))
            .thenComparingLong(Base::step));
    this.fresh = fresh;
    top = (int) hierarchy.steps;
    full = fresh.full();
    int count = bases.size();
    tier = new int[count];
    takes = new int[count];
    start = new int[count];
    read = new long[count];
    write = new long[count];
    for (int i = 0; i < count; i++) {
      Base base = this.bases.get(i);
      tier[i] = tierOf(hierarchy, base);
      takes[i] = (full - fresh.without(full, tier[i])) * (int) base.slots();
      start[i] = (int) base.step();
      read[i] = hierarchy.read(tier[i]);
      write[i] = hierarchy.write(tier[i]);
    }
    nothing = new long[full + 1][top + 1];
    for (int m = 0; m <= full; m++) {
      for (int n = 2; n <= top; n++) {
        nothing[m][n] = m == 0 ? NEVER : fresh.value(m, -1, n);
      }
    }
    least = new Values[count][KINDS][full + 1];
    held = new Values[KINDS][full + 1];
    held[FOUND][full] = Values.never(top);
    held[FOUND][full].cost[0] = 0;
    for (int i = 0; i < count; i++) {
      fill(i);
    }
  }

  /// The table, or null if it would be too large.
  ///
  /// @param bases restart data below `top` that has survived or can be stored by a first run
  static BaseTable of(List<Base> bases, List<Level> levels, StepCosts costs, long top) {
    double vectors = 1;
    for (Level level : levels) {
      vectors *= 1.0 + Math.min(level.slots(), top);
    }
    double kinds = 0;
    for (Base base : bases) {
      kinds += base.survived() ? KINDS : 1;
    }
    if (kinds * vectors * top * top / 2 > MOST_WORK || kinds * vectors * top > MOST_NUMBERS) {
      return null;
    }
    List<Priced> priced = priced(levels, costs, top);
    var hierarchy = new Hierarchy(top, priced, steps(costs));
    VectorTable fresh = VectorTable.of(hierarchy);
    return fresh == null ? null : new BaseTable(bases, hierarchy, fresh);
  }

  // Where forward steps are free they break ties: the fewest among the plans of least cost, since
  // no plan that is worth a thought takes as many as N^2.

  private static StepCosts steps(StepCosts costs) {
    return costs.forward().signum() > 0 ? costs : new StepCosts(BigDecimal.ONE, costs.adjoint());
  }

  private static List<Priced> priced(List<Level> levels, StepCosts costs, long top) {
    BigDecimal factor =
        costs.forward().signum() > 0 ? BigDecimal.ONE : BigDecimal.valueOf(top * top);
    return levels.stream()
        .filter(level -> level.slots() > 0)
        .map(level ->
            new Level(
                level.location(),
                level.slots(),
                level.writeCost().multiply(factor),
                level.readCost().multiply(factor)))
        .sorted(Comparator.comparing(Level::writeCost).thenComparing(Level::readCost))
        .map(Priced::asIs)
        .toList();
  }

  private static int tierOf(Hierarchy hierarchy, Base base) {
    int tier = 0;
    while (!hierarchy.holds(tier, base.entry().location())) {
      tier++;
    }
    return tier;
  }

  private void fill(int i) {
    boolean survived = bases.get(i).survived();
    for (int m = takes[i]; m <= full; m++) {
      if (fresh.free(m, tier[i]) >= bases.get(i).slots()) {
        for (int kind = 0; survived && kind < KINDS; kind++) {
          least[i][kind][m] = held[kind][m] == null ? null : survivor(i, m, held[kind][m]);
        }
        if (!survived && (held[FOUND][m] != null || held[OWED][m] != null)) {
          least[i][OWED][m] = stored(i, m);
          least[i][PAID][m] = dearer(least[i][OWED][m], forward * (start[i] + 1));
        }
      }
    }
    for (int kind = 0; kind < KINDS; kind++) {
      for (int m = takes[i]; m <= full; m++) {
        Values values = least[i][kind][m];
        if (values != null) {
          int free = m - takes[i];
          if (held[kind][free] == null) {
            held[kind][free] = Values.never(top);
          }
          for (int y = start[i] + 1; y <= top; y++) {
            held[kind][free].offer(y, values.cost[y], y, KINDS * i + kind);
          }
        }
      }
    }
  }

  private Values survivor(int i, int m, Values below) {
    Values values = Values.never(top);
    for (int a = start[i] + 1; a <= top; a++) {
      for (int y = start[i]; y < a; y++) {
        long load = read[i] + forward * (y - start[i]);
        values.offer(a, below.cost[y] + nothing[m][a - y] + load, y, below.next[y]);
        values.offer(a, values.cost[y] + nothing[m - takes[i]][a - y] + load, y, KEPT);
      }
    }
    return values;
  }

  private Values stored(int i, int m) {
    Values below = Values.never(top);
    for (int kind = FOUND; kind <= OWED; kind++) {
      if (held[kind][m] != null) {
        below.offer(start[i], held[kind][m].cost[start[i]], 0, held[kind][m].next[start[i]]);
      }
    }
    Values values = Values.never(top);
    int x = start[i];
    for (int a = x + 1; a <= top; a++) {
      long whole = write[i] + read[i] + nothing[m][a - x];
      values.offer(a, below.cost[x] + whole, x, below.next[x]);
      for (int y = x + 1; y < a; y++) {
        long load = read[i] + forward * (y - x);
        values.offer(a, values.cost[y] + nothing[m - takes[i]][a - y] + load, y, KEPT);
      }
    }
    return values;
  }

  private static Values dearer(Values values, long more) {
    long[] cost = values.cost.clone();
    for (int a = 0; a < cost.length; a++) {
      cost[a] = Math.min(NEVER, cost[a] + more);
    }
    return new Values(cost, values.cut, values.next);
  }

  /// The best row of all.
  ///
  /// @param runs whether the forward stands at step 0
  /// @return null if there is none
  Row best(boolean runs) {
    long best = runs ? nothing[full][top] : NEVER;
    Row row = runs ? row(0, NONE, full) : null;
    for (int i = 0; i < bases.size(); i++) {
      for (int m = takes[i]; m <= full; m++) {
        for (int kind = FOUND; kind < KINDS; kind++) {
          Values values = least[i][kind][m];
          if (values != null && kind != OWED && values.cost[top] < best) {
            best = values.cost[top];
            row = row(top, KINDS * i + kind, m);
          }
          for (int y = start[i] + 1; runs && values != null && kind != PAID && y < top; y++) {
            long cost = values.cost[y] + nothing[m - takes[i]][top - y] + forward * y;
            if (cost < best) {
              best = cost;
              row = row(y, KINDS * i + kind, m);
            }
          }
        }
      }
    }
    return row;
  }

  /// @param from the position of the adjoint where the first run, or else nothing, has served the
  ///   steps above
  private Row row(int from, int first, int free) {
    var stored = new ArrayList<Base>();
    var stretches = new ArrayList<Stretch>();
    long runTo = 0;
    if (from < top) {
      stretches.add(new Stretch(null, false, from, top));
      runTo = from;
    }
    int a = from;
    int now = first;
    int m = free;
    while (now != NONE) {
      int i = now / KINDS;
      Base base = bases.get(i);
      if (!base.survived() && !stored.contains(base)) {
        stored.addFirst(base);
        runTo = Math.max(runTo, base.step() + 1);
      }
      Values values = least[i][now % KINDS][m];
      int next = values.next[a];
      stretches.add(new Stretch(base, next == KEPT, values.cut[a], a));
      a = values.cut[a];
      if (next != KEPT) {
        now = next;
        m += next == NONE ? 0 : takes[next / KINDS];
      }
    }
    return new Row(stored, runTo, stretches);
  }
}
