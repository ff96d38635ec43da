package org.checkpointschedules;

import java.math.BigDecimal;

/// A storage level as a schedule sees it: a place, how much fits, and what an access costs.
///
/// @param location the place; a level, not `TAPE` or `NONE`
/// @param slots how many entries fit, from 0; [#UNBOUNDED] for no limit
/// @param writeCost cost of storing one entry, at least 0, in the unit of the [StepCosts]
/// @param readCost cost of bringing one entry to working storage, at least 0
public record Level(
    StorageLocation location, long slots, BigDecimal writeCost, BigDecimal readCost) {

  /// The number of slots of a level without limit.
  public static final long UNBOUNDED = Long.MAX_VALUE;

  /// Checks the place, the slots and the costs.
  ///
  /// @throws InvalidArgumentException if one is out of range
  public Level {
    if (!location.isLevel()) {
      throw new InvalidArgumentException("level", location, "any name but TAPE and NONE");
    }
    if (slots < 0) {
      throw new InvalidArgumentException(location + " slots", slots, "0 or more");
    }
    writeCost = Costs.checked(location + " write cost", writeCost);
    readCost = Costs.checked(location + " read cost", readCost);
  }

  /// {@return a level whose accesses are free, as memory usually counts}
  ///
  /// @param location the place; a level, not `TAPE` or `NONE`
  /// @param slots how many entries fit, from 0; [#UNBOUNDED] for no limit
  /// @throws InvalidArgumentException if an argument is out of range
  public static Level free(StorageLocation location, long slots) {
    return new Level(location, slots, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /// {@return a level with costs given as doubles, each taken as the decimal that it prints as}
  ///
  /// @param location the place; a level, not `TAPE` or `NONE`
  /// @param slots how many entries fit, from 0; [#UNBOUNDED] for no limit
  /// @param writeCost cost of storing one entry, in the unit of the [StepCosts]
  /// @param readCost cost of bringing one entry to working storage, in the same unit
  /// @throws InvalidArgumentException if a cost is negative, infinite or not a number
  public static Level of(StorageLocation location, long slots, double writeCost, double readCost) {
    return new Level(
        location,
        slots,
        Costs.decimal(location + " write cost", writeCost),
        Costs.decimal(location + " read cost", readCost));
  }

  /// {@return whether the level has no limit}
  public boolean unbounded() {
    return slots == UNBOUNDED;
  }
}
