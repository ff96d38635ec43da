package org.checkpointschedules.plan.internal.common;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.LongUnaryOperator;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;

/// Entries of one level at steps given by their number, and others somewhere among them; a view,
/// since there may be very many.
public final class SpacedEntries extends AbstractList<Entry> implements RandomAccess {
  private final long count;
  private final LongUnaryOperator step;
  private final StorageLocation place;
  private final boolean restartData;
  private final long at;
  private final List<Entry> among;

  /// @param step the step of the entry of that number
  /// @param restartData whether the spaced entries hold restart data; else they hold adjoint data
  /// @param at how many spaced entries come before the others
  public SpacedEntries(
      long count,
      LongUnaryOperator step,
      StorageLocation place,
      boolean restartData,
      long at,
      List<Entry> among) {
    this.count = count;
    this.step = step;
    this.place = place;
    this.restartData = restartData;
    this.at = at;
    this.among = among;
  }

  @Override
  public Entry get(int index) {
    Objects.checkIndex(index, size());
    if (index >= at && index < at + among.size()) {
      return among.get((int) (index - at));
    }
    long number = index < at ? index : index - among.size();
    return new Entry(place, step.applyAsLong(number), restartData, !restartData);
  }

  @Override
  public int size() {
    if (count + among.size() > Integer.MAX_VALUE) {
      throw new InvalidArgumentException(
          "entries held", count + among.size(), "at most " + Integer.MAX_VALUE + " to be listed");
    }
    return (int) count + among.size();
  }
}
