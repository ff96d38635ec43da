package org.checkpointschedules.plan;

import java.util.BitSet;
import org.checkpointschedules.StorageLocation;

/// Which level each slot of the stack of checkpoints lies on: all on one, or some on a second.
final class SlotPlaces {
  private final StorageLocation usual;
  private final StorageLocation other;
  private final BitSet others;

  private SlotPlaces(StorageLocation usual, StorageLocation other, BitSet others) {
    this.usual = usual;
    this.other = other;
    this.others = others;
  }

  static SlotPlaces all(StorageLocation place) {
    return new SlotPlaces(place, place, null);
  }

  /// The slots in the set lie on `other`, the rest on `usual`. The set must not change afterwards.
  static SlotPlaces of(StorageLocation usual, StorageLocation other, BitSet others) {
    return new SlotPlaces(usual, other, others);
  }

  boolean uniform() {
    return others == null;
  }

  StorageLocation at(int slot) {
    return others != null && others.get(slot) ? other : usual;
  }
}
