package org.checkpointschedules.plan;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.checkpointschedules.ActionStream.Entry;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;

/// Entries of one level at every so many steps from 0 on, and others somewhere among them; a view,
/// since there may be very many.
final class SpacedEntries extends AbstractList<Entry> implements RandomAccess {
  private final int count;
  private final long spacing;
  private final StorageLocation place;
  private final boolean restartData;
  private final int at;
  private final List<Entry> among;

  /// @param restartData whether the spaced entries hold restart data; else they hold adjoint data
  /// @param at how many spaced entries come before the others
  SpacedEntries(
      long count,
      long spacing,
      StorageLocation place,
      boolean restartData,
      long at,
      List<Entry> among) {
    if (count + among.size() > Integer.MAX_VALUE) {
      throw new InvalidArgumentException(
          "entries held", count + among.size(), "at most " + Integer.MAX_VALUE + " to be listed");
    }
    this.count = (int) count;
    this.spacing = spacing;
    this.place = place;
    this.restartData = restartData;
    this.at = (int) at;
    this.among = among;
  }

  @Override
  public Entry get(int index) {
    if (index >= at && index < at + among.size()) {
      return among.get(index - at);
    }
    long number = index < at ? index : index - among.size();
    if (number < 0 || number >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return new Entry(place, number * spacing, restartData, !restartData);
  }

  @Override
  public int size() {
    return count + among.size();
  }
}
