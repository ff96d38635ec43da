package org.checkpointschedules;

/// The sizes of the two kinds of data, before any encoding, that a budget in bytes was turned into
/// slots with. A larger entry would break the budget.
///
/// @param restartData bytes of a state, from 1
/// @param adjointData bytes of what the adjoint needs of one step, from 1
public record EntryBytes(long restartData, long adjointData) {
  /// Checks both.
  ///
  /// @throws InvalidArgumentException if one is not positive
  public EntryBytes {
    if (restartData < 1 || adjointData < 1) {
      throw new InvalidArgumentException(
          "entry bytes", restartData + " and " + adjointData, "1 or more");
    }
  }
}
