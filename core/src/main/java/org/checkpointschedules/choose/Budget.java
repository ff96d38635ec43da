package org.checkpointschedules.choose;

import java.math.BigInteger;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// How much of a level there is, in bytes or in slots.
///
/// **Bytes of `RAM`** are all the memory that checkpointing takes: slots, working storage, and the
/// staging buffers of slower levels. Bytes of any other level are those of its entries, with
/// headers, rounding and encoding. **Slots** are entries and nothing else: what lies beside them is
/// not limited.
///
/// Not counted are the model's own arrays, the objects of a schedule (some hundred bytes for each
/// entry stored) and the JVM.
///
/// @param location the level
/// @param amount bytes or slots, from 0
/// @param unit which of the two
public record Budget(StorageLocation location, long amount, Unit unit) {
  /// What the amount counts.
  public enum Unit {
    /// Bytes.
    BYTES,
    /// Entries.
    SLOTS
  }

  /// Checks the level and the amount.
  ///
  /// @throws InvalidArgumentException if the location is no level, or the amount is negative
  public Budget {
    if (!location.isLevel()) {
      throw new InvalidArgumentException("level", location, "any name but TAPE and NONE");
    }
    if (amount < 0) {
      throw new InvalidArgumentException(location + " budget", amount, "0 or more");
    }
  }

  /// {@return a budget of so many bytes}
  ///
  /// @param location the level
  /// @param bytes how many, from 0
  /// @throws InvalidArgumentException if the location is no level, or `bytes` is negative
  public static Budget bytes(StorageLocation location, long bytes) {
    return new Budget(location, bytes, Unit.BYTES);
  }

  /// {@return a budget of so many entries; [Level#UNBOUNDED] for no limit}
  ///
  /// @param location the level
  /// @param slots how many, from 0; [Level#UNBOUNDED] for no limit
  /// @throws InvalidArgumentException if the location is no level, or `slots` is negative
  public static Budget slots(StorageLocation location, long slots) {
    return new Budget(location, slots, Unit.SLOTS);
  }

  /// `4.0 GiB of RAM`, `20 slots of DISK`.
  @Override
  public String toString() {
    String much =
        inBytes()
            ? Amount.text(BigInteger.valueOf(amount))
            : amount == Level.UNBOUNDED ? "any number of slots" : amount + " slots";
    return much + " of " + location;
  }

  boolean inBytes() {
    return unit == Unit.BYTES;
  }
}
