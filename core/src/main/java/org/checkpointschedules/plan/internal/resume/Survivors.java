package org.checkpointschedules.plan.internal.resume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.Level;
import org.checkpointschedules.Standing;

/// What of a broken-off calculation's entries can be of use.
///
/// @param next adjoint data that the next steps down from the adjoint have without a gap, topmost
///   first
/// @param bases restart data below those, by step
/// @param top where the adjoint stands when `next` is used up
public record Survivors(List<Entry> next, List<Base> bases, long top) {

  public static Survivors of(Standing standing, List<Level> levels, boolean withAdjointData) {
    long top = standing.adjointPosition();
    var next = new ArrayList<Entry>();
    if (withAdjointData && standing.forwardEnded()) {
      Entry entry = adjointData(standing, top - 1);
      while (entry != null) {
        next.add(entry);
        top--;
        entry = adjointData(standing, top - 1);
      }
    }
    var bases = new ArrayList<Base>();
    for (Entry entry : standing.held()) {
      if (entry.restartData() && entry.step() < top) {
        int level = levels.stream().map(Level::location).toList().indexOf(entry.location());
        bases.add(new Base(entry, level, true));
      }
    }
    bases.sort(Comparator.comparingLong(Base::step).thenComparingInt(Base::level));
    return new Survivors(next, bases, top);
  }

  private static Entry adjointData(Standing standing, long step) {
    for (Entry entry : standing.held()) {
      if (entry.adjointData() && entry.step() == step) {
        return entry;
      }
    }
    return null;
  }

  /// With an entry of step 0, to be stored in that level before all else.
  public Survivors withOrigin(int level, List<Level> levels) {
    var more = new ArrayList<Base>();
    more.add(new Base(new Entry(levels.get(level).location(), 0, true, false), level, false));
    more.addAll(bases);
    return new Survivors(next, more, top);
  }

  public boolean hasOrigin() {
    return !bases.isEmpty() && bases.getFirst().step() == 0;
  }

  /// The last level that has room for one more entry beside all these; -1 if none has.
  public int room(List<Level> levels) {
    for (int k = levels.size() - 1; k >= 0; k--) {
      int level = k;
      long taken = 0;
      for (Base base : bases) {
        taken += base.level() == level ? base.slots() : 0;
      }
      for (Entry entry : next) {
        boolean here = entry.location().equals(levels.get(level).location());
        taken += here ? new Base(entry, level, true).slots() : 0;
      }
      if (taken < levels.get(k).slots()) {
        return k;
      }
    }
    return -1;
  }
}
