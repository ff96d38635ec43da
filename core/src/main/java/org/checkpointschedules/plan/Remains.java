package org.checkpointschedules.plan;

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
/// @param footings restart data below those, by step
/// @param top where the adjoint stands when `next` is used up
record Remains(List<Entry> next, List<Footing> footings, long top) {

  static Remains of(Standing standing, List<Level> levels, boolean withAdjointData) {
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
    var footings = new ArrayList<Footing>();
    for (Entry entry : standing.held()) {
      if (entry.restartData() && entry.step() < top) {
        int level = levels.stream().map(Level::location).toList().indexOf(entry.location());
        footings.add(new Footing(entry, level, true));
      }
    }
    footings.sort(Comparator.comparingLong(Footing::step).thenComparingInt(Footing::level));
    return new Remains(next, footings, top);
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
  Remains withOrigin(int level, List<Level> levels) {
    var more = new ArrayList<Footing>();
    more.add(new Footing(new Entry(levels.get(level).location(), 0, true, false), level, false));
    more.addAll(footings);
    return new Remains(next, more, top);
  }

  boolean hasOrigin() {
    return !footings.isEmpty() && footings.getFirst().step() == 0;
  }

  /// The last level that has room for one more entry beside all these; -1 if none has.
  int room(List<Level> levels) {
    for (int k = levels.size() - 1; k >= 0; k--) {
      int level = k;
      long taken = 0;
      for (Footing footing : footings) {
        taken += footing.level() == level ? footing.slots() : 0;
      }
      for (Entry entry : next) {
        boolean here = entry.location().equals(levels.get(level).location());
        taken += here ? new Footing(entry, level, true).slots() : 0;
      }
      if (taken < levels.get(k).slots()) {
        return k;
      }
    }
    return -1;
  }
}
