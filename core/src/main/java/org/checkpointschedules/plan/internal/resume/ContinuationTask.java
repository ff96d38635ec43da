package org.checkpointschedules.plan.internal.resume;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Level;
import org.checkpointschedules.StepCosts;

/// What a continuation has to go down from.
///
/// @param survivors restart data below `top`, by step
/// @param top where the adjoint stands
/// @param runs whether the forward stands at step 0
public record ContinuationTask(
    List<Base> survivors, List<Level> levels, StepCosts costs, long top, boolean runs) {
  /// Counts of free slots above this are rounded.
  static final int FEW = 60;

  /// What so many forward steps cost.
  BigDecimal run(long steps) {
    return costs.forward().multiply(BigDecimal.valueOf(steps));
  }

  long[] slots() {
    return levels.stream().mapToLong(Level::slots).toArray();
  }

  /// Takes the slots of an entry, `sign` -1, or gives them back, 1.
  void take(long[] free, Base base, int sign) {
    if (!levels.get(base.level()).unbounded()) {
      free[base.level()] += sign * base.slots();
    }
  }

  /// Many slots rounded down to three leading bits, so that stretches of one length meet again.
  long[] rounded(long[] free) {
    var rounded = new long[free.length];
    Arrays.setAll(
        rounded, k -> free[k] <= FEW ? free[k] : BaseRow.rounded(free[k], levels.get(k).slots()));
    return rounded;
  }

  /// The last level that has room beside all survivors; -1 if none has.
  int room() {
    for (int k = levels.size() - 1; k >= 0; k--) {
      int level = k;
      long taken = survivors.stream().filter(f -> f.level() == level).mapToLong(Base::slots).sum();
      if (taken < levels.get(k).slots()) {
        return k;
      }
    }
    return -1;
  }

  /// Restart data that the first run stores.
  Base stored(long step, int level) {
    return new Base(new Entry(levels.get(level).location(), step, true, false), level, false);
  }
}
