package org.checkpointschedules.plan.internal.binomial;

import java.util.BitSet;
import java.util.List;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// Which level each slot of the stack of checkpoints lies on: all on one, or some on a second.
public final class SlotPlaces {
  private final StorageLocation usual;
  private final StorageLocation other;
  private final BitSet others;
  private final List<Level> stack;
  private final boolean uniform;

  private SlotPlaces(
      StorageLocation usual, StorageLocation other, BitSet others, List<Level> stack) {
    this.usual = usual;
    this.other = other;
    this.others = others;
    this.stack = stack;
    uniform = others == null && stack.size() < 2;
  }

  public static SlotPlaces all(StorageLocation place) {
    return new SlotPlaces(place, place, null, List.of());
  }

  /// The slots in the set lie on `other`, the rest on `usual`. The set must not change afterwards.
  public static SlotPlaces of(StorageLocation usual, StorageLocation other, BitSet others) {
    return new SlotPlaces(usual, other, others, List.of());
  }

  /// The lowest slots lie on the first level, those beyond its limit on the next, and so on.
  public static SlotPlaces stacked(List<Level> levels) {
    if (levels.isEmpty()) {
      return null;
    }
    return new SlotPlaces(levels.getFirst().location(), null, null, List.copyOf(levels));
  }

  boolean uniform() {
    return uniform;
  }

  StorageLocation at(int slot) {
    if (uniform) {
      return usual;
    }
    if (others != null) {
      return others.get(slot) ? other : usual;
    }
    long position = slot;
    int level = 0;
    while (position >= stack.get(level).slots()) {
      position -= stack.get(level).slots();
      level++;
    }
    return stack.get(level).location();
  }
}
